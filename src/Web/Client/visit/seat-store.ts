import { base64, hex, randomBytes } from "../base/bytes.ts";
import type { Role } from "../wire/messages.ts";

/** What a page needs to come back to its seat: kept per tab, gone with the tab. Bytes as base64. */
export interface KeptSeat {
  readonly seat: string;
  readonly secret: string;
  readonly instance: number;
  readonly name: string;
  readonly camera: boolean;
  readonly microphone: boolean;
  /** Kept until the door opened, dropped as soon as the room's key is known. */
  readonly code?: string;
  readonly room?: { readonly id: string; readonly role: Role; readonly key: string; readonly codeId: string };
  /** Come back only when asked to: the person hung up, or a newer page holds the seat. */
  readonly resting?: { readonly kind: "ended" } | { readonly kind: "replaced"; readonly instance: number };
}

export type Visitor = Pick<KeptSeat, "name" | "camera" | "microphone"> & { readonly code: string };

const place = "redconnect.seat";

export class SeatStore {
  readonly #storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;

  constructor(storage: Pick<Storage, "getItem" | "setItem" | "removeItem">) {
    this.#storage = storage;
  }

  read(): KeptSeat | undefined {
    const kept = this.#storage.getItem(place);
    return kept === null ? undefined : (JSON.parse(kept) as KeptSeat);
  }

  keep(seat: KeptSeat): KeptSeat {
    this.#storage.setItem(place, JSON.stringify(seat));
    return seat;
  }

  forget(): void {
    this.#storage.removeItem(place);
  }
}

/** A seat nobody has: drawn here, so that entering twice is entering once. */
export function drawSeat(visitor: Visitor): KeptSeat {
  return { ...visitor, seat: hex(randomBytes(16)), secret: base64(randomBytes(32)), instance: 1 };
}
