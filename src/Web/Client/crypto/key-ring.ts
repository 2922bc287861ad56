import type { Stretch } from "./argon2.ts";
import { type Bytes, base64, fields, fromBase64, fromUtf8, randomBytes, sha256, utf8 } from "../base/bytes.ts";
import { drawPair, type EncodedPair } from "./public-seal.ts";
import { derive, deriveKey, open, seal, sealingKey } from "./seal.ts";
import { keyName, normaliseShortName } from "./short-name.ts";

/** A user's secrets, from the password. Only the auth key is ever sent. */
export interface UserSecrets {
  readonly authKey: Bytes;
  readonly userKey: CryptoKey;
}

/** A practice's keys. Staff have no private key, so that they cannot take a practitioner's seat. */
export interface KeyRing {
  /** Of the newest practitioner key pair it has, from 1. A browser opens none older than one it has opened. */
  readonly revision: number;
  /** 32 bytes. */
  readonly practiceKey: Bytes;
  /** The planning browser seals the practitioner's code to it. */
  readonly practitionerPublicKey: Bytes;
  readonly practitionerPrivateKey?: Bytes;
  /** The owner's pair, to whose public part later practitioner keys are sealed. */
  readonly own?: EncodedPair;
  /** Practitioner key pairs that followed the first, oldest first, as far as they were there when this was sealed. */
  readonly later?: readonly LaterPair[];
}

/** A practitioner key pair that followed the first. */
export interface LaterPair {
  readonly revision: number;
  readonly publicKey: Bytes;
  readonly privateKey?: Bytes;
}

const NAMING = "rc2/workplace-names";

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
export async function drawKeyRing(): Promise<KeyRing & { readonly own: EncodedPair }> {
  const { publicKey, privateKey } = await drawPair();
  return {
    revision: 1,
    practiceKey: randomBytes(32),
    practitionerPublicKey: publicKey,
    practitionerPrivateKey: privateKey,
    own: await drawPair(),
  };
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

/**
 * The key of workplaces' names, sealed for one user: the password alone opens it, before the workplace is approved,
 * so that a browser that asks has a name for those who decide.
 */
export async function wrapNamingKey(practiceKey: Bytes, userKey: CryptoKey,
  { practice, user }: Omit<RingOwner, "userId">): Promise<Bytes> {
  const namingKey = await derive(practiceKey, NAMING);
  return seal(userKey, namingKey, "naming-key", await keyName(practice), await keyName(user));
}

/** The key of workplaces' names from its sealed copy; throws SealError. */
export async function unwrapNamingKey(sealed: Uint8Array, userKey: CryptoKey, practice: string,
  user: string): Promise<CryptoKey> {
  return sealingKey(await open(userKey, sealed, "naming-key", await keyName(practice), await keyName(user)));
}

/** The same from the practice key. */
export function namingKeyOf(practiceKey: Bytes): Promise<CryptoKey> {
  return deriveKey(practiceKey, NAMING);
}

/** The key ring, sealed for the recovery sheet. */
export async function wrapForSheet(ring: KeyRing, sheetKey: CryptoKey, practice: string): Promise<Bytes> {
  return seal(sheetKey, encode(ring), "sheet-ring", await keyName(practice));
}

/** The key ring from the recovery sheet's copy; throws SealError. */
export async function unwrapFromSheet(wrapped: Uint8Array, sheetKey: CryptoKey, practice: string): Promise<KeyRing> {
  return decode(await open(sheetKey, wrapped, "sheet-ring", await keyName(practice)));
}

function encode({ revision, later, own, ...keys }: KeyRing): Bytes {
  return utf8(JSON.stringify({
    revision,
    ...texts(keys),
    ...(own === undefined ? {} : { own: texts(own) }),
    ...(later === undefined ? {} : { later: later.map((pair) => encodePair(pair)) }),
  }));
}

function encodePair({ revision, ...keys }: LaterPair): object {
  return { revision, ...texts(keys) };
}

function texts(keys: object): Record<string, string> {
  return Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, base64(key as Bytes)]));
}

interface Encoded {
  readonly revision: number;
  readonly practiceKey: string;
  readonly practitionerPublicKey: string;
  readonly practitionerPrivateKey?: string;
  readonly own?: { readonly publicKey: string; readonly privateKey: string };
  readonly later?: readonly { readonly revision: number; readonly publicKey: string; readonly privateKey?: string }[];
}

function decode(bytes: Uint8Array): KeyRing {
  const { revision, practiceKey, practitionerPublicKey, practitionerPrivateKey, own, later } =
    JSON.parse(fromUtf8(bytes)) as Encoded;
  return {
    revision,
    practiceKey: fromBase64(practiceKey),
    practitionerPublicKey: fromBase64(practitionerPublicKey),
    ...(practitionerPrivateKey === undefined ? {} : { practitionerPrivateKey: fromBase64(practitionerPrivateKey) }),
    ...(own === undefined ? {} : {
      own: { publicKey: fromBase64(own.publicKey), privateKey: fromBase64(own.privateKey) },
    }),
    ...(later === undefined ? {} : { later: later.map((pair) => decodePair(pair)) }),
  };
}

function decodePair({ revision, publicKey, privateKey }: NonNullable<Encoded["later"]>[number]): LaterPair {
  return {
    revision,
    publicKey: fromBase64(publicKey),
    ...(privateKey === undefined ? {} : { privateKey: fromBase64(privateKey) }),
  };
}
