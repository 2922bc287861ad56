import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";
import { type Bytes, fields, fromBase64 } from "../base/bytes.ts";
import { SealError } from "./seal.ts";

const VERSION = 2;
const POINT = 65;
const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;
const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/** A key pair as a key ring carries it. */
export interface EncodedPair {
  /** Uncompressed point, 65 bytes. */
  readonly publicKey: Bytes;
  /** PKCS #8. */
  readonly privateKey: Bytes;
}

/** A new key pair: anyone with its public part seals, only its private part opens. */
export async function drawPair(): Promise<EncodedPair> {
  const pair = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  return {
    publicKey: new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)),
    privateKey: new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey)),
  };
}

/** The public part of a private key. */
export async function publicKeyOf(privateKey: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey("pkcs8", privateKey, CURVE, true, ["deriveBits"]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", key);
  return Uint8Array.of(4, ...coordinate(x), ...coordinate(y));
}

/** Of a JSON Web Key: base64url, 32 bytes. */
function coordinate(text: string): Bytes {
  return fromBase64(text.replaceAll("-", "+").replaceAll("_", "/") + "=");
}

/** The public part, to seal with. */
export function publicSealingKey(publicKey: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", publicKey, CURVE, true, []);
}

/** Both parts, to open with; the private part can be used and not read. */
export async function openingPair({ publicKey, privateKey }: EncodedPair): Promise<CryptoKeyPair> {
  return {
    publicKey: await publicSealingKey(publicKey),
    privateKey: await crypto.subtle.importKey("pkcs8", privateKey, CURVE, false, ["deriveBits"]),
  };
}

/**
 * Seals to a public key with HPKE in base mode (RFC 9180: DHKEM P-256, HKDF-SHA256, AES-256-GCM): version byte,
 * encapsulated key, ciphertext with tag. The place is the `info` of the scheme; it opens nowhere else.
 */
export async function sealTo(publicKey: CryptoKey, plaintext: Bytes, ...place: readonly string[]): Promise<Bytes> {
  const { enc, ct } = await suite.seal({ recipientPublicKey: publicKey, info: fields("rc2", ...place) }, plaintext);
  return Uint8Array.of(VERSION, ...new Uint8Array(enc), ...new Uint8Array(ct));
}

/** Opens what `sealTo` made for the same place; throws SealError. */
export async function openSealedTo(pair: CryptoKeyPair, sealed: Uint8Array,
  ...place: readonly string[]): Promise<Bytes> {
  if (sealed[0] !== VERSION) {
    throw new SealError("unknown version");
  }
  const [enc, ciphertext] = [sealed.slice(1, 1 + POINT), sealed.slice(1 + POINT)];
  try {
    return new Uint8Array(await suite.open({ recipientKey: pair, enc, info: fields("rc2", ...place) }, ciphertext));
  } catch {
    throw new SealError("cannot be opened");
  }
}
