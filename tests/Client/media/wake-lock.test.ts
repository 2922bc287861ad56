import { expect, test, vi } from "vitest";
import { ScreenWake } from "../../../src/Web/Client/media/wake-lock.ts";

test("Holding again releases the lock before, and releasing the last one", async () => {
  const released: number[] = [];
  let count = 0;
  const request = () => {
    const number = ++count;
    return Promise.resolve({ release: async () => void released.push(number) } as unknown as WakeLockSentinel);
  };
  const wake = new ScreenWake({ wakeLock: { request } });
  wake.hold();
  wake.hold();
  wake.release();
  await vi.waitFor(() => expect(released).toEqual([1, 2]));
});

test.each([
  ["lacks it", undefined],
  ["refuses it", { request: () => Promise.reject(new DOMException("", "NotAllowedError")) }],
])("A browser that %s disturbs nothing", (_, wakeLock) => {
  const wake = new ScreenWake({ wakeLock } as unknown as Navigator);
  wake.hold();
  wake.release();
});
