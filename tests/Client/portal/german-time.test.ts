import { expect, test } from "vitest";
import { instantsOf, readable } from "../../../src/Web/Client/portal/german-time.ts";

test("A time that clocks jump over has no instant", () => {
  expect(instantsOf("2027-03-28T02:30")).toEqual([]);
});

test("A time that occurs twice has two instants, and both are told apart", () => {
  const instants = instantsOf("2027-10-31T02:30");
  expect(instants.map((instant) => instant.toISOString())).toEqual(["2027-10-31T00:30:00.000Z", "2027-10-31T01:30:00.000Z"]);
  expect(instants.map((instant) => readable(instant, "de").time)).toEqual(["02:30 Uhr MESZ", "02:30 Uhr MEZ"]);
});

test("Any other time is told without more ado", () => {
  expect(readable(new Date("2027-10-31T02:30:00Z"), "de").time).toBe("03:30 Uhr");
});
