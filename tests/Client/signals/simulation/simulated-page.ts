import type { Clock } from "../../../../src/Web/Client/base/clock.ts";
import {
  type SeatInstance,
  type SignalCarrier,
  type SignalCipher,
  Signalling,
  type Stream,
} from "../../../../src/Web/Client/signals/signalling.ts";
import { LatestSnapshot } from "../../../../src/Web/Client/wire/latest-snapshot.ts";
import type { SeatView, Snapshot } from "../../../../src/Web/Client/wire/messages.ts";

/** Writes stream and number in front; opens only under the same. */
const cipher: SignalCipher = {
  sealSignal: async (stream, number, plaintext) => new TextEncoder().encode(label(stream, number) + plaintext),
  openSignal: async (stream, number, sealed) => {
    const text = new TextDecoder().decode(sealed);
    if (!text.startsWith(label(stream, number))) {
      throw new Error("not sealed under this label");
    }
    return text.slice(label(stream, number).length);
  },
};

function label({ from, fromInstance, to, toInstance }: Stream, number: number): string {
  return `${from}${fromInstance}>${to}${toInstance}#${number}|`;
}

export function nameOf({ seat, instance }: SeatInstance): string {
  return `${seat}/${instance}`;
}

/** A page with the real signalling, that treats snapshots as the call does (call/mesh.ts). */
export class SimulatedPage {
  readonly own: SeatInstance;
  readonly signalling: Signalling;
  /** By the other page: what was sent to it, and what was handed on from it. */
  readonly sent = new Map<string, number[]>();
  readonly received = new Map<string, number[]>();
  /** Signals that were handed on although a newer page was known to hold their seat. */
  readonly outdated: string[] = [];
  readonly #latest = new LatestSnapshot();
  #peers: readonly SeatView[] = [];

  constructor(own: SeatInstance, carrier: SignalCarrier, clock: Clock) {
    this.own = own;
    this.signalling = new Signalling(own, cipher, carrier, clock);
    this.signalling.events.on("signal", ({ from, signal }) => {
      append(this.received, nameOf(from), "generation" in signal ? signal.generation : 0);
      if (this.#peers.some(({ seat, instance }) => seat === from.seat && instance > from.instance)) {
        this.outdated.push(nameOf(from));
      }
    });
  }

  /** The page calls only while it is present itself, and only admitted seats. */
  send(seat: string, what: number): void {
    const peer = this.#peers.find((each) => each.seat === seat);
    if (peer) {
      append(this.sent, nameOf(peer), what);
      this.signalling.send(peer, { kind: "restart", generation: what, relayOnly: false });
    }
  }

  entered(snapshot: Snapshot): void {
    const latest = this.#latest.entered(snapshot);
    this.#show(latest);
    this.signalling.entered(latest);
  }

  changed(snapshot: Snapshot): void {
    const latest = this.#latest.changed(snapshot);
    if (latest) {
      this.#show(latest);
      this.signalling.changed(latest);
    }
  }

  #show(snapshot: Snapshot): void {
    const own = snapshot.seats.find(({ seat }) => seat === this.own.seat);
    const before = this.#peers;
    this.#peers = snapshot.seats.filter((seat) => seat !== own && seat.admitted && seat.presence !== "left");
    const names = new Set(this.#peers.map(nameOf));
    before.filter((peer) => !names.has(nameOf(peer))).forEach((peer) => this.signalling.forget(peer));
  }
}

function append(lists: Map<string, number[]>, name: string, what: number): void {
  lists.set(name, [...(lists.get(name) ?? []), what]);
}
