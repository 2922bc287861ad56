import { type Bytes, fields, fromUtf8, randomBytes, utf8 } from "../base/bytes.ts";
import { derive, deriveKey, open, seal } from "./seal.ts";

/** The side a pass opens. */
export type Role = "practitioner" | "patient" | "guest";

/** All signals from one page to another. */
export interface SignalStream {
  readonly from: string;
  readonly fromInstance: number;
  readonly to: string;
  readonly toInstance: number;
}

/** The longest name in UTF-8 bytes: sealed, it must not exceed 512. */
export const LONGEST_NAME = 480;

/** The key that all people in a room share and no server knows. Private fields keep it out of logs. */
export class RoomKey {
  readonly room: string;
  readonly #secret: Bytes;
  readonly #nameKey: CryptoKey;
  readonly #signalKey: CryptoKey;

  private constructor(room: string, secret: Bytes, nameKey: CryptoKey, signalKey: CryptoKey) {
    this.room = room;
    this.#secret = secret;
    this.#nameKey = nameKey;
    this.#signalKey = signalKey;
  }

  /** A new room's key. */
  static draw(room: string): Promise<RoomKey> {
    return RoomKey.fromBytes(randomBytes(32), room);
  }

  /** A key that was kept by this tab. */
  static async fromBytes(secret: Bytes, room: string): Promise<RoomKey> {
    return new RoomKey(room, secret, await deriveKey(secret, "rc2/name"), await deriveKey(secret, "rc2/signal"));
  }

  /** The key from its copy for one link or access code; throws SealError. */
  static async open(copy: Uint8Array, passKey: CryptoKey, room: string, role: Role): Promise<RoomKey> {
    return RoomKey.fromBytes(await open(passKey, copy, "room-key", room, role), room);
  }

  /** A copy that one link or access code opens. */
  sealFor(passKey: CryptoKey, role: Role): Promise<Bytes> {
    return seal(passKey, this.#secret, "room-key", this.room, role);
  }

  sealName(name: string, seat: string): Promise<Bytes> {
    return seal(this.#nameKey, utf8(name), "name", this.room, seat);
  }

  async openName(sealed: Uint8Array, seat: string): Promise<string> {
    return fromUtf8(await open(this.#nameKey, sealed, "name", this.room, seat));
  }

  sealSignal(stream: SignalStream, number: number, plaintext: string): Promise<Bytes> {
    return seal(this.#signalKey, utf8(plaintext), ...this.#place(stream, number));
  }

  async openSignal(stream: SignalStream, number: number, sealed: Uint8Array): Promise<string> {
    return fromUtf8(await open(this.#signalKey, sealed, ...this.#place(stream, number)));
  }

  /**
   * Six digits both sides can read out to each other: the same when both see the same two DTLS fingerprints.
   * @param fingerprints SHA-256 certificate fingerprints, colons or not, any case.
   */
  async shortNumber(fingerprints: readonly string[]): Promise<string> {
    const raw = await derive(this.#secret, "rc2/verify");
    const key = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const sorted = fingerprints.map((print) => print.replaceAll(":", "").toUpperCase()).toSorted();
    const tag = new DataView(await crypto.subtle.sign("HMAC", key, fields(...sorted)));
    const digits = String(tag.getUint32(0) % 1_000_000).padStart(6, "0");
    return `${digits.slice(0, 3)} ${digits.slice(3)}`;
  }

  /** For this tab's own storage, so that a reload returns to the room. */
  export(): Bytes {
    return this.#secret.slice();
  }

  #place(stream: SignalStream, number: number): readonly (string | number)[] {
    return ["signal", this.room, stream.from, stream.fromInstance, stream.to, stream.toInstance, number];
  }
}
