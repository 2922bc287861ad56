import type { Clock } from "../base/clock.ts";
import { Events } from "../base/events.ts";
import type { SeatInstance } from "../signals/signalling.ts";
import type { IceServer, SeatView, Signal, Snapshot } from "../wire/messages.ts";
import { Generation, type GenerationOwner, type OwnTracks } from "./generation.ts";
import { type GenerationLink, Peer } from "./peer.ts";

/** The other person as the page shows them. */
export interface PeerView {
  readonly seat: SeatView;
  readonly stream: MediaStream | undefined;
  readonly generation: number;
  readonly flowing: boolean;
  readonly everFlowed: boolean;
  readonly camera: boolean;
  readonly microphone: boolean;
  readonly fingerprints: readonly string[];
}

export interface MeshEvents {
  peers: readonly PeerView[];
}

export interface MeshEnvironment {
  readonly clock: Clock;
  send(to: SeatInstance, signal: Signal): void;
  forget(peer: SeatInstance): void;
  connect(configuration: RTCConfiguration): RTCPeerConnection;
}

interface Other {
  seat: SeatView;
  readonly peer: Peer;
  camera: boolean;
  microphone: boolean;
}

const earlyLimit = 64;

/** The other people in the room: one peer for each page that we may connect to. */
export class Mesh {
  readonly events = new Events<MeshEvents>();
  readonly #own: SeatInstance;
  readonly #environment: MeshEnvironment;
  readonly #others = new Map<string, Other>();
  readonly #early = new Map<string, Signal[]>();
  #tracks: OwnTracks = { audio: null, video: null };
  #media = { camera: false, microphone: false };
  #iceServers: readonly IceServer[] = [];
  #certificates: RTCCertificate[] = [];
  #connected = true;

  constructor(own: SeatInstance, environment: MeshEnvironment) {
    this.#own = own;
    this.#environment = environment;
  }

  /** One certificate for all generations, so that the safety number stays the same. */
  set certificate(certificate: RTCCertificate) {
    this.#certificates = [certificate];
  }

  set iceServers(iceServers: readonly IceServer[]) {
    this.#iceServers = iceServers;
  }

  set connected(connected: boolean) {
    this.#connected = connected;
    this.#others.forEach((other) => this.#reach(other));
  }

  show(snapshot: Snapshot): void {
    const own = snapshot.seats.find((seat) => seat.seat === this.#own.seat);
    const seats = snapshot.seats.filter((seat) => seat !== own && seat.presence !== "left" && seat.admitted);
    for (const [name, other] of this.#others) {
      if (!seats.some((seat) => nameOf(seat) === name)) {
        this.#remove(name, other);
      }
    }
    const mayCall = (seat: SeatView): boolean => own?.presence === "present" && seat.presence !== "away";
    for (const seat of seats.filter((each) => mayCall(each) || this.#others.has(nameOf(each)))) {
      this.#update(seat, own);
    }
    this.#emit();
  }

  receive(from: SeatInstance, signal: Signal): void {
    const other = this.#others.get(nameOf(from));
    if (!other) {
      const early = this.#early.get(nameOf(from)) ?? [];
      this.#early.set(nameOf(from), [...early, signal].slice(-earlyLimit));
    } else if (signal.kind === "media") {
      other.camera = signal.camera;
      other.microphone = signal.microphone;
      this.#emit();
    } else {
      other.peer.receive(signal);
    }
  }

  sendTracks(tracks: OwnTracks, media: { readonly camera: boolean; readonly microphone: boolean }): void {
    this.#tracks = tracks;
    this.#media = media;
    for (const { seat, peer } of this.#others.values()) {
      peer.sendTracks(tracks);
      this.#environment.send(seat, { kind: "media", ...media });
    }
  }

  networkChanged(): void {
    this.#others.forEach(({ peer }) => peer.networkChanged());
  }

  close(): void {
    this.#others.forEach((other, name) => this.#remove(name, other));
  }

  #update(seat: SeatView, own: SeatView | undefined): void {
    const known = this.#others.get(nameOf(seat));
    const other = known ?? this.#add(seat, own);
    other.seat = seat;
    this.#reach(other);
  }

  #add(seat: SeatView, own: SeatView | undefined): Other {
    const polite = isPolite(own, seat);
    const peer = new Peer(
      {
        polite,
        clock: this.#environment.clock,
        send: (signal) => this.#environment.send(seat, signal),
        make: (number, relayOnly, owner) => this.#make(number, polite, relayOnly, owner),
      },
      this.#tracks,
    );
    const other = { seat, peer, camera: true, microphone: true };
    this.#others.set(nameOf(seat), other);
    peer.events.on("changed", () => this.#emit());
    this.#environment.send(seat, { kind: "media", ...this.#media });
    const early = this.#early.get(nameOf(seat)) ?? [];
    this.#early.delete(nameOf(seat));
    early.forEach((signal) => this.receive(seat, signal));
    return other;
  }

  #make(number: number, polite: boolean, relayOnly: boolean, owner: GenerationOwner): GenerationLink {
    const iceServers = this.#iceServers.map(({ urls, username, credential }) => ({
      urls,
      ...(username && { username }),
      ...(credential && { credential }),
    }));
    const canRelay = iceServers.some(({ urls }) => urls.some((url) => url.startsWith("turn")));
    const connection = this.#environment.connect({
      iceServers,
      iceTransportPolicy: relayOnly && canRelay ? "relay" : "all",
      bundlePolicy: "max-bundle",
      certificates: this.#certificates,
    });
    return new Generation(number, polite, connection, owner, this.#environment.clock);
  }

  #reach(other: Other): void {
    other.peer.reachable = this.#connected && other.seat.presence === "present";
  }

  #remove(name: string, other: Other): void {
    this.#others.delete(name);
    other.peer.close();
    this.#environment.forget(other.seat);
  }

  #emit(): void {
    const views = [...this.#others.values()].map(({ seat, peer, camera, microphone }) => ({
      seat,
      stream: peer.shown?.stream,
      generation: peer.shown?.number ?? 0,
      flowing: peer.flowing,
      everFlowed: peer.shown?.lastBytesAt !== undefined,
      camera,
      microphone,
      fingerprints: peer.shown?.fingerprints ?? [],
    }));
    this.events.emit("peers", views);
  }
}

/** Practitioners are impolite; of equals, the smaller seat id is. */
function isPolite(own: SeatView | undefined, other: SeatView): boolean {
  const isPractitioner = own?.role === "practitioner";
  return isPractitioner === (other.role === "practitioner") ? (own?.seat ?? "") > other.seat : !isPractitioner;
}

function nameOf({ seat, instance }: SeatInstance): string {
  return `${seat}/${instance}`;
}
