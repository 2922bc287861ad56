import { base64 } from "../base/bytes.ts";
import { type KeyRing, type RingOwner, type UserSecrets, wrapForSheet, wrapKeyRing,
  wrapNamingKey } from "../crypto/key-ring.ts";
import { drawPair } from "../crypto/public-seal.ts";
import { drawSheet, formatSheet, openSheet } from "../crypto/recovery-sheet.ts";
import { sealingKey } from "../crypto/seal.ts";
import { keyName } from "../crypto/short-name.ts";
import { sealSheetCard } from "./user-card.ts";

/** What the server keeps of a password. */
export interface SealedCredentials {
  readonly authKey: string;
  readonly wrappedKeyRing: string;
  readonly sealedNamingKey: string;
}

/** A recovery sheet: what is printed, and what the server keeps. */
export interface NewSheet {
  readonly printed: string;
  readonly body: { readonly auth: string; readonly keyRing: string; readonly sealedCard: string };
}

/** Proves a password and seals with it what it opens. */
export async function credentialsOf(ring: KeyRing, { authKey, userKey }: UserSecrets,
  owner: RingOwner): Promise<SealedCredentials> {
  return {
    authKey: base64(authKey),
    wrappedKeyRing: base64(await wrapKeyRing(ring, userKey, owner)),
    sealedNamingKey: base64(await wrapNamingKey(ring.practiceKey, userKey, owner)),
  };
}

/** Draws a recovery sheet with all keys of the ring, and a pair of its own for those that come later. */
export async function drawNewSheet(ring: KeyRing, practice: string): Promise<NewSheet> {
  const sheet = drawSheet();
  const { auth, key } = await openSheet(sheet);
  const own = await drawPair();
  const practiceKey = await sealingKey(ring.practiceKey);
  return {
    printed: formatSheet(sheet),
    body: {
      auth: base64(auth),
      keyRing: base64(await wrapForSheet({ ...ring, own }, key, practice)),
      sealedCard: await sealSheetCard(practiceKey, await keyName(practice), own.publicKey),
    },
  };
}
