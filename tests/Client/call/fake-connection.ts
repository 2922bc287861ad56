import type { NegotiatedConnection } from "../../../src/Web/Client/call/negotiation.ts";

/** The signalling state machine of an RTCPeerConnection (W3C WebRTC 1.0, section 4.4.1.5), with implicit rollback. */
export class FakeConnection implements NegotiatedConnection {
  signalingState: RTCSignalingState = "stable";
  localDescription: RTCSessionDescription | null = null;
  remoteDescription: RTCSessionDescription | null = null;
  readonly candidates: string[] = [];
  readonly #name: string;
  #made = 0;

  constructor(name: string) {
    this.#name = name;
  }

  async setLocalDescription(): Promise<void> {
    await Promise.resolve();
    const type = this.signalingState === "have-remote-offer" ? "answer" : "offer";
    this.signalingState = type === "offer" ? "have-local-offer" : "stable";
    this.localDescription = describe(type, `${this.#name} ${type} ${++this.#made}`);
  }

  async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    await Promise.resolve();
    if (description.type === "answer" && this.signalingState !== "have-local-offer") {
      throw new DOMException("no offer to answer", "InvalidStateError");
    }
    this.signalingState = description.type === "offer" ? "have-remote-offer" : "stable";
    this.remoteDescription = describe(description.type, description.sdp ?? "");
  }

  async addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
    if (!this.remoteDescription?.sdp.includes(candidate?.usernameFragment ?? "")) {
      throw new DOMException("unknown ufrag", "OperationError");
    }
    this.candidates.push(candidate?.candidate ?? "");
  }
}

function describe(type: RTCSdpType, sdp: string): RTCSessionDescription {
  return { type, sdp, toJSON: () => ({ type, sdp }) };
}
