import type { Stretch } from "./argon2.ts";
import { type Bytes, base64, fields, fromBase64, fromUtf8, randomBytes, sha256, utf8 } from "../base/bytes.ts";
import { drawPair } from "./public-seal.ts";
import { derive, deriveKey, open, seal } from "./seal.ts";
import { keyName, normaliseShortName } from "./short-name.ts";

/** A user's secrets, from the password. Only the auth key is ever sent. */
export interface UserSecrets {
  readonly authKey: Bytes;
  readonly userKey: CryptoKey;
}

/** A practice's keys. Staff have no private key, so that they cannot take a practitioner's seat. */
export interface KeyRing {
  /** 32 bytes. */
  readonly practiceKey: Bytes;
  /** The planning browser seals the practitioner's code to it. */
  readonly practitionerPublicKey: Bytes;
  readonly practitionerPrivateKey?: Bytes;
}

/** The longest password, in characters: some devices cut longer ones off. */
export const LONGEST_PASSWORD = 32;

/** Derives a user's secrets; takes a third of a second on a computer, two or more on an old phone. */
export async function openUser(
  practice: string,
  user: string,
  password: string,
  stretch: Stretch,
): Promise<UserSecrets> {
  const salt = await sha256(fields("rc2", normaliseShortName(practice), normaliseShortName(user)));
  const secret = await stretch(utf8(password.normalize("NFKC")), salt, 64);
  return { authKey: await derive(secret, "rc2/auth-key"), userKey: await deriveKey(secret, "rc2/user-key") };
}

/** New keys for a new practice. */
export async function drawKeyRing(): Promise<Required<KeyRing>> {
  const { publicKey, privateKey } = await drawPair();
  return { practiceKey: randomBytes(32), practitionerPublicKey: publicKey, practitionerPrivateKey: privateKey };
}

/** The key ring, sealed for one user. */
export async function wrapKeyRing(ring: KeyRing, userKey: CryptoKey, practice: string, user: string): Promise<Bytes> {
  return seal(userKey, encode(ring), "key-ring", await keyName(practice), await keyName(user));
}

/** The key ring from its wrapping; throws SealError. */
export async function unwrapKeyRing(
  wrapped: Uint8Array,
  userKey: CryptoKey,
  practice: string,
  user: string,
): Promise<KeyRing> {
  return decode(await open(userKey, wrapped, "key-ring", await keyName(practice), await keyName(user)));
}

/** The key ring, sealed for the recovery sheet. */
export async function wrapForSheet(ring: KeyRing, sheetKey: CryptoKey, practice: string): Promise<Bytes> {
  return seal(sheetKey, encode(ring), "sheet-ring", await keyName(practice));
}

/** The key ring from the recovery sheet's copy; throws SealError. */
export async function unwrapFromSheet(wrapped: Uint8Array, sheetKey: CryptoKey, practice: string): Promise<KeyRing> {
  return decode(await open(sheetKey, wrapped, "sheet-ring", await keyName(practice)));
}

function encode(ring: KeyRing): Bytes {
  return utf8(
    JSON.stringify(Object.fromEntries(Object.entries(ring).map(([name, key]) => [name, base64(key as Bytes)]))));
}

function decode(bytes: Uint8Array): KeyRing {
  const { practiceKey = "", practitionerPublicKey = "", practitionerPrivateKey } =
    JSON.parse(fromUtf8(bytes)) as Record<string, string>;
  return {
    practiceKey: fromBase64(practiceKey),
    practitionerPublicKey: fromBase64(practitionerPublicKey),
    ...(practitionerPrivateKey === undefined ? {} : { practitionerPrivateKey: fromBase64(practitionerPrivateKey) }),
  };
}
