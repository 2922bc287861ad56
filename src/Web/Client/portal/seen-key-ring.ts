import type { KeyRing } from "../crypto/key-ring.ts";
import type { KeyStore } from "../crypto/key-store.ts";
import { SealError } from "../crypto/seal.ts";
import { keyName } from "../crypto/short-name.ts";

/**
 * Remembers the key ring's revision in this browser. Throws SealError for one older than before: a server that serves
 * it wants new appointments sealed with keys that somebody has who has left.
 */
export async function refuseOlderRing(
  store: KeyStore,
  { practice, user }: { readonly practice: string; readonly user: string },
  { revision }: KeyRing,
): Promise<void> {
  const name = `ring/${await keyName(practice)}/${await keyName(user)}`;
  const seen = (await store.get<number>(name)) ?? 0;
  if (revision < seen) {
    throw new SealError("an older key ring");
  }
  await store.put(name, revision);
}
