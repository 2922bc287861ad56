import { type Bytes, base64, fromBase64 } from "../base/bytes.ts";
import type { KeyRing, LaterPair } from "../crypto/key-ring.ts";
import { drawPair, openingPair, openSealedTo, publicKeyOf, publicSealingKey, sealTo } from "../crypto/public-seal.ts";
import { open, seal, SealError, sealingKey } from "../crypto/seal.ts";
import { keyName } from "../crypto/short-name.ts";

/** A later practitioner key pair as the server gives it to its holder. */
export interface SealedPair {
  readonly revision: number;
  readonly sealedPublicKey: string;
  readonly sealedPrivateKey: string | null;
}

/** Who opens: the practice key, and the holder's own pair. */
export interface Holder {
  readonly practiceKey: CryptoKey;
  readonly own: CryptoKeyPair | undefined;
  /** Key name of the practice. */
  readonly practice: string;
  /** User id, or `sheet`. */
  readonly id: string;
}

/** Who gets a copy of a new private key. */
export interface Recipient {
  readonly id: string;
  readonly publicKey: Bytes;
}

/** What replaces the practitioner key pair of before. */
export interface DrawnKeys {
  readonly revision: number;
  readonly sealedPublicKey: string;
  readonly copies: readonly { readonly userId: string; readonly sealedPrivateKey: string }[];
  readonly sheetCopy: string;
}

/** The recovery sheet as a holder of keys. */
export const SHEET = "sheet";

/** Draws the next practitioner key pair: its private part for these practitioners and the recovery sheet alone. */
export async function drawPractitionerKeys(holder: Omit<Holder, "own" | "id">, revision: number,
  practitioners: readonly Recipient[], sheet: Bytes): Promise<DrawnKeys> {
  const { publicKey, privateKey } = await drawPair();
  const copyFor = async (recipient: Recipient): Promise<string> => {
    const key = await publicSealingKey(recipient.publicKey);
    return base64(await sealTo(key, privateKey, ...privatePlace(holder.practice, revision, recipient.id)));
  };
  return {
    revision,
    sealedPublicKey: base64(await seal(holder.practiceKey, publicKey, ...publicPlace(holder.practice, revision))),
    copies: await Promise.all(practitioners.map(async (practitioner) => (
      { userId: practitioner.id, sealedPrivateKey: await copyFor(practitioner) }))),
    sheetCopy: await copyFor({ id: SHEET, publicKey: sheet }),
  };
}

/** The ring with all practitioner key pairs there are, and the newest one's revision; throws SealError. */
export async function completeRing(ring: KeyRing, practiceName: string, id: string,
  sealed: readonly SealedPair[]): Promise<KeyRing> {
  if (sealed.length === 0) {
    return ring;
  }
  const own = ring.own && (await openingPair(ring.own));
  const [practiceKey, practice] = [await sealingKey(ring.practiceKey), await keyName(practiceName)];
  const later = await openLaterPairs({ practiceKey, own, practice, id }, ring.later ?? [], sealed);
  return { ...ring, later, revision: Math.max(ring.revision, ...later.map(({ revision }) => revision)) };
}

/**
 * All later pairs, oldest first: those that the key ring has, whatever the server says, and those that came after it. A
 * private key that does not belong to the public one is a forgery: the public part is sealed with the practice key, the
 * private one could come from anybody.
 */
async function openLaterPairs(holder: Holder, known: readonly LaterPair[],
  sealed: readonly SealedPair[]): Promise<readonly LaterPair[]> {
  const unknown = sealed.filter(({ revision }) => !known.some((pair) => pair.revision === revision && isOpen(pair)));
  const opened = await Promise.all(unknown.map((pair) => openPair(holder, pair)));
  const kept = known.filter(({ revision }) => !opened.some((pair) => pair.revision === revision));
  return [...kept, ...opened].toSorted((one, other) => one.revision - other.revision);
}

function isOpen({ privateKey }: LaterPair): boolean {
  return privateKey !== undefined;
}

async function openPair(holder: Holder, { revision, sealedPublicKey, sealedPrivateKey }: SealedPair):
  Promise<LaterPair> {
  const { practiceKey, own, practice, id } = holder;
  const publicKey = await open(practiceKey, fromBase64(sealedPublicKey), ...publicPlace(practice, revision));
  if (own === undefined || sealedPrivateKey === null) {
    return { revision, publicKey };
  }
  const privateKey = await openSealedTo(own, fromBase64(sealedPrivateKey), ...privatePlace(practice, revision, id));
  if (base64(await publicKeyOf(privateKey)) !== base64(publicKey)) {
    throw new SealError("belongs to another public key");
  }
  return { revision, publicKey, privateKey };
}

function publicPlace(practice: string, revision: number): readonly string[] {
  return ["practitioner-public-key", practice, String(revision)];
}

function privatePlace(practice: string, revision: number, holder: string): readonly string[] {
  return ["practitioner-private-key", practice, String(revision), holder];
}
