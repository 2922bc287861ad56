import { afterEach, expect, test, vi } from "vitest";
import { ServerTime } from "../../../src/Web/Client/portal/server-time.ts";

const start = Date.parse("2026-11-24T08:00:00Z");

afterEach(() => {
  vi.useRealTimers();
});

test("The server's time goes on whatever the device's clock is set to", () => {
  let elapsed = 5000;
  const time = new ServerTime(start, () => elapsed);
  vi.useFakeTimers({ now: start + 26 * 3_600_000, toFake: ["Date"] });
  elapsed += 60_000;
  expect(new Date(time.now()).toISOString()).toBe("2026-11-24T08:01:00.000Z");
});

test("An answer corrects it after the device has slept, and one without a date does not", () => {
  const time = new ServerTime(start, () => 0);
  time.correct("Tue, 24 Nov 2026 16:30:00 GMT");
  time.correct(null);
  time.correct("yesterday");
  expect(new Date(time.now()).toISOString()).toBe("2026-11-24T16:30:00.000Z");
});
