/** Where modules get their time from: the page's worker clock in life, a fake in tests. */
export interface Clock {
  /** Milliseconds on a scale that never jumps. */
  now(): number;

  /** Calls back once; returns the way to call it off. */
  after(ms: number, callback: () => void): () => void;
}

export class TimedOut extends Error {
  override readonly name = "TimedOut";
}

/** The promise's outcome, or `TimedOut` when it takes longer. */
export function within<T>(clock: Clock, ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const callOff = clock.after(ms, () => reject(new TimedOut()));
    promise.finally(callOff).then(resolve, reject);
  });
}
