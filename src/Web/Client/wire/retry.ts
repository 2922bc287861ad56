import type { Clock } from "../base/clock.ts";

const delaysMs = [0, 300, 600, 1200, 2000, 3000] as const;
const laterDelayMs = 5000;
const spread = 0.2;
const timeoutsMs = [3000, 5000, 10_000] as const;
const longestTimeoutMs = 20_000;

/** How long to wait before the given attempt (0, 1, …), ±20 %. `chance` is in [0, 1). */
export function retryDelay(attempt: number, chance: number): number {
  return (delaysMs[attempt] ?? laterDelayMs) * (1 - spread + 2 * spread * chance);
}

/** The timeout of each step of an attempt. It grows with the failures, so that satellite links succeed too. */
export function attemptTimeout(failures: number): number {
  return timeoutsMs[failures] ?? longestTimeoutMs;
}

/** A delay that can be ended early when the browser reports a change. */
export class Pause {
  readonly #clock: Clock;
  #finish: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(ms, () => this.#finish?.());
      this.#finish = () => {
        cancel();
        this.#finish = undefined;
        resolve();
      };
    });
  }

  end(): void {
    this.#finish?.();
  }
}
