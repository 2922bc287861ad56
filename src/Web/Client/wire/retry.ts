import type { Clock } from "../base/clock.ts";

const schedule = [0, 300, 600, 1200, 2000, 3000] as const;
const everyMs = 5000;
const spread = 0.2;

/** How long to wait before the given attempt (0, 1, …), ±20 %. `chance` is in [0, 1). */
export function retryDelay(attempt: number, chance: number): number {
  return (schedule[attempt] ?? everyMs) * (1 - spread + 2 * spread * chance);
}

/** A wait that can be cut short when the browser says that things have changed. */
export class Pause {
  readonly #clock: Clock;
  #finish: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const callOff = this.#clock.after(ms, () => this.#finish?.());
      this.#finish = () => {
        callOff();
        this.#finish = undefined;
        resolve();
      };
    });
  }

  cut(): void {
    this.#finish?.();
  }
}
