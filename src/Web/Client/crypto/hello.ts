import { type Bytes, concat, fromHex, fromUtf8, hex, utf8 } from "../base/bytes.ts";

const POINT = 65;
const FINGERPRINT = 32;

/** What a page tells the others when it enters. They hold it to the keys and the certificate it names here. */
export interface Hello {
  readonly name: string;
  /** ECDH P-256, of this instance only: uncompressed point, 65 bytes. */
  readonly publicKey: Bytes;
  /** SHA-256 of the certificate of all its connections, as `readFingerprint` spells it. */
  readonly fingerprint: string;
}

export function encodeHello({ name, publicKey, fingerprint }: Hello): Bytes {
  return concat(publicKey, fromHex(fingerprint), utf8(name));
}

/** Throws for what is too short, or has a name that is not UTF-8. */
export function decodeHello(plaintext: Bytes): Hello {
  if (plaintext.length < POINT + FINGERPRINT) {
    throw new RangeError("the hello is too short");
  }
  return {
    name: fromUtf8(plaintext.subarray(POINT + FINGERPRINT)),
    publicKey: plaintext.slice(0, POINT),
    fingerprint: hex(plaintext.subarray(POINT, POINT + FINGERPRINT)),
  };
}
