import type { Clock } from "../base/clock.ts";
import type { Signal } from "../wire/messages.ts";
import { Negotiation } from "./negotiation.ts";

/** What we send; null where there is nothing to send. */
export interface OwnTracks {
  readonly audio: MediaStreamTrack | null;
  readonly video: MediaStreamTrack | null;
}

export interface GenerationOwner {
  send(signal: Signal): void;
  /** The other side has closed this generation, be it for a better one or with its page. */
  closedByPeer(): void;
}

const aliveMs = 500;

/** One RTCPeerConnection of a peer: sends our tracks, receives theirs, and knows when bytes last came in. */
export class Generation {
  readonly number: number;
  readonly stream = new MediaStream();
  readonly #connection: RTCPeerConnection;
  readonly #negotiation: Negotiation;
  readonly #channel: RTCDataChannel;
  readonly #clock: Clock;
  #tracks: OwnTracks = { audio: null, video: null };
  #callOff: () => void = () => undefined;
  #bytes = 0;
  #lastBytesAt: number | undefined;

  constructor(number: number, polite: boolean, connection: RTCPeerConnection, owner: GenerationOwner, clock: Clock) {
    this.number = number;
    this.#clock = clock;
    this.#connection = connection;
    this.#channel = connection.createDataChannel("alive", {
      negotiated: true,
      id: 0,
      ordered: false,
      maxRetransmits: 0,
    });
    this.#negotiation = new Negotiation(connection, polite, {
      send: (description) => owner.send({ kind: "description", generation: number, description }),
      answering: () => this.#attach(),
    });
    this.#channel.addEventListener("message", (event) => this.#hear(event.data, owner));
    connection.ontrack = ({ track }) => this.stream.addTrack(track);
    connection.onicecandidate = ({ candidate }) =>
      owner.send({ kind: "candidate", generation: number, candidate: candidate?.toJSON() ?? null });
    connection.onnegotiationneeded = () => {
      if (!polite || connection.remoteDescription) {
        this.#negotiation.offer().catch(() => undefined);
      }
    };
    this.#sayAlive();
  }

  /** When bytes last came in on a connected line, by the clock; undefined when none ever did. */
  get lastBytesAt(): number | undefined {
    return this.#lastBytesAt;
  }

  get fingerprints(): readonly string[] {
    const descriptions = [this.#connection.localDescription, this.#connection.remoteDescription];
    return descriptions.map((description) => /^a=fingerprint:sha-256 (\S+)/m.exec(description?.sdp ?? "")?.[1] ?? "");
  }

  /** The impolite side's beginning: both kinds at once, so that switching devices never negotiates again. */
  begin(tracks: OwnTracks): void {
    this.#tracks = tracks;
    this.#connection.addTransceiver("audio", { direction: "sendrecv" });
    this.#connection.addTransceiver("video", { direction: "sendrecv" });
    this.#attach();
  }

  sendTracks(tracks: OwnTracks): void {
    this.#tracks = tracks;
    this.#attach();
  }

  restartIce(): void {
    this.#connection.restartIce();
  }

  async receive(signal: Signal): Promise<void> {
    if (signal.kind === "description") {
      await this.#negotiation.describe(signal.description);
    } else if (signal.kind === "candidate") {
      await this.#negotiation.candidate(signal.candidate);
    }
  }

  /** Asks the statistics only when the channel is silent, since they cost more. */
  async measure(): Promise<void> {
    const now = this.#clock.now();
    if (this.#lastBytesAt !== undefined && now - this.#lastBytesAt < 2 * aliveMs) {
      return;
    }
    const stats = await this.#connection.getStats();
    let bytes = 0;
    for (const report of stats.values() as Iterable<RTCStats & { bytesReceived?: number }>) {
      bytes += report.type === "candidate-pair" ? (report.bytesReceived ?? 0) : 0;
    }
    if (bytes !== this.#bytes && this.#connection.connectionState === "connected") {
      this.#lastBytesAt = now;
    }
    this.#bytes = bytes;
  }

  /** Says so first: a connection that merely ends is noticed by the other side only after seven seconds. */
  close(): void {
    this.#callOff();
    this.#say("closed");
    this.#connection.close();
  }

  #attach(): void {
    for (const transceiver of this.#connection.getTransceivers()) {
      transceiver.direction = "sendrecv";
      const kind = transceiver.receiver.track.kind as keyof OwnTracks;
      transceiver.sender.replaceTrack(this.#tracks[kind]).catch(() => undefined);
    }
  }

  /** Other texts are ignored: a newer client may send them. */
  #hear(text: unknown, owner: GenerationOwner): void {
    if (text === "here") {
      this.#lastBytesAt = this.#clock.now();
    } else if (text === "closed") {
      owner.closedByPeer();
    }
  }

  #sayAlive(): void {
    this.#callOff = this.#clock.after(aliveMs, () => this.#sayAlive());
    this.#say("here");
  }

  #say(text: "here" | "closed"): void {
    if (this.#channel.readyState === "open") {
      this.#channel.send(text);
    }
  }
}
