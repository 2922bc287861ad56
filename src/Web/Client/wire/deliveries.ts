import type { Position } from "./messages.ts";

const boundedAhead = 1024;

/** Which deliveries of an epoch were seen: the position to come back with, and whether one is missing. */
export class Deliveries {
  #epoch = 0;
  #sequence = 0;
  readonly #ahead = new Set<number>();
  #strange: Position[] = [];

  /** The last delivery before which none is missing. */
  get lastSeen(): Position {
    return { epoch: this.#epoch, sequence: this.#sequence };
  }

  get gap(): boolean {
    return this.#ahead.size > 0;
  }

  /** The room was entered. Another epoch than before numbers its deliveries from 1 again; some may have been quicker than the reply. */
  follow(epoch: number): void {
    if (epoch !== this.#epoch) {
      this.#epoch = epoch;
      this.#sequence = 0;
      this.#ahead.clear();
      this.#strange.filter((position) => position.epoch === epoch).forEach((position) => this.see(position));
    }
    this.#strange = [];
  }

  see(position: Position): void {
    if (position.epoch !== this.#epoch) {
      this.#strange.push(position);
      this.#strange.splice(0, this.#strange.length - boundedAhead);
      return;
    }
    if (position.sequence <= this.#sequence || this.#ahead.size >= boundedAhead) {
      return;
    }
    this.#ahead.add(position.sequence);
    while (this.#ahead.delete(this.#sequence + 1)) {
      this.#sequence++;
    }
  }

  /** Everything that was missed has been handed over: what is still missing was acknowledged and forgotten. */
  settle(): void {
    this.#sequence = Math.max(this.#sequence, ...this.#ahead);
    this.#ahead.clear();
  }
}
