import type { Clock } from "../base/clock.ts";

/** Most faults of the servers last a few seconds: the early repeats are close together, the later ones are not. */
const resendAfterMs = [500, 500, 1000, 1000, 1000, 1000] as const;
const resendEveryMs = 3000;
const acknowledgeAfterMs = 200;
/** As many signals may be on the way, sent and not acknowledged, as the receiver keeps ahead of a gap. */
const windowSize = 64;

/** The sending end of a stream: numbers payloads and keeps each until it is acknowledged. */
export class SendingStream<Payload> {
  readonly #transmit: (number: number, payload: Payload) => void;
  readonly #clock: Clock;
  readonly #kept = new Map<number, Payload>();
  #last = 0;
  #acknowledged = 0;
  #repeats = 0;
  #cancel: (() => void) | undefined;

  constructor(transmit: (number: number, payload: Payload) => void, clock: Clock) {
    this.#transmit = transmit;
    this.#clock = clock;
  }

  /** The number that the next payload gets: the seal contains it. */
  get next(): number {
    return this.#last + 1;
  }

  send(payload: Payload): void {
    this.#kept.set(++this.#last, payload);
    this.#transmitFrom(this.#last);
  }

  /** Sends what is not acknowledged again, in order: the receiver may be reached anew. */
  resend(): void {
    this.#repeats = 0;
    this.#repeat();
  }

  /** Every payload up to this number was received. What was never sent cannot have been. */
  acknowledged(number: number): void {
    const before = this.#acknowledged;
    if (number <= before || number > Math.min(this.#last, before + windowSize)) {
      return;
    }
    for (let each = before + 1; each <= number; each++) {
      this.#kept.delete(each);
    }
    this.#acknowledged = number;
    this.#repeats = 0;
    this.close();
    this.#transmitFrom(before + windowSize + 1);
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #repeat(): void {
    this.close();
    this.#transmitFrom(this.#acknowledged + 1);
  }

  /** Those of the kept payloads, from the given number on, that the window lets through. */
  #transmitFrom(first: number): void {
    const end = Math.min(this.#last, this.#acknowledged + windowSize);
    for (let number = first; number <= end; number++) {
      const payload = this.#kept.get(number);
      if (payload !== undefined) {
        this.#transmit(number, payload);
      }
    }
    this.#startTimer();
  }

  #startTimer(): void {
    if (this.#kept.size > 0) {
      this.#cancel ??= this.#clock.after(resendAfterMs[this.#repeats] ?? resendEveryMs, () => {
        this.#repeats++;
        this.#repeat();
      });
    }
  }
}

/** The receiving end: hands each payload on once and in order, and acknowledges what was handed on. */
export class ReceivingStream<Payload> {
  readonly #handOn: (payload: Payload) => void;
  readonly #acknowledge: (number: number) => void;
  readonly #clock: Clock;
  readonly #early = new Map<number, Payload>();
  #last = 0;
  #cancel: (() => void) | undefined;

  constructor(handOn: (payload: Payload) => void, acknowledge: (number: number) => void, clock: Clock) {
    this.#handOn = handOn;
    this.#acknowledge = acknowledge;
    this.#clock = clock;
  }

  /** Whether a payload of that number is new, and worth opening. A repeated one is acknowledged at once. */
  expects(number: number): boolean {
    if (number <= this.#last) {
      this.#acknowledgeNow();
      return false;
    }
    return number <= this.#last + windowSize && !this.#early.has(number);
  }

  receive(number: number, payload: Payload): void {
    if (!this.expects(number)) {
      return;
    }
    this.#early.set(number, payload);
    for (let next = this.#early.get(this.#last + 1); next !== undefined; next = this.#early.get(this.#last + 1)) {
      this.#early.delete(++this.#last);
      this.#cancel ??= this.#clock.after(acknowledgeAfterMs, () => this.#acknowledgeNow());
      this.#handOn(next);
    }
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #acknowledgeNow(): void {
    this.close();
    this.#acknowledge(this.#last);
  }
}
