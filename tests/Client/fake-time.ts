import { afterEach, beforeEach, vi } from "vitest";
import type { Clock } from "../../src/Web/Client/base/clock.ts";

/** Time stands still in every test of the file until it is moved. */
export function stopTime(): Clock & { pass(ms: number): Promise<void> } {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  return {
    now: () => Date.now(),
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    pass: async (ms) => {
      await vi.advanceTimersByTimeAsync(ms);
    },
  };
}

/** Repeatable chance in [0, 1). */
export function chances(seed: number): () => number {
  let state = seed * 2654435761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}
