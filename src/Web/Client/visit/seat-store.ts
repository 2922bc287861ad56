import { base64, type Bytes, hex, randomBytes } from "../base/bytes.ts";
import { readObject, type TextStorage } from "../base/text-storage.ts";
import { derive } from "../crypto/seal.ts";
import type { Role } from "../wire/messages.ts";
import type { Pass } from "./room-link.ts";

/** The room of a seat. Bytes as base64. */
export interface Room {
  readonly id: string;
  readonly role: Role;
  readonly key: string;
  readonly passId: string;
}

/** What a page needs to come back to its seat: kept per tab, gone with the tab. */
export interface KeptSeat {
  /** Follows from the secret. */
  readonly seat: string;
  /** Drawn by the page, so that entering twice is entering once. Bytes as base64. */
  readonly secret: string;
  readonly instance: number;
  readonly name: string;
  readonly camera: boolean;
  readonly microphone: boolean;
  /** The link or access code: dropped as soon as the room's key is known. */
  readonly pass?: Pass;
  readonly room?: Room;
  /** The page comes back only when asked to: the person hung up, or a newer page holds the seat. */
  readonly resting?: { readonly kind: "ended" } | { readonly kind: "replaced"; readonly instance: number };
}

export type KeptRoomSeat = KeptSeat & { readonly room: Room };

export type Visitor = Pick<KeptSeat, "name" | "camera" | "microphone"> & { readonly pass: Pass };

const place = "redconnect.seat";

export class SeatStore {
  readonly #storage: TextStorage;

  constructor(storage: TextStorage) {
    this.#storage = storage;
  }

  /** A damaged seat is none: the person enters again. */
  read(): KeptSeat | undefined {
    const kept = readObject(this.#storage, place);
    return kept && isSeat(kept) ? kept : undefined;
  }

  keep(seat: KeptSeat): void {
    this.#storage.setItem(place, JSON.stringify(seat));
  }

  forget(): void {
    this.#storage.removeItem(place);
  }
}

const members = { seat: "string", secret: "string", instance: "number", name: "string", camera: "boolean",
  microphone: "boolean" } as const;
const roomMembers = { id: "string", role: "string", key: "string", passId: "string" } as const;

function isSeat(kept: object): kept is KeptSeat {
  const { pass, room } = kept as Partial<KeptSeat>;
  return hasMembers(kept, members) && (room === undefined ? isPass(pass) : hasMembers(room, roomMembers));
}

function isPass(pass: unknown): boolean {
  return hasMembers(pass, { kind: "string", code: "string" }) || hasMembers(pass, { kind: "string", link: "string" });
}

function hasMembers(value: unknown, types: Readonly<Record<string, string>>): boolean {
  return typeof value === "object" && value !== null
    && Object.entries(types).every(([name, type]) => typeof (value as Record<string, unknown>)[name] === type);
}

/** A new seat for a person who asks to come in. */
export async function drawSeat(visitor: Visitor): Promise<KeptSeat> {
  const secret = randomBytes(32);
  return { ...visitor, seat: await seatId(secret), secret: base64(secret), instance: 1 };
}

/** A seat's id belongs to its secret for ever: the server derives it, too. */
export async function seatId(secret: Bytes): Promise<string> {
  return hex((await derive(secret, "rc2/seat-id")).subarray(0, 16));
}
