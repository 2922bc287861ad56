import type { Clock } from "../base/clock.ts";
import type { LinkSignal } from "../wire/messages.ts";
import { fingerprintIn } from "../crypto/fingerprint.ts";
import { endsAt } from "./ends-at.ts";
import { Negotiation } from "./negotiation.ts";

/** What we send; null where there is nothing to send. */
export interface OwnTracks {
  readonly audio: MediaStreamTrack | null;
  readonly video: MediaStreamTrack | null;
}

export interface GenerationOwner {
  send(signal: LinkSignal): void;
  /** The other side has closed this generation: it prefers another one, or its page was closed. */
  closedByPeer(): void;
  /** No secure connection came about: for one, the other end may have no such certificate. */
  failed(): void;
  /** The connection does not end at the certificate of its description. */
  distrusted(): void;
}

const aliveMs = 500;
const nothing: OwnTracks = { audio: null, video: null };

/** One RTCPeerConnection to a peer: sends our tracks, receives theirs, and measures when bytes last came in. */
export class Generation {
  readonly number: number;
  readonly #connection: RTCPeerConnection;
  readonly #negotiation: Negotiation;
  readonly #channel: RTCDataChannel;
  readonly #stream = new MediaStream();
  readonly #onTransport: () => void;
  readonly #clock: Clock;
  #tracks: OwnTracks = nothing;
  #proven = false;
  #cancelAlive: () => void = () => undefined;
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
    this.#channel.addEventListener("message", (event) => this.#receiveText(event.data, owner));
    connection.ontrack = ({ track }) => this.#stream.addTrack(track);
    connection.onicecandidate = ({ candidate }) =>
      owner.send({ kind: "candidate", generation: number, candidate: candidate?.toJSON() ?? null });
    this.#onTransport = () => void this.#prove(owner);
    connection.onconnectionstatechange = () => this.#prove(owner);
    connection.onnegotiationneeded = () => {
      if (!polite || connection.remoteDescription) {
        this.#negotiation.offer().catch(() => undefined);
      }
    };
    this.#sendAlive();
  }

  /** What arrives; undefined until the connection is known to end at the certificate of its description. */
  get stream(): MediaStream | undefined {
    return this.#proven ? this.#stream : undefined;
  }

  /** When bytes last came in while connected, by the clock; undefined when none ever did. */
  get lastBytesAt(): number | undefined {
    return this.#proven ? this.#lastBytesAt : undefined;
  }

  /** Called on the impolite side. Negotiates both kinds at once, so that switching devices needs no new negotiation. */
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

  async receive(signal: LinkSignal): Promise<void> {
    if (signal.kind === "description") {
      await this.#negotiation.describe(signal.description);
      this.#onTransport();
    } else if (signal.kind === "candidate") {
      await this.#negotiation.candidate(signal.candidate);
    }
  }

  /** Reads the statistics only while the data channel is silent, because they are expensive. */
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

  /** Tells the other side first: without that it notices the end only after seven seconds. */
  close(): void {
    this.#cancelAlive();
    this.#sendText("closed");
    this.#connection.close();
  }

  /**
   * The transport's own state counts: the connection's may be told earlier than the certificate is. A transport may
   * also be connected before the page is told that its answer was set.
   */
  async #prove(owner: GenerationOwner): Promise<void> {
    const transport = this.#connection.sctp?.transport;
    const { remoteDescription, signalingState } = this.#connection;
    if (!transport || !remoteDescription || signalingState === "closed") {
      return;
    }
    transport.addEventListener("statechange", this.#onTransport);
    if (transport.state === "connected") {
      await this.#compare(transport, remoteDescription, owner);
    } else if (transport.state === "failed") {
      owner.failed();
    }
  }

  async #compare(transport: RTCDtlsTransport, { sdp }: RTCSessionDescription, owner: GenerationOwner): Promise<void> {
    const isTheirs = await endsAt(fingerprintIn(sdp), transport, this.#connection);
    if (!isTheirs) {
      owner.distrusted();
    } else if (!this.#proven && this.#connection.signalingState !== "closed") {
      this.#proven = true;
      this.#attach();
    }
  }

  #attach(): void {
    const { audio, video } = this.#proven ? this.#tracks : nothing;
    for (const transceiver of this.#connection.getTransceivers()) {
      transceiver.direction = "sendrecv";
      const track = transceiver.receiver.track.kind === "audio" ? audio : video;
      transceiver.sender.replaceTrack(track).catch(() => undefined);
    }
  }

  /** Other texts are ignored: a newer client may send them. */
  #receiveText(text: unknown, owner: GenerationOwner): void {
    if (text === "here") {
      this.#lastBytesAt = this.#clock.now();
    } else if (text === "closed") {
      owner.closedByPeer();
    }
  }

  #sendAlive(): void {
    this.#cancelAlive = this.#clock.after(aliveMs, () => this.#sendAlive());
    this.#sendText("here");
  }

  #sendText(text: "here" | "closed"): void {
    if (this.#channel.readyState === "open") {
      this.#channel.send(text);
    }
  }
}
