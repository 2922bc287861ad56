import { expect, test } from "vitest";
import { daysUntil, durationText, germanTime } from "../../../src/Web/Client/base/spans.ts";

test("Durations are shown as people read them", () => {
  expect([0, 65_000, 3_723_000, -500].map((ms) => durationText(ms))).toEqual(["0:00", "1:05", "1:02:03", "0:00"]);
});

test("From two days on the countdown counts days", () => {
  expect([47, 48, 75].map((hours) => daysUntil(hours * 3_600_000))).toEqual([undefined, 2, 3]);
});

test("A start is told as German clocks show it, in summer and in winter", () => {
  expect(germanTime(Date.UTC(2026, 6, 1, 8, 0), "de")).toContain("10:00");
  expect(germanTime(Date.UTC(2026, 11, 1, 8, 0), "de")).toContain("09:00");
});
