import type { Clock } from "../../../../src/Web/Client/base/clock.ts";

interface Timer {
  readonly at: number;
  readonly isHeld: () => boolean;
  readonly callback: () => void;
}

/** Time that passes when told to. Timers of a page that sleeps run when it is awake again. */
export class VirtualTime {
  readonly #timers = new Set<Timer>();
  #now = 0;

  get now(): number {
    return this.#now;
  }

  get isQuiet(): boolean {
    return this.#timers.size === 0;
  }

  clock(isHeld: () => boolean): Clock {
    return {
      now: () => this.#now,
      after: (ms, callback) => {
        const timer = { at: this.#now + ms, isHeld, callback };
        this.#timers.add(timer);
        return () => this.#timers.delete(timer);
      },
    };
  }

  pass(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#now = Math.max(this.#now, next.at);
      this.#timers.delete(next);
      next.callback();
    }
    this.#now = end;
  }

  #next(end: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at <= end && timer.at < (first?.at ?? Infinity) && !timer.isHeld()) {
        first = timer;
      }
    }
    return first;
  }
}
