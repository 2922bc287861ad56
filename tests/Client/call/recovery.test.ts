import { expect, test } from "vitest";
import { Recovery } from "../../../src/Web/Client/call/recovery.ts";

function at(start: number) {
  let now = start;
  const recovery = new Recovery({ now: () => now, after: () => () => undefined });
  return {
    recovery,
    next: (time: number, lastBytesAt: number | undefined, reachable = true) => {
      now = time;
      return recovery.next(lastBytesAt, reachable);
    },
    movedAt: (time: number) => {
      now = time;
      recovery.moved();
    },
  };
}

test("While bytes come in nothing is tried", () => {
  const { next } = at(0);
  expect([1000, 5000, 60_000].map((time) => next(time, time - 1900))).toEqual([undefined, undefined, undefined]);
});

test("A stall of two seconds restarts ICE, and 300 ms later begins the next generation", () => {
  const { next } = at(0);
  expect(next(11_999, 10_000)).toBeUndefined();
  expect(next(12_000, 10_000)).toBe("restartIce");
  expect(next(12_200, 10_000)).toBeUndefined();
  expect(next(12_300, 10_000)).toBe("next");
});

test("The second miss asks for the relay, and then both ways alternate", () => {
  const { next } = at(0);
  const moves = Array.from({ length: 400 }, (_, step) => next(12_000 + step * 100, 10_000)).filter(
    (move) => move !== undefined,
  );
  expect(moves).toEqual(["restartIce", "next", "relay", "next", "relay", "next", "relay", "next"]);
});

test("A generation that the other side began gets its time", () => {
  const { next, movedAt } = at(0);
  expect(next(12_000, 10_000)).toBe("restartIce");
  movedAt(12_100);
  expect(next(12_900, 10_000)).toBeUndefined();
  expect(next(16_100, 10_000)).toBe("relay");
});

test("Without a way for signals nothing is tried, and with one at once", () => {
  const { next } = at(0);
  expect(next(40_000, 10_000, false)).toBeUndefined();
  expect(next(40_100, 10_000)).toBe("restartIce");
});

test("A first connection gets five seconds", () => {
  const { next } = at(0);
  expect(next(4900, undefined)).toBeUndefined();
  expect(next(5000, undefined)).toBe("next");
});

test("Bytes that come back begin the ladder anew", () => {
  const { next } = at(0);
  expect(next(12_000, 10_000)).toBe("restartIce");
  expect(next(12_300, 12_200)).toBeUndefined();
  expect(next(20_000, 18_000)).toBe("restartIce");
});
