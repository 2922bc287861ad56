import type { Clock } from "../base/clock.ts";
import { Events } from "../base/events.ts";
import { readSignal } from "./signal-format.ts";
import { ReceivingStream, SendingStream } from "./streams.ts";
import type { Acknowledged, Delivery, OutgoingAcknowledgement, OutgoingSignal, Signal } from "../wire/messages.ts";

/** One page's hold on a seat: streams go from one of these to another. */
export interface SeatInstance {
  readonly seat: string;
  readonly instance: number;
}

/** All signals from one page to another, numbered by the sender. */
export interface Stream {
  readonly from: string;
  readonly fromInstance: number;
  readonly to: string;
  readonly toInstance: number;
}

/** Seals and opens; stream and number are part of the seal, so nothing can be replayed or turned round. */
export interface SignalCipher {
  sealSignal(stream: Stream, number: number, plaintext: string): Promise<Uint8Array>;
  openSignal(stream: Stream, number: number, sealed: Uint8Array): Promise<string>;
}

export interface SignalCarrier {
  signal(message: OutgoingSignal): void;
  acknowledge(message: OutgoingAcknowledgement): void;
}

interface Conversation {
  readonly peer: SeatInstance;
  readonly sending: SendingStream<Uint8Array>;
  readonly receiving: ReceivingStream<{ readonly signal: Signal | undefined }>;
  sealed: Promise<void>;
  opened: Promise<void>;
}

export interface SignallingEvents {
  signal: { readonly from: SeatInstance; readonly signal: Signal };
}

/** Sealed signals to and from every other seat, exactly once and in order. */
export class Signalling {
  readonly events = new Events<SignallingEvents>();
  readonly #own: SeatInstance;
  readonly #cipher: SignalCipher;
  readonly #carrier: SignalCarrier;
  readonly #clock: Clock;
  readonly #conversations = new Map<string, Conversation>();

  constructor(own: SeatInstance, cipher: SignalCipher, carrier: SignalCarrier, clock: Clock) {
    this.#own = own;
    this.#cipher = cipher;
    this.#carrier = carrier;
    this.#clock = clock;
  }

  send(to: SeatInstance, signal: Signal): void {
    const talk = this.#with(to);
    const plaintext = JSON.stringify(signal);
    talk.sealed = talk.sealed.then(async () => {
      talk.sending.send(await this.#cipher.sealSignal(streamOf(this.#own, to), talk.sending.next, plaintext));
    });
  }

  delivered(delivery: Delivery): void {
    if (delivery.toInstance !== this.#own.instance) {
      return;
    }
    const from = { seat: delivery.from, instance: delivery.fromInstance };
    const talk = this.#with(from);
    talk.opened = talk.opened.then(() => this.#open(talk, delivery));
  }

  acknowledged(message: Acknowledged): void {
    if (message.toInstance === this.#own.instance) {
      this.#conversations.get(nameOf({ seat: message.from, instance: message.fromInstance }))?.sending.acknowledged(message.number);
    }
  }

  /** After each return to the room. */
  resend(): void {
    for (const { sending } of this.#conversations.values()) {
      sending.resend();
    }
  }

  /** The stream has ended: its page has gone or holds the seat no longer. */
  forget(peer: SeatInstance): void {
    const gone = this.#conversations.get(nameOf(peer));
    gone?.sending.close();
    gone?.receiving.close();
    this.#conversations.delete(nameOf(peer));
  }

  close(): void {
    for (const { peer } of this.#conversations.values()) {
      this.forget(peer);
    }
  }

  /** What does not open under its label is not from our partner, and is treated as if it had never come. */
  async #open(talk: Conversation, delivery: Delivery): Promise<void> {
    if (!talk.receiving.expects(delivery.number)) {
      return;
    }
    const stream = streamOf(talk.peer, this.#own);
    const plaintext = await this.#cipher.openSignal(stream, delivery.number, delivery.sealed).catch(() => undefined);
    if (plaintext !== undefined) {
      talk.receiving.receive(delivery.number, { signal: readSignal(plaintext) });
    }
  }

  #with(peer: SeatInstance): Conversation {
    const known = this.#conversations.get(nameOf(peer));
    if (known) {
      return known;
    }
    const address = { to: peer.seat, toInstance: peer.instance };
    const fresh: Conversation = {
      peer,
      sending: new SendingStream((number, sealed) => this.#carrier.signal({ ...address, number, sealed }), this.#clock),
      receiving: new ReceivingStream(
        ({ signal }) => signal && this.events.emit("signal", { from: peer, signal }),
        (number) => this.#carrier.acknowledge({ ...address, number }),
        this.#clock,
      ),
      sealed: Promise.resolve(),
      opened: Promise.resolve(),
    };
    this.#conversations.set(nameOf(peer), fresh);
    return fresh;
  }
}

function nameOf(peer: SeatInstance): string {
  return `${peer.seat}/${peer.instance}`;
}

function streamOf(from: SeatInstance, to: SeatInstance): Stream {
  return { from: from.seat, fromInstance: from.instance, to: to.seat, toInstance: to.instance };
}
