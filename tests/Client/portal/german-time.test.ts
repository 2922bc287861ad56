import { expect, test } from "vitest";
import {
  addDays,
  germanToday,
  instantsOf,
  readable,
  wallOf,
} from "../../../src/Web/Client/portal/german-time.ts";

test("A time that clocks jump over has no instant", () => {
  expect(instantsOf("2027-03-28T02:30")).toEqual([]);
});

test("A time that occurs twice has two instants, and the text tells them apart", () => {
  const instants = instantsOf("2027-10-31T02:30");
  const utc = ["2027-10-31T00:30:00.000Z", "2027-10-31T01:30:00.000Z"];
  expect(instants.map((instant) => instant.toISOString())).toEqual(utc);
  expect(instants.map((instant) => readable(instant, "de").time)).toEqual(["02:30 Uhr MESZ", "02:30 Uhr MEZ"]);
});

test.each(["2027-01-15T09:30", "2027-07-15T09:30", "2027-10-31T03:00", "2027-03-28T03:00"])(
  "%s has one instant, which has that wall time",
  (wall) => {
    expect(instantsOf(wall).map(wallOf)).toEqual([wall]);
  },
);

test.each(["T", "2027-11-24T", "T09:30", "2027-13-45T99:99", ""])("The incomplete time '%s' has no instant", (wall) => {
  expect(instantsOf(wall)).toEqual([]);
});

test("Any other time is written without its offset", () => {
  expect(readable(new Date("2027-10-31T02:30:00Z"), "de").time).toBe("03:30 Uhr");
});

test("The German day begins at midnight in Germany, and days are counted by the calendar", () => {
  expect(germanToday(new Date("2027-06-30T22:30:00Z"))).toBe("2027-07-01");
  expect([addDays("2027-03-27", 2), addDays("2027-11-01", -1)]).toEqual(["2027-03-29", "2027-10-31"]);
});
