import type { Clock } from "../base/clock.ts";
import { Events } from "../base/events.ts";
import { fingerprintIn } from "../crypto/fingerprint.ts";
import type { LinkSignal, SeatView, Signal } from "../wire/messages.ts";
import type { AgreementLink, AgreementOwner } from "./agreement.ts";
import type { GenerationOwner, OwnTracks } from "./generation.ts";
import { type GenerationLink, Peer } from "./peer.ts";

/** The other person as the page shows them. */
export interface PeerView {
  readonly seat: SeatView;
  /** Absent until the connection is proven to end at their page. */
  readonly stream: MediaStream | undefined;
  readonly generation: number;
  readonly flowing: boolean;
  readonly everFlowed: boolean;
  readonly camera: boolean;
  readonly microphone: boolean;
  /** Somebody may sit in between: the connection was ended, and is not tried again. */
  readonly distrusted: boolean;
  readonly safetyNumber: string | undefined;
}

export interface PartnerEnvironment {
  readonly polite: boolean;
  readonly clock: Clock;
  /** Of the certificate that the other page's hello names. */
  readonly fingerprint: string;
  send(signal: Signal): void;
  make(number: number, relayOnly: boolean, owner: GenerationOwner): GenerationLink;
  agree(owner: AgreementOwner): AgreementLink | undefined;
}

/** The other page of a call: our connection to it, what it shows, and whether it is the one that its hello names. */
export class Partner {
  readonly events = new Events<{ changed: undefined }>();
  seat: SeatView;
  readonly #environment: PartnerEnvironment;
  readonly #peer: Peer;
  readonly #agreement: AgreementLink | undefined;
  #media = { camera: true, microphone: true };
  #distrusted = false;

  constructor(seat: SeatView, tracks: OwnTracks, environment: PartnerEnvironment) {
    this.seat = seat;
    this.#environment = environment;
    this.#peer = new Peer(environment, tracks);
    this.#peer.events.on("changed", () => this.events.emit("changed", undefined));
    this.#peer.events.on("distrusted", () => this.#distrust());
    this.#agreement = environment.agree({
      send: (signal) => environment.send(signal),
      agreed: () => this.events.emit("changed", undefined),
      distrusted: () => this.#distrust(),
    });
  }

  get view(): PeerView {
    const { shown, flowing } = this.#peer;
    return {
      seat: this.seat,
      stream: shown?.stream,
      generation: shown?.number ?? 0,
      flowing,
      everFlowed: shown?.lastBytesAt !== undefined,
      ...this.#media,
      distrusted: this.#distrusted,
      safetyNumber: this.#distrusted ? undefined : this.#agreement?.number,
    };
  }

  /** Whether signals reach the other page now. */
  set reachable(reachable: boolean) {
    this.#peer.reachable = reachable;
  }

  receive(signal: Signal): void {
    switch (signal.kind) {
      case "media":
        this.#media = { camera: signal.camera, microphone: signal.microphone };
        this.events.emit("changed", undefined);
        break;
      case "commitment":
      case "reveal":
        this.#agreement?.receive(signal);
        break;
      case "distrust":
        this.#end();
        break;
      default:
        this.#connect(signal);
    }
  }

  sendTracks(tracks: OwnTracks): void {
    this.#peer.sendTracks(tracks);
  }

  networkChanged(): void {
    this.#peer.networkChanged();
  }

  close(): void {
    this.#peer.close();
  }

  /** A description is for the certificate in the hello, in every generation, or it is not theirs. */
  #connect(signal: LinkSignal): void {
    const isTheirs =
      signal.kind !== "description" || fingerprintIn(signal.description.sdp ?? "") === this.#environment.fingerprint;
    if (!isTheirs) {
      this.#distrust();
    } else if (!this.#distrusted) {
      this.#peer.receive(signal);
    }
  }

  #distrust(): void {
    if (!this.#distrusted) {
      this.#environment.send({ kind: "distrust" });
      this.#end();
    }
  }

  #end(): void {
    this.#distrusted = true;
    this.#peer.close();
    this.events.emit("changed", undefined);
  }
}
