import type { InstanceKeys } from "../crypto/instance-keys.ts";
import type { RoomKey } from "../crypto/room-key.ts";
import type { SeatInstance } from "../signals/signalling.ts";
import type { Advice, Role, SeatView, Snapshot } from "../wire/messages.ts";

/** The seat that this page holds, and what it needs there. */
export interface Seated {
  readonly own: SeatInstance;
  readonly role: Role;
  readonly key: RoomKey;
  readonly keys: InstanceKeys;
}

/** The room as the page in a seat shows it. */
export interface SeatedView {
  readonly kind: "waiting" | "connecting" | "inCall";
  readonly role: Role;
  readonly admitted: boolean;
  readonly advice: Advice;
  readonly cancelled: boolean;
  /** Somebody of the practice has the list of waiting people open. */
  readonly watched: boolean;
  /** By how much the practice said it is late; 0 when it said nothing. */
  readonly delayMinutes: number;
  readonly own: SeatView | undefined;
  readonly others: readonly SeatView[];
}

/** Whether a partner's media has arrived since the room last was without a partner. */
export interface MediaMemory {
  readonly flowed: boolean;
}

/**
 * The snapshot corrected by the media that arrives. The server marks a seat `away` when its connection to us is gone,
 * but media runs directly between pages: an away seat whose media still arrives is shown as reconnecting and counts as
 * a partner; any other away seat is shown as left.
 */
export function withMedia(snapshot: Snapshot, flowing: ReadonlySet<string>): Snapshot {
  const isFlowing = (each: SeatView): boolean => each.presence === "away" && flowing.has(each.seat);
  const hasAwayPartner = snapshot.seats.some(isFlowing);
  const corrected = (each: SeatView): SeatView => {
    if (each.presence === "away") {
      return { ...each, presence: isFlowing(each) ? "reconnecting" : "left" };
    }
    return hasAwayPartner && each.presence === "waiting" && each.admitted ? { ...each, presence: "present" } : each;
  };
  return { ...snapshot, seats: snapshot.seats.map(corrected) };
}

/** What a page in that seat shows of a snapshot. */
export function seatedView(snapshot: Snapshot, seat: string, role: Role, media: MediaMemory): SeatedView {
  const { advice, cancelled, watched, delayMinutes, seats } = snapshot;
  const own = seats.find((each) => each.seat === seat);
  const others = seats.filter((each) => each.seat !== seat && each.presence !== "left");
  const partners = others.filter((each) => each.admitted);
  const together = own?.admitted === true && own.presence !== "waiting" && partners.length > 0;
  const kind = together ? (media.flowed ? "inCall" : "connecting") : "waiting";
  return { kind, role, admitted: own?.admitted ?? false, advice, cancelled, watched, delayMinutes, own, others };
}
