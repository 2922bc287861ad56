import type { Clock } from "../base/clock.ts";
import { Events } from "../base/events.ts";
import { readSignal } from "./signal-format.ts";
import { ReceivingStream, SendingStream } from "./streams.ts";
import type {
  Acknowledged,
  IncomingSignal,
  OutgoingAcknowledgement,
  OutgoingSignal,
  Signal,
  Snapshot,
} from "../wire/messages.ts";

/** One page that holds, or held, a seat: the two ends of a stream are such pages. */
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

/** Seals and opens. Stream and number are authenticated, so that signals cannot be replayed or redirected. */
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
  #snapshot: Snapshot | undefined;

  constructor(own: SeatInstance, cipher: SignalCipher, carrier: SignalCarrier, clock: Clock) {
    this.#own = own;
    this.#cipher = cipher;
    this.#carrier = carrier;
    this.#clock = clock;
  }

  send(to: SeatInstance, signal: Signal): void {
    const talk = this.#with(to);
    const plaintext = JSON.stringify(signal);
    talk.sealed = talk.sealed.then(() => this.#seal(talk, plaintext));
  }

  receive(message: IncomingSignal): void {
    const from = { seat: message.from, instance: message.fromInstance };
    if (message.toInstance === this.#own.instance && !this.#isPast(from)) {
      const talk = this.#with(from);
      talk.opened = talk.opened.then(() => this.#open(talk, message));
    }
  }

  acknowledged(message: Acknowledged): void {
    if (message.toInstance === this.#own.instance) {
      const from = { seat: message.from, instance: message.fromInstance };
      this.#conversations.get(nameOf(from))?.sending.acknowledged(message.number);
    }
  }

  /** After each successful Enter: what was sent on an earlier connection may not have arrived. */
  entered(snapshot: Snapshot): void {
    this.#see(snapshot);
    for (const { sending } of this.#conversations.values()) {
      sending.resend();
    }
  }

  /** What a peer missed while it was not present is sent again. */
  changed(snapshot: Snapshot): void {
    const before = this.#snapshot;
    this.#see(snapshot);
    for (const { peer, sending } of this.#conversations.values()) {
      if (isPresent(peer, snapshot) && !isPresent(peer, before)) {
        sending.resend();
      }
    }
  }

  /** The stream has ended: its page has gone or no longer holds the seat. */
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

  /** A newer page in a seat ends the streams of the older one. */
  #see(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    for (const { peer } of this.#conversations.values()) {
      if (this.#isPast(peer)) {
        this.forget(peer);
      }
    }
  }

  async #seal(talk: Conversation, plaintext: string): Promise<void> {
    const sealed = await this.#cipher.sealSignal(streamOf(this.#own, talk.peer), talk.sending.next, plaintext);
    if (this.#isKnown(talk)) {
      talk.sending.send(sealed);
    }
  }

  /** What does not open under its stream and number is not from that peer, and is dropped. */
  async #open(talk: Conversation, { number, sealed }: IncomingSignal): Promise<void> {
    if (!this.#isKnown(talk) || !talk.receiving.expects(number)) {
      return;
    }
    const stream = streamOf(talk.peer, this.#own);
    const plaintext = await this.#cipher.openSignal(stream, number, sealed).catch(() => undefined);
    if (plaintext !== undefined && this.#isKnown(talk)) {
      talk.receiving.receive(number, { signal: readSignal(plaintext) });
    }
  }

  #isKnown(talk: Conversation): boolean {
    return this.#conversations.get(nameOf(talk.peer)) === talk;
  }

  /** Whether a newer page is known to hold that seat: the stream has ended, late signals of it are dropped. */
  #isPast({ seat, instance }: SeatInstance): boolean {
    return this.#snapshot?.seats.some((each) => each.seat === seat && each.instance > instance) ?? false;
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

function isPresent({ seat, instance }: SeatInstance, snapshot: Snapshot | undefined): boolean {
  const seats = snapshot?.seats ?? [];
  return seats.some((each) => each.seat === seat && each.instance === instance && each.presence === "present");
}

function nameOf(peer: SeatInstance): string {
  return `${peer.seat}/${peer.instance}`;
}

function streamOf(from: SeatInstance, to: SeatInstance): Stream {
  return { from: from.seat, fromInstance: from.instance, to: to.seat, toInstance: to.instance };
}
