import type { CallView } from "../call/call.ts";
import type { Clock } from "../room/clock.ts";

export interface CallSummary {
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly people: number;
}

/** What the practitioner may copy into their own records after the call. */
export class CallRecord {
  readonly #clock: Clock;
  #since: number | undefined;
  #people = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  see({ seated, since }: CallView): void {
    if (seated.kind === "inCall" && seated.role === "practitioner") {
      this.#since ??= since;
      this.#people = Math.max(this.#people, 1 + seated.others.filter(({ admitted }) => admitted).length);
    }
  }

  get summary(): CallSummary | undefined {
    if (this.#since === undefined) {
      return undefined;
    }
    const durationMs = this.#clock.now() - this.#since;
    return { startedAt: new Date(Date.now() - durationMs), durationMs, people: this.#people };
  }
}
