/** The messages of docs/protocol.md, as they travel. Times are Unix milliseconds, UTC. */

export type Role = "practitioner" | "patient" | "guest";
export type Presence = "waiting" | "present" | "reconnecting" | "away" | "left";
export type Advice = "none" | "sameSide" | "elsewhere";

export interface Refusal {
  readonly reason:
    | "unknown"
    | "tooEarly"
    | "expired"
    | "cancelled"
    | "full"
    | "replaced"
    | "sentOut"
    | "throttled"
    | "overloaded";
  readonly start?: number | null;
  readonly serverTime?: number | null;
  readonly instance?: number | null;
  readonly retryAfter?: number | null;
}

export interface Door {
  readonly room: string;
  readonly role: Role;
  readonly sealedRoomKey: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly admission: "automatic" | "byPractitioner";
  readonly serverTime: number;
}

export interface EvaluateRequest {
  readonly blinded: Uint8Array;
}

export interface EvaluateReply {
  readonly evaluated?: Uint8Array | null;
  readonly refusal?: Refusal | null;
}

export interface KnockRequest {
  /** A link names its room; null for a code. */
  readonly room: string | null;
  readonly passId: Uint8Array;
}

export interface KnockReply {
  readonly door?: Door | null;
  readonly refusal?: Refusal | null;
}

export interface EnterRequest {
  readonly room: string;
  /** Null for a page that has only its seat. */
  readonly passId: Uint8Array | null;
  readonly secret: Uint8Array;
  readonly instance: number;
  readonly sealedHello: Uint8Array;
}

export interface SeatView {
  readonly seat: string;
  readonly role: Role;
  readonly instance: number;
  readonly presence: Presence;
  readonly admitted: boolean;
  readonly sealedHello: Uint8Array;
  readonly since: number;
}

export interface Snapshot {
  readonly epoch: number;
  readonly version: number;
  readonly advice: Advice;
  readonly cancelled: boolean;
  /** Somebody of the practice has the list of waiting people open. */
  readonly watched: boolean;
  /** By how much the practice said it is late; 0 when it said nothing. */
  readonly delayMinutes: number;
  readonly seats: readonly SeatView[];
}

export interface IncomingSignal {
  readonly from: string;
  readonly fromInstance: number;
  readonly toInstance: number;
  readonly number: number;
  readonly sealed: Uint8Array;
}

export interface IceServer {
  readonly urls: string[];
  readonly username?: string | null;
  readonly credential?: string | null;
}

export interface Entered {
  readonly snapshot: Snapshot;
  readonly end: number;
  readonly serverTime: number;
  readonly iceServers: readonly IceServer[];
}

export interface EnterReply {
  readonly entered?: Entered | null;
  readonly refusal?: Refusal | null;
}

export interface OutgoingSignal {
  readonly to: string;
  readonly toInstance: number;
  readonly number: number;
  readonly sealed: Uint8Array;
}

export interface OutgoingAcknowledgement {
  readonly to: string;
  readonly toInstance: number;
  readonly number: number;
}

export interface Acknowledged {
  readonly from: string;
  readonly fromInstance: number;
  readonly toInstance: number;
  readonly number: number;
}

/** What makes and mends a peer connection. */
export type LinkSignal =
  | { readonly kind: "description"; readonly generation: number; readonly description: RTCSessionDescriptionInit }
  | { readonly kind: "candidate"; readonly generation: number; readonly candidate: RTCIceCandidateInit | null }
  | { readonly kind: "restart"; readonly generation: number; readonly relayOnly: boolean };

/** The two steps to a safety number. Both values are 64 lower-case hexadecimal digits. */
export type AgreementSignal =
  | { readonly kind: "commitment"; readonly commitment: string }
  | { readonly kind: "reveal"; readonly nonce: string };

/** The plaintext of a signal, section 6. Receivers ignore kinds not listed. */
export type Signal =
  | LinkSignal
  | AgreementSignal
  | { readonly kind: "media"; readonly camera: boolean; readonly microphone: boolean }
  | { readonly kind: "distrust" };
