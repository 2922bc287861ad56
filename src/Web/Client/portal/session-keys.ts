import { type KeyRing, type LaterPair, namingKeyOf } from "../crypto/key-ring.ts";
import type { KeyStore } from "../crypto/key-store.ts";
import { openingPair, publicSealingKey } from "../crypto/public-seal.ts";
import { sealingKey } from "../crypto/seal.ts";

const NAME = "session";

/** What the portal's pages work with after signing in; the keys can be used and not read. */
export interface SessionKeys {
  readonly practiceName: string;
  readonly userId: string;
  /** With title, as the other side of a call reads it. */
  readonly fullName: string;
  readonly practiceKey: CryptoKey;
  /** Seals and opens the names of workplaces. */
  readonly namingKey: CryptoKey;
  /** Seals the practitioner's code: the newest pair's. */
  readonly practitionerPublicKey: CryptoKey;
  /** Opens it; staff have none. */
  readonly practitionerKeys?: CryptoKeyPair;
  /** Open what was planned before the newest pair, newest first. */
  readonly olderPractitionerKeys?: readonly CryptoKeyPair[];
}

/** Keeps the keys in this browser until signing out. The ring has all pairs. */
export async function keepSession(
  store: KeyStore,
  session: {
    readonly practiceName: string;
    readonly userId: string;
    readonly fullName: string;
    readonly ring: KeyRing;
  },
): Promise<SessionKeys> {
  const { ring, ...names } = session;
  const pairs = [firstPair(ring), ...(ring.later ?? [])].toReversed();
  const [newest, ...older] = await Promise.all(pairs.flatMap(({ publicKey, privateKey }) =>
    privateKey === undefined ? [] : [openingPair({ publicKey, privateKey })]));
  const keys: SessionKeys = {
    ...names,
    practiceKey: await sealingKey(ring.practiceKey),
    namingKey: await namingKeyOf(ring.practiceKey),
    practitionerPublicKey: await publicSealingKey((pairs[0] ?? firstPair(ring)).publicKey),
    ...(newest === undefined ? {} : { practitionerKeys: newest }),
    ...(older.length === 0 ? {} : { olderPractitionerKeys: older }),
  };
  await store.put(NAME, keys);
  return keys;
}

function firstPair({ practitionerPublicKey, practitionerPrivateKey }: KeyRing): Omit<LaterPair, "revision"> {
  return {
    publicKey: practitionerPublicKey,
    ...(practitionerPrivateKey === undefined ? {} : { privateKey: practitionerPrivateKey }),
  };
}

export function findSession(store: KeyStore): Promise<SessionKeys | undefined> {
  return store.get<SessionKeys>(NAME);
}

export function forgetSession(store: KeyStore): Promise<void> {
  return store.remove(NAME);
}
