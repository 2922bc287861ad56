import { type Bytes, concat, randomBytes } from "../base/bytes.ts";
import { decodeHello, encodeHello, type Hello } from "./hello.ts";
import { deriveKey, open, seal } from "./seal.ts";

/** The side a pass opens. */
export type Role = "practitioner" | "patient" | "guest";

/** The page that a hello is from. */
interface Sender {
  readonly seat: string;
  readonly instance: number;
}

/** The longest name in UTF-8 bytes. */
export const LONGEST_NAME = 480;

/** The key that all people in a room share and no server knows. Private fields keep it out of logs. */
export class RoomKey {
  readonly room: string;
  readonly #secret: Bytes;
  readonly #helloKey: CryptoKey;

  private constructor(room: string, secret: Bytes, helloKey: CryptoKey) {
    this.room = room;
    this.#secret = secret;
    this.#helloKey = helloKey;
  }

  /** A new room's key. */
  static draw(room: string): Promise<RoomKey> {
    return RoomKey.fromBytes(randomBytes(32), room);
  }

  /** A key that was kept by this tab. */
  static async fromBytes(secret: Bytes, room: string): Promise<RoomKey> {
    return new RoomKey(room, secret, await deriveKey(secret, "rc2/hello"));
  }

  /** The key from its copy for one link or access code; throws SealError. */
  static async open(copy: Uint8Array, passKey: CryptoKey, room: string, role: Role): Promise<RoomKey> {
    return RoomKey.fromBytes(await open(passKey, copy, "room-key", room, role), room);
  }

  /** A copy that one link or access code opens. */
  sealFor(passKey: CryptoKey, role: Role): Promise<Bytes> {
    return seal(passKey, this.#secret, "room-key", this.room, role);
  }

  sealHello(hello: Hello, { seat, instance }: Sender): Promise<Bytes> {
    return seal(this.#helloKey, encodeHello(hello), "hello", this.room, seat, instance);
  }

  /** Throws unless it is the hello of that page in this room. */
  async openHello(sealed: Uint8Array, { seat, instance }: Sender): Promise<Hello> {
    return decodeHello(await open(this.#helloKey, sealed, "hello", this.room, seat, instance));
  }

  /** The key for signals in one direction: it needs the secret that two pages share, and the room's. */
  signalKey(shared: Bytes, ...ends: readonly (string | number)[]): Promise<CryptoKey> {
    return deriveKey(concat(shared, this.#secret), "rc2/signal", this.room, ...ends);
  }

  /** For this tab's own storage, so that a reload returns to the room. */
  export(): Bytes {
    return this.#secret.slice();
  }
}
