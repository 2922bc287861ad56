import type { Clock } from "./clock.ts";
import type { Order } from "../timer-worker.ts";

/** A clock whose timers hold in a background tab, because a worker keeps them (timer-worker.ts). */
export function workerClock(worker: Worker): Clock {
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
