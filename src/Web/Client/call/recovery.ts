import type { Clock } from "../base/clock.ts";

export type Move = "restartIce" | "next" | "relay";

const stallMs = 2000;
const firstConnectionMs = 5000;

/** What to try in turn, and how long after the move before. The last two alternate. */
const lastRung = { move: "relay", afterMs: 6000 } as const;
const ladder: readonly { readonly move: Move; readonly afterMs: number }[] = [
  { move: "restartIce", afterMs: 0 },
  { move: "next", afterMs: 300 },
  { move: "relay", afterMs: 4000 },
  { move: "next", afterMs: 6000 },
  lastRung,
];
const afterNext = 2;

/** Decides what to try while no bytes come in. Only bytes count as success, not a connection state. */
export class Recovery {
  readonly #clock: Clock;
  #rung = 0;
  #movedAt: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#movedAt = clock.now();
  }

  /** Either side began a new generation: the next move waits for its result. */
  moved(): void {
    this.#movedAt = this.#clock.now();
    this.#rung = Math.max(this.#rung, afterNext);
  }

  next(lastBytesAt: number | undefined, reachable: boolean): Move | undefined {
    const now = this.#clock.now();
    const connectedOnce = lastBytesAt !== undefined;
    if (connectedOnce && now - lastBytesAt < stallMs) {
      this.#rung = 0;
      return undefined;
    }
    return reachable ? this.#climb(now, connectedOnce) : undefined;
  }

  /** A first connection has nothing to restart, and takes longer. */
  #climb(now: number, connectedOnce: boolean): Move | undefined {
    const rung = connectedOnce ? this.#rung : Math.max(this.#rung, 1);
    const { move, afterMs } = ladder[rung] ?? lastRung;
    if (now - this.#movedAt < (connectedOnce ? afterMs : Math.max(afterMs, firstConnectionMs))) {
      return undefined;
    }
    this.#movedAt = now;
    this.#rung = rung + 1 < ladder.length ? rung + 1 : ladder.length - 2;
    return move;
  }
}
