import type { CallView } from "../call/call.ts";
import type { SeatedView } from "../call/seated-view.ts";
import type { BlindedCode } from "../crypto/oprf.ts";
import type { PassSecrets } from "../crypto/pass-secrets.ts";
import type { RoomKey } from "../crypto/room-key.ts";
import type { MediaChoice, OwnMediaView } from "../media/own-media.ts";
import type { NamedNumber } from "../media/settings-dialog.ts";
import type { Refusal } from "../wire/messages.ts";
import type { CallRecord, CallSummary } from "./call-record.ts";
import type { RoomLink } from "./room-link.ts";
import type { KeptRoomSeat, KeptSeat } from "./seat-store.ts";

export type Problem = "unknown" | "notReady";
export type SignallingState = "connected" | "reconnecting";

/** How far the person has come, from typing a code to leaving the call. Each kind has a row in the reducer's test. */
export type Visit =
  | { readonly kind: "entry"; readonly problem?: Problem; readonly link?: RoomLink }
  | OpeningPassVisit
  | { readonly kind: "knocking"; readonly kept: KeptSeat; readonly secrets: PassSecrets }
  | { readonly kind: "openingKey"; readonly kept: KeptSeat }
  | SeatedVisit
  | TooEarlyVisit
  | { readonly kind: "refused"; readonly kept: KeptSeat; readonly refusal: Refusal; readonly retryAt?: number }
  | { readonly kind: "replaced"; readonly kept: KeptSeat; readonly instance: number }
  | { readonly kind: "ended"; readonly kept: KeptSeat; readonly summary?: CallSummary };

/** Until the keys of the link or code are derived. */
export interface OpeningPassVisit {
  readonly kind: "openingPass";
  readonly kept: KeptSeat;
  /** Of a code, once it is ready for the server. */
  readonly blinded?: BlindedCode;
}

/** This page holds the seat, or tries to: without a call view the room has not answered yet. */
export interface SeatedVisit {
  readonly kind: "seated";
  readonly kept: KeptRoomSeat;
  readonly key: RoomKey;
  readonly call?: CallView;
}

export interface TooEarlyVisit {
  readonly kind: "tooEarly";
  readonly kept: KeptSeat;
  /** Absent when the room said so to a page that returned to its seat. */
  readonly secrets?: PassSecrets;
  /** By the servers' clock. */
  readonly start: number;
  /** By the page's clock. */
  readonly opensAt: number;
}

/** Everything the page shows follows from this one value. */
export interface PageState {
  readonly visit: Visit;
  readonly signalling: SignallingState;
  readonly media: OwnMediaView;
  readonly choice: MediaChoice;
  /** The devices to choose from, while the settings are open. */
  readonly settings?: readonly MediaDeviceInfo[];
  /** Kept while the seat is: a call that is left and entered again is one call. */
  readonly record?: CallRecord;
  /** Raised with each new attempt to come in, so that results of earlier attempts are recognised and ignored. */
  readonly attempt: number;
}

const noMedia: OwnMediaView = { tracks: { audio: null, video: null }, camera: false, microphone: false, problems: {} };

export function initialState(choice: MediaChoice): PageState {
  return { visit: { kind: "entry" }, signalling: "connected", media: noMedia, choice, attempt: 0 };
}

/** The seat of this tab, if it has one. */
export function keptSeat(visit: Visit): KeptSeat | undefined {
  return visit.kind === "entry" ? undefined : visit.kept;
}

export type ShownKind = "entry" | "opening" | "tooEarly" | "refused" | "replaced" | "ended" | SeatedView["kind"];

/** Which part of the page is visible. */
export function shownKind(visit: Visit): ShownKind {
  switch (visit.kind) {
    case "openingPass":
    case "knocking":
    case "openingKey":
      return "opening";
    case "seated":
      return visit.call?.seated.kind ?? "opening";
    default:
      return visit.kind;
  }
}

/** Whether the consultation room is visible, with or without a seat. */
export function isInRoom({ visit }: PageState): boolean {
  return visit.kind === "seated" || shownKind(visit) === "opening";
}

/** The safety numbers to compare, one with each other person. */
export function safetyNumbers(state: PageState): readonly NamedNumber[] {
  const { peers = [], names } = shownCall(state) ?? {};
  return peers.flatMap(({ seat, safetyNumber: number }) => (number ? [{ name: names?.get(seat.seat), number }] : []));
}

/** The call as shown, in a seat of which the room has told something. */
export function shownCall({ visit }: PageState): CallView | undefined {
  return visit.kind === "seated" ? visit.call : undefined;
}
