import { type Clock, within } from "../base/clock.ts";
import type { Role } from "../wire/messages.ts";
import type { PageState } from "./page-state.ts";
import type { KeptRoomSeat } from "./seat-store.ts";

/** What tabs of this browser say to each other. A place is one side of one room. */
type Message =
  | { readonly kind: "question"; readonly id: string; readonly place: string }
  | { readonly kind: "answer"; readonly id: string; readonly kept: KeptRoomSeat };

/** A BroadcastChannel and a LockManager, as far as they are used here. */
export interface BetweenTabs {
  readonly channel: {
    postMessage(message: unknown): void;
    addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  };
  readonly locks: {
    request(
      name: string,
      options: { readonly ifAvailable: boolean },
      granted: (lock: object | null) => Promise<void> | undefined,
    ): Promise<unknown>;
  };
}

/** A tab that the browser has frozen does not answer: its connection to the room is broken by then. */
const answerMs = 1000;

/**
 * One person who opens a link in two tabs keeps one seat. The tab that enters takes a lock on its side of the room,
 * which the browser releases with the tab; the next tab finds it taken and is given the first one's seat.
 */
export class OtherTabs {
  readonly #between: BetweenTabs | undefined;
  readonly #clock: Clock;
  readonly #answers = new Map<string, (kept: KeptRoomSeat) => void>();
  /** Questions that came while this tab was still entering. */
  #unanswered: string[] = [];
  #place: string | undefined;
  #own: KeptRoomSeat | undefined;
  #release: () => void = () => undefined;

  /** Where the browser has no locks, or stores nothing, every tab is alone. */
  constructor(open: () => BetweenTabs, clock: Clock) {
    this.#clock = clock;
    this.#between = attempt(open);
    this.#between?.channel.addEventListener("message", ({ data }) => this.#hear(data as Message));
  }

  /** Takes this side of the room; or yields the seat of the tab that has it. */
  async claim(room: string, role: Role): Promise<KeptRoomSeat | undefined> {
    const place = placeOf(room, role);
    if (this.#place === place || (await this.#lock(place, true))) {
      return undefined;
    }
    this.#leave();
    return this.#ask(place);
  }

  /** Holds the place as long as this tab has a seat there, and gives it up when the seat is. */
  show({ visit }: Pick<PageState, "visit">): void {
    if (visit.kind === "seated") {
      this.#hold(visit.kept);
    } else if (visit.kind !== "openingKey") {
      this.#leave();
    }
  }

  #hold(kept: KeptRoomSeat): void {
    const place = placeOf(kept.room.id, kept.room.role);
    if (this.#place !== place) {
      void this.#lock(place, false);
    }
    this.#own = kept;
    this.#unanswered.splice(0).forEach((id) => this.#say({ kind: "answer", id, kept }));
  }

  #leave(): void {
    this.#place = undefined;
    this.#own = undefined;
    this.#unanswered = [];
    this.#release();
  }

  /** Whether the lock was granted; a later change of place ends it, also while it is still waited for. */
  #lock(place: string, ifAvailable: boolean): Promise<boolean> {
    this.#leave();
    this.#place = place;
    return new Promise((resolve) => {
      const granted = (lock: object | null): Promise<void> | undefined => {
        resolve(lock !== null);
        return lock && this.#place === place ? new Promise((release) => (this.#release = release)) : undefined;
      };
      const request = this.#between?.locks.request(`redconnect.seat ${place}`, { ifAvailable }, granted);
      void Promise.resolve(request).catch(() => undefined).then(() => resolve(true));
    });
  }

  async #ask(place: string): Promise<KeptRoomSeat | undefined> {
    const id = crypto.randomUUID();
    const answer = new Promise<KeptRoomSeat>((resolve) => this.#answers.set(id, resolve));
    this.#say({ kind: "question", id, place });
    const kept = await within(this.#clock, answerMs, answer).catch(() => undefined);
    this.#answers.delete(id);
    return kept;
  }

  #hear(message: Message): void {
    if (message.kind === "answer") {
      this.#answers.get(message.id)?.(message.kept);
    } else if (message.place === this.#place) {
      this.#unanswered.push(message.id);
      if (this.#own) {
        this.#hold(this.#own);
      }
    }
  }

  #say(message: Message): void {
    this.#between?.channel.postMessage(message);
  }
}

function placeOf(room: string, role: Role): string {
  return `${room} ${role}`;
}

/** Browsers that block site data throw where the channel is opened, old ones have none. */
function attempt(open: () => BetweenTabs): BetweenTabs | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}
