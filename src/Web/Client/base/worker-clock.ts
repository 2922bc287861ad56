import { type Clock, timers } from "./clock.ts";
import type { Order } from "../timer-worker.ts";

/**
 * A clock whose timers are not throttled in background tabs, because they run in a worker (timer-worker.ts). Where no
 * worker can start, the window's own timers do.
 */
export function pageClock(start: () => Worker): Clock {
  try {
    return workerClock(start());
  } catch {
    return { now: () => performance.now(), ...timers };
  }
}

function workerClock(worker: Worker): Clock {
  const waiting = new Map<number, () => void>();
  let last = 0;
  worker.addEventListener("message", (event: MessageEvent<number>) => {
    const callback = waiting.get(event.data);
    waiting.delete(event.data);
    callback?.();
  });
  return {
    now: () => performance.now(),
    after: (ms, callback) => {
      const id = ++last;
      waiting.set(id, callback);
      worker.postMessage({ id, ms } satisfies Order);
      return () => waiting.delete(id);
    },
  };
}
