import { FakeConnection } from "./fake-connection.ts";

/** One audio or video section, and what is sent in it. */
export class FakeTransceiver {
  readonly receiver: { readonly track: { readonly kind: string } };
  readonly sender = { replaceTrack: async (track: MediaStreamTrack | null) => void (this.sends = track) };
  direction = "recvonly";
  sends: MediaStreamTrack | null = null;

  constructor(kind: string) {
    this.receiver = { track: { kind } };
  }
}

/** A data channel whose other end is the test. */
export class FakeChannel {
  readonly said: string[] = [];
  readyState = "open";
  #listener: (event: { readonly data: unknown }) => void = () => undefined;

  addEventListener(_: "message", listener: (event: { readonly data: unknown }) => void): void {
    this.#listener = listener;
  }

  send(text: string): void {
    this.said.push(text);
  }

  receive(data: unknown): void {
    this.#listener({ data });
  }
}

/** The DTLS transport of such a connection. */
export class FakeTransport extends EventTarget {
  state: RTCDtlsTransportState;
  readonly certificates: ArrayBuffer[];

  constructor(state: RTCDtlsTransportState, ...certificates: readonly Uint8Array<ArrayBuffer>[]) {
    super();
    this.state = state;
    this.certificates = certificates.map(({ buffer }) => buffer);
  }

  getRemoteCertificates(): ArrayBuffer[] {
    return this.certificates;
  }
}

/** An RTCPeerConnection whose network is the test. */
export class FakePeerConnection extends FakeConnection {
  readonly configuration: RTCConfiguration;
  readonly channel = new FakeChannel();
  readonly transceivers: FakeTransceiver[] = [];
  readonly stats = new Map<string, { readonly type: string; readonly bytesReceived?: number }>();
  connectionState: RTCPeerConnectionState = "new";
  closed = false;
  restarts = 0;
  sctp: { readonly transport: FakeTransport } | null = null;
  onconnectionstatechange: (() => Promise<void>) | null = null;
  onnegotiationneeded: (() => void) | null = null;
  onicecandidate: ((event: { readonly candidate: object | null }) => void) | null = null;
  ontrack: ((event: { readonly track: object }) => void) | null = null;

  constructor(configuration: RTCConfiguration = {}) {
    super("fake");
    this.configuration = configuration;
  }

  createDataChannel(): FakeChannel {
    return this.channel;
  }

  addTransceiver(kind: string): void {
    this.transceivers.push(new FakeTransceiver(kind));
    if (kind === "video") {
      queueMicrotask(() => this.onnegotiationneeded?.());
    }
  }

  getTransceivers(): readonly FakeTransceiver[] {
    return this.transceivers;
  }

  restartIce(): void {
    this.restarts++;
    queueMicrotask(() => this.onnegotiationneeded?.());
  }

  async getStats(): Promise<ReadonlyMap<string, object>> {
    return this.stats;
  }

  close(): void {
    this.closed = true;
  }
}
