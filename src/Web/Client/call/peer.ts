import type { Clock } from "../base/clock.ts";
import { Events } from "../base/events.ts";
import type { LinkSignal } from "../wire/messages.ts";
import { bestOf, isNeedless, lastBytesOf } from "./choice.ts";
import type { Generation, GenerationOwner, OwnTracks } from "./generation.ts";
import { Recovery } from "./recovery.ts";

type GenerationState = "number" | "lastBytesAt" | "stream";
type GenerationAct = "begin" | "sendTracks" | "restartIce" | "receive" | "measure" | "close";
/** What a peer needs of a generation. */
export type GenerationLink = Pick<Generation, GenerationState | GenerationAct>;

export interface PeerEnvironment {
  readonly polite: boolean;
  readonly clock: Clock;
  send(signal: LinkSignal): void;
  make(number: number, relayOnly: boolean, owner: GenerationOwner): GenerationLink;
}

export interface PeerEvents {
  /** Another generation is shown, or media stopped or came back. */
  changed: undefined;
  /** A connection does not end at the certificate of its description, or none comes about. */
  distrusted: undefined;
}

const watchMs = 125;

/** One remote page: the generations to it, and the choice between them. The impolite side chooses for both. */
export class Peer {
  readonly events = new Events<PeerEvents>();
  readonly #environment: PeerEnvironment;
  readonly #recovery: Recovery;
  readonly #generations = new Map<number, GenerationLink>();
  #tracks: OwnTracks;
  #current: GenerationLink | undefined;
  #doubted = 0;
  #highest = 0;
  #failures = 0;
  #reachable = true;
  #flowing = false;
  #closed = false;
  #cancelWatch: () => void;

  constructor(environment: PeerEnvironment, tracks: OwnTracks) {
    this.#environment = environment;
    this.#tracks = tracks;
    this.#recovery = new Recovery(environment.clock);
    this.#cancelWatch = environment.clock.after(watchMs, () => void this.#watch());
    if (!environment.polite) {
      this.#make(1, false).begin(tracks);
    }
  }

  get flowing(): boolean {
    return this.#flowing;
  }

  /** The generation that is shown: the one that carries bytes, or carried them last. */
  get shown(): GenerationLink | undefined {
    return this.#current;
  }

  /** Whether signals reach the other side now; without that, no new generation can be agreed on. */
  set reachable(reachable: boolean) {
    this.#reachable = reachable;
  }

  sendTracks(tracks: OwnTracks): void {
    this.#tracks = tracks;
    for (const generation of this.#generations.values()) {
      generation.sendTracks(tracks);
    }
  }

  /** Our network changed: looks for new addresses without waiting for a stall. */
  networkChanged(): void {
    this.#current?.restartIce();
  }

  receive(signal: LinkSignal): void {
    if (signal.kind === "restart") {
      this.#asked(signal.generation, signal.relayOnly);
    } else {
      const generation = this.#generations.get(signal.generation) ?? this.#offered(signal);
      generation?.receive(signal).catch(() => undefined);
    }
  }

  close(): void {
    this.#closed = true;
    this.#flowing = false;
    this.#cancelWatch();
    for (const generation of this.#generations.values()) {
      generation.close();
    }
    this.#generations.clear();
  }

  /** The other side receives nothing in the current generation, so the bytes we receive on it prove nothing. */
  #asked(number: number, relayOnly: boolean): void {
    if (!this.#environment.polite && number > this.#highest) {
      this.#doubted = this.#highest;
      this.#make(number, relayOnly).begin(this.#tracks);
    }
  }

  #offered(signal: LinkSignal): GenerationLink | undefined {
    const isNew =
      signal.kind === "description" && signal.description.type === "offer" && signal.generation > this.#highest;
    return isNew ? this.#make(signal.generation, false) : undefined;
  }

  /** At most two at a time: the one in use, and the one that may replace it. */
  #make(number: number, relayOnly: boolean): GenerationLink {
    for (const generation of this.#generations.values()) {
      if (generation !== this.#current) {
        this.#drop(generation);
      }
    }
    const fresh = this.#environment.make(number, relayOnly, {
      send: (signal) => this.#environment.send(signal),
      closedByPeer: () => this.#lost(fresh),
      failed: () => this.#failed(fresh),
      distrusted: () => this.events.emit("distrusted", undefined),
    });
    fresh.sendTracks(this.#tracks);
    this.#highest = number;
    this.#generations.set(number, fresh);
    this.#current ??= fresh;
    this.#recovery.moved();
    return fresh;
  }

  #drop(generation: GenerationLink): void {
    this.#generations.delete(generation.number);
    generation.close();
  }

  #lost(generation: GenerationLink): void {
    this.#drop(generation);
    if (this.#current === generation) {
      this.#judge();
    }
  }

  /** Another one is tried at once. When that fails too, it is no accident. */
  #failed(generation: GenerationLink): void {
    this.#lost(generation);
    if (this.#failures++ === 0) {
      this.#next(false);
    } else {
      this.events.emit("distrusted", undefined);
    }
  }

  async #watch(): Promise<void> {
    this.#cancelWatch = this.#environment.clock.after(watchMs, () => void this.#watch());
    await Promise.all([...this.#generations.values()].map((generation) => generation.measure().catch(() => undefined)));
    if (!this.#closed) {
      this.#judge();
      this.#recover();
    }
  }

  #recover(): void {
    const move = this.#recovery.next(lastBytesOf([...this.#generations.values(), this.#current]), this.#reachable);
    if (move === "restartIce") {
      this.#current?.restartIce();
    } else if (move) {
      this.#next(move === "relay");
    }
  }

  #next(relayOnly: boolean): void {
    const number = this.#highest + 1;
    if (this.#environment.polite) {
      this.#environment.send({ kind: "restart", generation: number, relayOnly });
    } else {
      this.#make(number, relayOnly).begin(this.#tracks);
    }
  }

  #judge(): void {
    const now = this.#environment.clock.now();
    const before = this.#current;
    const best = bestOf(this.#generations.values(), before, this.#doubted, now);
    this.#current = best ?? before;
    if (best && best.number > this.#doubted) {
      const needless = [...this.#generations.values()].filter((each) =>
        isNeedless(each, best, this.#environment.polite, now),
      );
      needless.forEach((each) => this.#drop(each));
    }
    if (this.#current !== before || this.#flowing !== (best !== undefined)) {
      this.#flowing = best !== undefined;
      this.events.emit("changed", undefined);
    }
  }
}
