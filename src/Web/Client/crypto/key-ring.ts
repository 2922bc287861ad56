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
  /** From 1; raised when the practice's keys change. A browser opens none older than one it has opened. */
  readonly revision: number;
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
  const pair = { practitionerPublicKey: publicKey, practitionerPrivateKey: privateKey };
  return { revision: 1, practiceKey: randomBytes(32), ...pair };
}

/** Whose key ring it is. */
export interface RingOwner {
  readonly practice: string;
  readonly user: string;
  /** What the server calls the user: it cannot pass one off as another. */
  readonly userId: string;
}

/** The key ring, sealed for one user. */
export async function wrapKeyRing(ring: KeyRing, userKey: CryptoKey, owner: RingOwner): Promise<Bytes> {
  return seal(userKey, encode(ring), ...(await placeFor(owner)));
}

/** The key ring from its wrapping; throws SealError. */
export async function unwrapKeyRing(wrapped: Uint8Array, userKey: CryptoKey, owner: RingOwner): Promise<KeyRing> {
  return decode(await open(userKey, wrapped, ...(await placeFor(owner))));
}

async function placeFor({ practice, user, userId }: RingOwner): Promise<readonly string[]> {
  return ["key-ring", await keyName(practice), await keyName(user), userId];
}

/** The key ring, sealed for the recovery sheet. */
export async function wrapForSheet(ring: KeyRing, sheetKey: CryptoKey, practice: string): Promise<Bytes> {
  return seal(sheetKey, encode(ring), "sheet-ring", await keyName(practice));
}

/** The key ring from the recovery sheet's copy; throws SealError. */
export async function unwrapFromSheet(wrapped: Uint8Array, sheetKey: CryptoKey, practice: string): Promise<KeyRing> {
  return decode(await open(sheetKey, wrapped, "sheet-ring", await keyName(practice)));
}

function encode({ revision, ...keys }: KeyRing): Bytes {
  const texts = Object.entries(keys).map(([name, key]) => [name, base64(key)]);
  return utf8(JSON.stringify({ revision, ...Object.fromEntries(texts) }));
}

function decode(bytes: Uint8Array): KeyRing {
  const { revision, ...keys } = JSON.parse(fromUtf8(bytes)) as { readonly revision: number } & Record<string, string>;
  const { practiceKey = "", practitionerPublicKey = "", practitionerPrivateKey } = keys as Record<string, string>;
  return {
    revision,
    practiceKey: fromBase64(practiceKey),
    practitionerPublicKey: fromBase64(practitionerPublicKey),
    ...(practitionerPrivateKey === undefined ? {} : { practitionerPrivateKey: fromBase64(practitionerPrivateKey) }),
  };
}
