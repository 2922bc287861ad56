import { expect, test } from "vitest";
import { attemptTimeout, Pause, retryDelay } from "../../../src/Web/Client/wire/retry.ts";
import { stopTime } from "../fake-time.ts";

const clock = stopTime();

test("Retries follow the schedule of the protocol", () => {
  const middle = [0, 1, 2, 3, 4, 5, 6, 50].map((attempt) => Math.round(retryDelay(attempt, 0.5)));
  expect(middle).toEqual([0, 300, 600, 1200, 2000, 3000, 5000, 5000]);
});

test("Retries are spread by a fifth to either side", () => {
  expect(retryDelay(6, 0)).toBeCloseTo(4000);
  expect(retryDelay(6, 1)).toBeCloseTo(6000);
});

test("Timeouts grow with the failures", () => {
  expect([0, 1, 2, 3, 50].map(attemptTimeout)).toEqual([3000, 5000, 10_000, 20_000, 20_000]);
});

test("A pause ends by itself, or early", async () => {
  const ended: string[] = [];
  const pause = new Pause(clock);
  void pause.wait(1000).then(() => ended.push("by itself"));
  await clock.pass(1000);
  void pause.wait(1000).then(() => ended.push("early"));
  pause.end();
  await clock.pass(0);
  expect(ended).toEqual(["by itself", "early"]);
});
