/** The time source of all modules: the worker clock in the page, a fake in tests. */
export interface Clock {
  /** Milliseconds since the page was loaded, monotonic. */
  now(): number;

  /** Calls back once; returns a function that cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** The window's own timers: slowed down in a background tab, which is good enough for what a visible page waits for. */
export const timers: Pick<Clock, "after"> = {
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

export class TimedOut extends Error {
  override readonly name = "TimedOut";
}

/** The promise's outcome, or `TimedOut` when it takes longer. */
export function within<T>(clock: Clock, ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(new TimedOut()));
    promise.finally(cancel).then(resolve, reject);
  });
}
