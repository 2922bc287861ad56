import type { RoomKey } from "../crypto/room-key.ts";
import type { SeatInstance } from "../signals/signalling.ts";
import type { Advice, Refusal, Role, SeatView, Snapshot } from "../wire/messages.ts";

export type Problem = "unknown" | "notReady";

/** What the page shows. One row for each; no flags beside it. */
export type RoomView =
  | { readonly kind: "entry"; readonly problem?: Problem }
  | { readonly kind: "opening" }
  | { readonly kind: "tooEarly"; readonly start: number; readonly opensAt: number }
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly retryAt?: number }
  | { readonly kind: "replaced"; readonly instance: number }
  | { readonly kind: "ended" }
  | SeatedView;

export interface SeatedView {
  readonly kind: "waiting" | "connecting" | "inCall";
  readonly role: Role;
  readonly admitted: boolean;
  readonly advice: Advice;
  readonly cancelled: boolean;
  readonly own: SeatView | undefined;
  readonly others: readonly SeatView[];
}

/** Whether a partner's picture or sound has arrived since the room last was without partner. */
export interface MediaMemory {
  readonly flowed: boolean;
}

/**
 * The room as its people see it: whose picture or sound still arrives is here, whatever the room knows of their line; anyone else who is away has
 * left. Whoever is heard is a partner, so that we do not wait alone.
 */
export function roomAsHeard(snapshot: Snapshot, heard: ReadonlySet<string>): Snapshot {
  const isHeard = (each: SeatView): boolean => each.presence === "away" && heard.has(each.seat);
  const meeting = snapshot.seats.some(isHeard);
  const seen = (each: SeatView): SeatView => {
    if (each.presence === "away") {
      return { ...each, presence: isHeard(each) ? "reconnecting" : "left" };
    }
    return meeting && each.presence === "waiting" && each.admitted ? { ...each, presence: "present" } : each;
  };
  return { ...snapshot, seats: snapshot.seats.map(seen) };
}

/** The seated page's state follows from the room and from whether media has arrived. */
export function seatedView(snapshot: Snapshot, seat: string, role: Role, media: MediaMemory): SeatedView {
  const own = snapshot.seats.find((each) => each.seat === seat);
  const others = snapshot.seats.filter((each) => each.seat !== seat && each.presence !== "left");
  const partners = others.filter((each) => each.admitted);
  const together = own?.admitted === true && own.presence !== "waiting" && partners.length > 0;
  const kind = together ? (media.flowed ? "inCall" : "connecting") : "waiting";
  return { kind, role, admitted: own?.admitted ?? false, advice: snapshot.advice, cancelled: snapshot.cancelled, own, others };
}

/** This page holds the seat from now on; whatever an earlier instance had begun is over. */
export interface Seated {
  readonly own: SeatInstance;
  readonly role: Role;
  readonly key: RoomKey;
}

export interface VisitEvents {
  view: Exclude<RoomView, SeatedView>;
  seated: Seated;
  /** The seat is given up or lost: the call is over for this page. */
  unseated: undefined;
}
