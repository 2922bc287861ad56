/** What negotiation needs of an RTCPeerConnection. */
export type NegotiatedConnection = Pick<
  RTCPeerConnection,
  | "signalingState"
  | "localDescription"
  | "remoteDescription"
  | "setLocalDescription"
  | "setRemoteDescription"
  | "addIceCandidate"
>;

export interface NegotiationOwner {
  send(description: RTCSessionDescriptionInit): void;
  /** The offer is in place, the answer not yet made: the moment to attach what we send. */
  answering(): void;
}

/** Perfect negotiation, W3C WebRTC 1.0 section 10.7, with candidates waiting for their description. */
export class Negotiation {
  readonly #connection: NegotiatedConnection;
  readonly #polite: boolean;
  readonly #owner: NegotiationOwner;
  readonly #early: RTCIceCandidateInit[] = [];
  #received: Promise<void> = Promise.resolve();
  #makingOffer = false;
  #ignoreOffer = false;
  #settingAnswer = false;

  constructor(connection: NegotiatedConnection, polite: boolean, owner: NegotiationOwner) {
    this.#connection = connection;
    this.#polite = polite;
    this.#owner = owner;
  }

  /** On `negotiationneeded`, which also follows `restartIce()`. */
  async offer(): Promise<void> {
    this.#makingOffer = true;
    try {
      await this.#connection.setLocalDescription();
      this.#sendLocal();
    } finally {
      this.#makingOffer = false;
    }
  }

  /** Descriptions and candidates are taken one after the other, in the order they came. */
  describe(description: RTCSessionDescriptionInit): Promise<void> {
    return this.#inOrder(() => this.#describe(description));
  }

  candidate(candidate: RTCIceCandidateInit | null): Promise<void> {
    return this.#inOrder(() => this.#candidate(candidate ?? { candidate: "" }));
  }

  #inOrder(work: () => Promise<void>): Promise<void> {
    const done = this.#received.then(work);
    this.#received = done.catch(() => undefined);
    return done;
  }

  async #describe(description: RTCSessionDescriptionInit): Promise<void> {
    const stable = this.#connection.signalingState === "stable" || this.#settingAnswer;
    const collision = description.type === "offer" && (this.#makingOffer || !stable);
    this.#ignoreOffer = !this.#polite && collision;
    if (this.#ignoreOffer) {
      return;
    }
    this.#settingAnswer = description.type === "answer";
    try {
      await this.#connection.setRemoteDescription(description);
    } finally {
      this.#settingAnswer = false;
    }
    for (const candidate of this.#early.splice(0)) {
      await this.#candidate(candidate);
    }
    if (description.type === "offer") {
      this.#owner.answering();
      await this.#connection.setLocalDescription();
      this.#sendLocal();
    }
  }

  async #candidate(candidate: RTCIceCandidateInit): Promise<void> {
    if (!this.#connection.remoteDescription) {
      this.#early.push(candidate);
      return;
    }
    try {
      await this.#connection.addIceCandidate(candidate);
    } catch (error) {
      if (!this.#ignoreOffer) {
        throw error;
      }
    }
  }

  #sendLocal(): void {
    const local = this.#connection.localDescription;
    if (local) {
      this.#owner.send({ type: local.type, sdp: local.sdp });
    }
  }
}
