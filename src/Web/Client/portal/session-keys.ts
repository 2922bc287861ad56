import type { KeyRing } from "../crypto/key-ring.ts";
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
  /** Seals the practitioner's code. */
  readonly practitionerPublicKey: CryptoKey;
  /** Opens it; staff have none. */
  readonly practitionerKeys?: CryptoKeyPair;
}

/** Keeps the keys in this browser until signing out. */
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
  const { practitionerPublicKey: publicKey, practitionerPrivateKey: privateKey } = ring;
  const keys: SessionKeys = {
    ...names,
    practiceKey: await sealingKey(ring.practiceKey),
    practitionerPublicKey: await publicSealingKey(publicKey),
    ...(privateKey === undefined ? {} : { practitionerKeys: await openingPair({ publicKey, privateKey }) }),
  };
  await store.put(NAME, keys);
  return keys;
}

export function findSession(store: KeyStore): Promise<SessionKeys | undefined> {
  return store.get<SessionKeys>(NAME);
}

export function forgetSession(store: KeyStore): Promise<void> {
  return store.remove(NAME);
}
