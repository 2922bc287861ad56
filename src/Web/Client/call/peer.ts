import type { Clock } from "../room/clock.ts";
import { Events } from "../room/events.ts";
import type { Signal } from "../room/wire.ts";
import type { Generation, GenerationOwner, OwnTracks } from "./generation.ts";
import { Recovery } from "./recovery.ts";

/** A generation as the peer needs it; a fake of it is short. */
export type GenerationLink = Pick<
  Generation,
  "number" | "lastBytesAt" | "stream" | "fingerprints" | "begin" | "sendTracks" | "restartIce" | "receive" | "measure" | "close"
>;

export interface PeerEnvironment {
  readonly polite: boolean;
  readonly clock: Clock;
  send(signal: Signal): void;
  make(number: number, relayOnly: boolean, owner: GenerationOwner): GenerationLink;
}

export interface PeerEvents {
  /** Another generation is shown, or media stopped or came back. */
  changed: undefined;
}

const [watchMs, freshMs, leftBehindMs] = [250, 1200, 5000] as const;

/** One remote page: the generations towards it, and the choice between them. The impolite side's choice holds for both. */
export class Peer {
  readonly events = new Events<PeerEvents>();
  readonly #environment: PeerEnvironment;
  readonly #recovery: Recovery;
  readonly #generations = new Map<number, GenerationLink>();
  #tracks: OwnTracks;
  #current: GenerationLink | undefined;
  #doubted = 0;
  #highest = 0;
  #reachable = true;
  #flowing = false;
  #callOff: () => void;

  constructor(environment: PeerEnvironment, tracks: OwnTracks) {
    this.#environment = environment;
    this.#tracks = tracks;
    this.#recovery = new Recovery(environment.clock);
    this.#callOff = environment.clock.after(watchMs, () => void this.#watch());
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

  /** The network under us changed: new addresses are to be found without waiting for a stall. */
  networkChanged(): void {
    this.#current?.restartIce();
  }

  receive(signal: Signal): void {
    if (signal.kind === "restart") {
      this.#asked(signal.generation, signal.relayOnly);
    } else if (signal.kind !== "media") {
      const generation = this.#generations.get(signal.generation) ?? this.#offered(signal);
      generation?.receive(signal).catch(() => undefined);
    }
  }

  close(): void {
    this.#callOff();
    for (const generation of this.#generations.values()) {
      generation.close();
    }
    this.#generations.clear();
  }

  /** The other side cannot receive us in the current generation, so our bytes on it prove nothing. */
  #asked(number: number, relayOnly: boolean): void {
    if (!this.#environment.polite && number > this.#highest) {
      this.#doubted = this.#highest;
      this.#make(number, relayOnly).begin(this.#tracks);
    }
  }

  #offered(signal: Signal): GenerationLink | undefined {
    const isNew = signal.kind === "description" && signal.description.type === "offer" && signal.generation > this.#highest;
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

  async #watch(): Promise<void> {
    this.#callOff = this.#environment.clock.after(watchMs, () => void this.#watch());
    await Promise.all([...this.#generations.values()].map((generation) => generation.measure().catch(() => undefined)));
    this.#judge();
    const move = this.#recovery.next(this.#lastBytesAt(), this.#reachable);
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
    const before = this.#current;
    const best = this.#best();
    this.#current = best ?? before;
    if (best && best.number > this.#doubted) {
      this.#tidy(best);
    }
    const flowing = best !== undefined;
    if (this.#current !== before || this.#flowing !== flowing) {
      this.#flowing = flowing;
      this.events.emit("changed", undefined);
    }
  }

  /** Who carries bytes stays, the one in use before any other. */
  #best(): GenerationLink | undefined {
    const alive = [...this.#generations.values()].filter((generation) => this.#isWithin(freshMs, generation));
    const trusted = alive.filter((generation) => generation.number > this.#doubted);
    return trusted.find((generation) => generation === this.#current) ?? trusted[0] ?? alive[0];
  }

  /** The impolite side closes what is not needed; the polite side only what it left behind, so that both keep the same one. */
  #tidy(best: GenerationLink): void {
    for (const other of this.#generations.values()) {
      const leftBehind = other.number < best.number && !this.#isWithin(leftBehindMs, other);
      if (other !== best && (leftBehind || !this.#environment.polite)) {
        this.#drop(other);
      }
    }
  }

  #isWithin(ms: number, generation: GenerationLink): boolean {
    return generation.lastBytesAt !== undefined && this.#environment.clock.now() - generation.lastBytesAt < ms;
  }

  #lastBytesAt(): number | undefined {
    const times = [...this.#generations.values(), this.#current].map((generation) => generation?.lastBytesAt ?? -1);
    const last = Math.max(...times);
    return last < 0 ? undefined : last;
  }
}
