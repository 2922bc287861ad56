import type { Clock } from "../base/clock.ts";
import { Events } from "../base/events.ts";
import type { Hello } from "../crypto/hello.ts";
import type { SeatInstance } from "../signals/signalling.ts";
import type { IceServer, SeatView, Signal, Snapshot } from "../wire/messages.ts";
import type { AgreementLink, AgreementOwner } from "./agreement.ts";
import { Generation, type GenerationOwner, type OwnTracks } from "./generation.ts";
import { Partner, type PeerView } from "./partner.ts";
import type { GenerationLink } from "./peer.ts";

export interface MeshEvents {
  peers: readonly PeerView[];
}

export interface MeshEnvironment {
  readonly clock: Clock;
  /** One for all generations: the hello names it. */
  readonly certificate: RTCCertificate;
  send(to: SeatInstance, signal: Signal): void;
  forget(peer: SeatInstance): void;
  connect(configuration: RTCConfiguration): RTCPeerConnection;
  /** What that page said when it entered; a page without a hello is not called. */
  helloOf(page: SeatInstance): Hello | undefined;
  agree(page: SeatInstance, hello: Hello, owner: AgreementOwner): AgreementLink;
}

const earlyLimit = 64;
/** Numbers one page agrees on: each is another chance for somebody in between to meet two alike by luck. */
const agreementLimit = 16;

/** The other people in the room: one peer for each page that we may connect to. */
export class Mesh {
  readonly events = new Events<MeshEvents>();
  readonly #own: SeatInstance;
  readonly #environment: MeshEnvironment;
  readonly #others = new Map<string, Partner>();
  readonly #early = new Map<string, Signal[]>();
  #tracks: OwnTracks = { audio: null, video: null };
  #media = { camera: false, microphone: false };
  #iceServers: readonly IceServer[] = [];
  #agreements = 0;
  #connected = true;

  constructor(own: SeatInstance, environment: MeshEnvironment) {
    this.#own = own;
    this.#environment = environment;
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
    for (const seat of seats) {
      const hello = mayCall(seat) ? this.#environment.helloOf(seat) : undefined;
      const other = this.#others.get(nameOf(seat)) ?? (hello && this.#add(seat, own, hello));
      if (other) {
        other.seat = seat;
        this.#reach(other);
      }
    }
    this.#emit();
  }

  receive(from: SeatInstance, signal: Signal): void {
    const other = this.#others.get(nameOf(from));
    if (other) {
      other.receive(signal);
    } else {
      const early = this.#early.get(nameOf(from)) ?? [];
      this.#early.set(nameOf(from), [...early, signal].slice(-earlyLimit));
    }
  }

  sendTracks(tracks: OwnTracks, media: { readonly camera: boolean; readonly microphone: boolean }): void {
    this.#tracks = tracks;
    this.#media = media;
    for (const other of this.#others.values()) {
      other.sendTracks(tracks);
      this.#environment.send(other.seat, { kind: "media", ...media });
    }
  }

  networkChanged(): void {
    this.#others.forEach((other) => other.networkChanged());
  }

  close(): void {
    this.#others.forEach((other, name) => this.#remove(name, other));
  }

  #add(seat: SeatView, own: SeatView | undefined, hello: Hello): Partner {
    const polite = isPolite(own, seat);
    this.#environment.send(seat, { kind: "media", ...this.#media });
    const other = new Partner(seat, this.#tracks, {
      polite,
      clock: this.#environment.clock,
      fingerprint: hello.fingerprint,
      send: (signal) => this.#environment.send(seat, signal),
      make: (number, relayOnly, owner) => this.#make(number, polite, relayOnly, owner),
      agree: (owner) =>
        this.#agreements++ < agreementLimit ? this.#environment.agree(seat, hello, owner) : undefined,
    });
    this.#others.set(nameOf(seat), other);
    other.events.on("changed", () => this.#emit());
    const early = this.#early.get(nameOf(seat)) ?? [];
    this.#early.delete(nameOf(seat));
    early.forEach((signal) => other.receive(signal));
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
      certificates: [this.#environment.certificate],
    });
    return new Generation(number, polite, connection, owner, this.#environment.clock);
  }

  #reach(other: Partner): void {
    other.reachable = this.#connected && other.seat.presence === "present";
  }

  #remove(name: string, other: Partner): void {
    this.#others.delete(name);
    other.close();
    this.#environment.forget(other.seat);
  }

  #emit(): void {
    const views = [...this.#others.values()].map(({ view }) => view);
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
