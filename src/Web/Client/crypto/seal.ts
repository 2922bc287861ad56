import { type Bytes, fields, randomBytes } from "../base/bytes.ts";

const VERSION = 1;
const NONCE = 12;

/** What was sealed cannot be opened: wrong key, wrong place, or tampered with. */
export class SealError extends Error {
  override readonly name = "SealError";
}

/** HKDF-SHA-256 (RFC 5869) with an empty salt: 32 bytes for one purpose, which may have more than one field. */
export async function derive(secret: Bytes, ...purpose: readonly (string | number)[]): Promise<Bytes> {
  const material = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: fields(...purpose) };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, material, 256));
}

/** A key that seals and opens and cannot be read back. */
export function sealingKey(secret: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** A sealing key for one purpose. */
export async function deriveKey(secret: Bytes, ...purpose: readonly (string | number)[]): Promise<CryptoKey> {
  return sealingKey(await derive(secret, ...purpose));
}

/**
 * Seals with AES-256-GCM (NIST SP 800-38D): version byte, fresh 96-bit nonce, ciphertext, 128-bit tag.
 * The place names what is sealed and where it belongs; it opens nowhere else.
 */
export async function seal(key: CryptoKey, plaintext: Bytes, ...place: readonly (string | number)[]): Promise<Bytes> {
  const nonce = randomBytes(NONCE);
  const algorithm = { name: "AES-GCM", iv: nonce, additionalData: fields("rc2", ...place) };
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plaintext));
  const sealed = new Uint8Array(1 + NONCE + ciphertext.length);
  sealed[0] = VERSION;
  sealed.set(nonce, 1);
  sealed.set(ciphertext, 1 + NONCE);
  return sealed;
}

/** Opens what `seal` made for the same place; throws SealError. */
export async function open(key: CryptoKey, sealed: Uint8Array, ...place: readonly (string | number)[]): Promise<Bytes> {
  if (sealed[0] !== VERSION) {
    throw new SealError("unknown version");
  }
  const algorithm = { name: "AES-GCM", iv: sealed.slice(1, 1 + NONCE), additionalData: fields("rc2", ...place) };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.slice(1 + NONCE)));
  } catch {
    throw new SealError("cannot be opened");
  }
}
