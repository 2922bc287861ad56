import type { Clock } from "../base/clock.ts";

/** A fault of the servers lasts a few seconds, and the first to come through ends it for the two who talk. */
const resendAfterMs = [500, 500, 1000, 1000, 1000, 1000] as const;
const resendEveryMs = 3000;
const acknowledgeMs = 200;
const mostHeld = 64;

/** The sending end of a stream: numbers payloads and keeps each until the receiver has it. */
export class SendingStream<Payload> {
  readonly #transmit: (number: number, payload: Payload) => void;
  readonly #clock: Clock;
  readonly #kept = new Map<number, Payload>();
  #last = 0;
  #attempt = 0;
  #callOff: (() => void) | undefined;

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
    this.#transmit(this.#last, payload);
    this.#wait();
  }

  /** All that is not acknowledged, in order: after each return to the room, and when no word came for a while. */
  resend(): void {
    this.close();
    for (const [number, payload] of this.#kept) {
      this.#transmit(number, payload);
    }
    if (this.#kept.size > 0) {
      this.#wait();
    }
  }

  acknowledged(number: number): void {
    this.#attempt = 0;
    for (const kept of this.#kept.keys()) {
      if (kept <= number) {
        this.#kept.delete(kept);
      }
    }
    if (this.#kept.size === 0) {
      this.close();
    }
  }

  close(): void {
    this.#callOff?.();
    this.#callOff = undefined;
  }

  #wait(): void {
    this.#callOff ??= this.#clock.after(resendAfterMs[this.#attempt] ?? resendEveryMs, () => {
      this.#attempt++;
      this.resend();
    });
  }
}

/** The receiving end: hands each payload on once and in order, and says how far it has got. */
export class ReceivingStream<Payload> {
  readonly #handOn: (payload: Payload) => void;
  readonly #acknowledge: (number: number) => void;
  readonly #clock: Clock;
  readonly #early = new Map<number, Payload>();
  #last = 0;
  #callOff: (() => void) | undefined;

  constructor(handOn: (payload: Payload) => void, acknowledge: (number: number) => void, clock: Clock) {
    this.#handOn = handOn;
    this.#acknowledge = acknowledge;
    this.#clock = clock;
  }

  /** Whether a payload of that number would be news, and is worth opening. A repeated one is acknowledged at once. */
  expects(number: number): boolean {
    if (number <= this.#last) {
      this.#say();
      return false;
    }
    return number <= this.#last + mostHeld && !this.#early.has(number);
  }

  receive(number: number, payload: Payload): void {
    if (!this.expects(number)) {
      return;
    }
    this.#early.set(number, payload);
    for (let next = this.#early.get(this.#last + 1); next !== undefined; next = this.#early.get(this.#last + 1)) {
      this.#early.delete(++this.#last);
      this.#handOn(next);
      this.#callOff ??= this.#clock.after(acknowledgeMs, () => this.#say());
    }
  }

  close(): void {
    this.#callOff?.();
    this.#callOff = undefined;
  }

  #say(): void {
    this.close();
    this.#acknowledge(this.#last);
  }
}
