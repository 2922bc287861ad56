import type { CallView } from "../call/call.ts";
import type { Clock } from "../base/clock.ts";

export interface CallSummary {
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly people: number;
}

/** What the practitioner may copy into their own records after the call. */
export class CallRecord {
  readonly #clock: Clock;
  #since: number | undefined;
  #startedAt = 0;
  #people = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  see({ seated, since, startedAt }: CallView): void {
    if (seated.kind === "inCall" && seated.role === "practitioner") {
      this.#since ??= since;
      this.#startedAt ||= startedAt ?? 0;
      this.#people = Math.max(this.#people, 1 + seated.others.filter(({ admitted }) => admitted).length);
    }
  }

  get summary(): CallSummary | undefined {
    if (this.#since === undefined) {
      return undefined;
    }
    return { startedAt: new Date(this.#startedAt), durationMs: this.#clock.now() - this.#since, people: this.#people };
  }
}
