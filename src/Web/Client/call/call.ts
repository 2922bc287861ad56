import type { Clock } from "../base/clock.ts";
import { Events } from "../base/events.ts";
import { isVisible } from "../base/plain-text.ts";
import { LatestSnapshot } from "../wire/latest-snapshot.ts";
import { withMedia, type SeatedView, seatedView, type Seated } from "./seated-view.ts";
import { SignalKeys } from "../signals/signal-keys.ts";
import { type SeatInstance, type SignalCarrier, Signalling } from "../signals/signalling.ts";
import type { Acknowledged, Entered, IncomingSignal, SeatView, Snapshot } from "../wire/messages.ts";
import type { OwnMediaView } from "../media/own-media.ts";
import type { Hello } from "../crypto/hello.ts";
import { Agreement, type AgreementOwner } from "./agreement.ts";
import { Hellos } from "./hellos.ts";
import { Mesh } from "./mesh.ts";
import type { PeerView } from "./partner.ts";

/** Somebody may sit in between, or somebody in the room said nothing that can be verified. */
export type Alarm = "intercepted" | "unverified";

export interface CallView {
  readonly seated: SeatedView;
  readonly peers: readonly PeerView[];
  readonly alarm: Alarm | undefined;
  /** By seat; only those whose hello could be opened. */
  readonly names: ReadonlyMap<string, string>;
  /** When both sides were first here, on the page's clock. */
  readonly since: number | undefined;
  /** The same moment by the servers' clock: the page's own may be wrong. */
  readonly startedAt: number | undefined;
}

export interface CallEnvironment {
  readonly clock: Clock;
  readonly carrier: SignalCarrier;
  connect(configuration: RTCConfiguration): RTCPeerConnection;
}

/** The call of one page in one seat: its signal streams, its peers, and what the page shows of them. */
export class Call {
  readonly events = new Events<{ view: CallView }>();
  readonly #seated: Seated;
  readonly #clock: Clock;
  readonly #signalling: Signalling;
  readonly #mesh: Mesh;
  readonly #names = new Map<string, string>();
  readonly #keys: SignalKeys;
  readonly #hellos = new Hellos(
    (seat) => this.#open(seat),
    () => this.#refresh(),
  );
  readonly #latest = new LatestSnapshot();
  #snapshot: Snapshot | undefined;
  #flowed = false;
  #serverAhead = 0;
  #closed = false;

  constructor(seated: Seated, environment: CallEnvironment) {
    const { clock, carrier } = environment;
    this.#seated = seated;
    this.#clock = clock;
    this.#keys = new SignalKeys(seated.own, seated.key, seated.keys);
    this.#signalling = new Signalling(seated.own, this.#keys, carrier, clock);
    this.#mesh = new Mesh(seated.own, {
      clock,
      send: (to, signal) => this.#signalling.send(to, signal),
      forget: (peer) => this.#signalling.forget(peer),
      connect: (configuration) => environment.connect(configuration),
      certificate: seated.keys.certificate,
      helloOf: (page) => this.#hellos.of(page),
      agree: (page, hello, owner) => this.#agree(page, hello, owner),
    });
    this.#signalling.events.on("signal", ({ from, signal }) => this.#mesh.receive(from, signal));
    this.#mesh.events.on("peers", (peers) => this.#show(peers));
  }

  entered(entered: Entered): void {
    this.#serverAhead = entered.serverTime - this.#clock.now();
    this.#mesh.iceServers = entered.iceServers;
    this.#mesh.connected = true;
    const snapshot = this.#latest.entered(entered.snapshot);
    this.#take(snapshot);
    this.#signalling.entered(snapshot);
  }

  changed(snapshot: Snapshot): void {
    const newer = this.#latest.changed(snapshot);
    if (newer) {
      this.#take(newer);
      this.#signalling.changed(newer);
    }
  }

  #take(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.#mesh.show(snapshot);
    this.#hellos.see(this.#others);
  }

  signalled(signal: IncomingSignal): void {
    this.#signalling.receive(signal);
  }

  acknowledged(message: Acknowledged): void {
    this.#signalling.acknowledged(message);
  }

  connectionLost(): void {
    this.#mesh.connected = false;
  }

  networkChanged(): void {
    this.#mesh.networkChanged();
  }

  sendMedia({ tracks, camera, microphone }: OwnMediaView): void {
    this.#mesh.sendTracks(tracks, { camera, microphone });
  }

  /** No events are emitted afterwards. */
  close(): void {
    this.#closed = true;
    this.#mesh.close();
    this.#signalling.close();
  }

  #show(peers: readonly PeerView[]): void {
    const shown = peers.filter(({ seat, flowing }) => flowing || seat.presence !== "away");
    this.#flowed = shown.length > 0 && (this.#flowed || shown.some(({ flowing }) => flowing));
    if (this.#snapshot && !this.#closed) {
      const { own, role } = this.#seated;
      const flowing = new Set(peers.filter((peer) => peer.flowing).map(({ seat }) => seat.seat));
      const seated = seatedView(withMedia(this.#snapshot, flowing), own.seat, role, { flowed: this.#flowed });
      const startedAt = startOf(seated);
      const since = startedAt === undefined ? undefined : startedAt - this.#serverAhead;
      const alarm = this.#alarm(peers);
      this.events.emit("view", { seated, peers: shown, alarm, names: this.#names, since, startedAt });
    }
  }

  #alarm(peers: readonly PeerView[]): Alarm | undefined {
    if (peers.some(({ distrusted }) => distrusted)) {
      return "intercepted";
    }
    return this.#others.some((seat) => this.#hellos.isUnverified(seat)) ? "unverified" : undefined;
  }

  get #others(): readonly SeatView[] {
    const seats = this.#snapshot?.seats ?? [];
    return seats.filter(({ seat, presence }) => seat !== this.#seated.own.seat && presence !== "left");
  }

  /** A hello opens with the room's key in its place, and names a key of the curve. An invisible name is none. */
  async #open(seat: SeatView): Promise<Hello> {
    const hello = await this.#seated.key.openHello(seat.sealedHello, seat);
    await this.#keys.meet(seat, hello.publicKey);
    if (isVisible(hello.name)) {
      this.#names.set(seat.seat, hello.name);
    }
    return hello;
  }

  #refresh(): void {
    if (this.#snapshot && !this.#closed) {
      this.#mesh.show(this.#snapshot);
    }
  }

  #agree({ seat, instance }: SeatInstance, hello: Hello, owner: AgreementOwner): Agreement {
    const { own, key, keys } = this.#seated;
    const { publicKey, fingerprint } = keys;
    const ends = { own: { ...own, publicKey, fingerprint }, other: { seat, instance, ...hello } };
    return new Agreement({ room: key.room, ...ends }, owner);
  }
}

function startOf({ own, others }: SeatedView): number | undefined {
  const partners = others.filter(({ admitted }) => admitted).map(({ since }) => since);
  return own && partners.length > 0 ? Math.max(own.since, Math.min(...partners)) : undefined;
}
