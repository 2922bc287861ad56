import type { RoomKey } from "../crypto/room-key.ts";
import type { Clock } from "../base/clock.ts";
import { Events } from "../base/events.ts";
import { isVisible } from "../base/names.ts";
import { LatestSnapshot } from "../wire/latest-snapshot.ts";
import { withMedia, type SeatedView, seatedView, type Seated } from "./seated-view.ts";
import { type SignalCarrier, Signalling } from "../signals/signalling.ts";
import type { Acknowledged, Entered, IncomingSignal, SeatView, Snapshot } from "../wire/messages.ts";
import type { OwnMediaView } from "../media/own-media.ts";
import { Mesh, type PeerView } from "./mesh.ts";

export interface CallView {
  readonly seated: SeatedView;
  readonly peers: readonly PeerView[];
  /** By seat; only those whose seal opened. */
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
  readonly #latest = new LatestSnapshot();
  #snapshot: Snapshot | undefined;
  #peers: readonly PeerView[] = [];
  #flowed = false;
  #serverAhead = 0;
  #closed = false;

  constructor(seated: Seated, environment: CallEnvironment) {
    const { clock, carrier } = environment;
    this.#seated = seated;
    this.#clock = clock;
    this.#signalling = new Signalling(seated.own, seated.key, carrier, clock);
    this.#mesh = new Mesh(seated.own, {
      clock,
      send: (to, signal) => this.#signalling.send(to, signal),
      forget: (peer) => this.#signalling.forget(peer),
      connect: (configuration) => environment.connect(configuration),
    });
    this.#signalling.events.on("signal", ({ from, signal }) => this.#mesh.receive(from, signal));
    this.#mesh.events.on("peers", (peers) => this.#show(peers));
  }

  set certificate(certificate: RTCCertificate) {
    this.#mesh.certificate = certificate;
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
    void this.#learnNames(snapshot.seats);
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
    this.#peers = peers;
    const shown = peers.filter(({ seat, flowing }) => flowing || seat.presence !== "away");
    this.#flowed = shown.length > 0 && (this.#flowed || shown.some(({ flowing }) => flowing));
    if (this.#snapshot && !this.#closed) {
      const { own, role } = this.#seated;
      const flowing = new Set(peers.filter((peer) => peer.flowing).map(({ seat }) => seat.seat));
      const seated = seatedView(withMedia(this.#snapshot, flowing), own.seat, role, { flowed: this.#flowed });
      const startedAt = startOf(seated);
      const since = startedAt === undefined ? undefined : startedAt - this.#serverAhead;
      this.events.emit("view", { seated, peers: shown, names: this.#names, since, startedAt });
    }
  }

  async #learnNames(seats: readonly SeatView[]): Promise<void> {
    const strangers = seats.filter(({ seat }) => !this.#names.has(seat));
    await Promise.all(strangers.map((seat) => this.#learnName(seat, this.#seated.key)));
    if (strangers.length > 0) {
      this.#show(this.#peers);
    }
  }

  /** A name that does not open was not sealed with the room's key; like one that nobody sees it stays unknown. */
  async #learnName({ seat, sealedName }: SeatView, key: RoomKey): Promise<void> {
    const name = await key.openName(sealedName, seat).catch(() => undefined);
    if (name !== undefined && isVisible(name)) {
      this.#names.set(seat, name);
    }
  }
}

function startOf({ own, others }: SeatedView): number | undefined {
  const partners = others.filter(({ admitted }) => admitted).map(({ since }) => since);
  return own && partners.length > 0 ? Math.max(own.since, Math.min(...partners)) : undefined;
}
