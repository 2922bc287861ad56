import type { Clock } from "../../../src/Web/Client/base/clock.ts";
import type { GenerationOwner } from "../../../src/Web/Client/call/generation.ts";
import { type GenerationLink, Peer } from "../../../src/Web/Client/call/peer.ts";
import type { LinkSignal } from "../../../src/Web/Client/wire/messages.ts";

/** A generation whose bytes flow when the test says so; it notes what was done with it. */
export class FakeGeneration implements GenerationLink {
  readonly stream = {} as MediaStream;
  readonly number: number;
  readonly relayOnly: boolean;
  readonly owner: GenerationOwner;
  readonly done: string[] = [];
  lastBytesAt: number | undefined;
  flows = false;

  readonly #clock: Clock;

  constructor(clock: Clock, number: number, relayOnly: boolean, owner: GenerationOwner) {
    this.#clock = clock;
    this.number = number;
    this.relayOnly = relayOnly;
    this.owner = owner;
  }

  begin(): void {
    this.done.push("begin");
  }

  sendTracks(): void {
    this.done.push("tracks");
  }

  restartIce(): void {
    this.done.push("restartIce");
  }

  async receive(signal: LinkSignal): Promise<void> {
    this.done.push(signal.kind);
  }

  async measure(): Promise<void> {
    this.lastBytesAt = this.flows ? this.#clock.now() : this.lastBytesAt;
  }

  close(): void {
    this.done.push("close");
    this.flows = false;
  }
}

/** A peer over such generations, and what it sent. */
export function peerOver(clock: Clock, polite: boolean) {
  const made: FakeGeneration[] = [];
  const sent: LinkSignal[] = [];
  const peer = new Peer(
    {
      polite,
      clock,
      send: (signal) => sent.push(signal),
      make: (number, relayOnly, owner) => {
        const generation = new FakeGeneration(clock, number, relayOnly, owner);
        made.push(generation);
        return generation;
      },
    },
    { audio: null, video: null },
  );
  return {
    peer,
    made,
    sent,
    generation: (number: number) => made.find((each) => each.number === number) as FakeGeneration,
  };
}
