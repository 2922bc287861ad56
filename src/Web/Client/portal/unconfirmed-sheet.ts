import { fromUtf8, utf8 } from "../base/bytes.ts";
import type { KeyStore } from "../crypto/key-store.ts";
import { open, seal } from "../crypto/seal.ts";
import type { SessionKeys } from "./session-keys.ts";

/** A recovery sheet as it is shown. */
export interface RecoverySheet {
  readonly practice: string;
  readonly user: string;
  /** As it is printed, in groups. */
  readonly code: string;
}

type Owner = Pick<SessionKeys, "userId" | "practiceKey">;

function storageName({ userId }: Owner): string {
  return `sheet/${userId}`;
}

/**
 * Keeps a sheet in this browser until its owner has confirmed that it is printed or saved: reload, language switch and
 * a closed tab do not lose it. Sealed with the practice's key, so that nobody reads it here after signing out.
 */
export async function keepSheet(store: KeyStore, owner: Owner, sheet: RecoverySheet): Promise<void> {
  const sealed = await seal(owner.practiceKey, utf8(JSON.stringify(sheet)), "unconfirmed-sheet", owner.userId);
  await store.put(storageName(owner), sealed);
}

/** The sheet that is kept for this user; undefined when there is none, or none that opens. */
export async function findSheet(store: KeyStore, owner: Owner): Promise<RecoverySheet | undefined> {
  const sealed = await store.get<Uint8Array>(storageName(owner));
  return sealed && open(owner.practiceKey, sealed, "unconfirmed-sheet", owner.userId).then(
    (json) => JSON.parse(fromUtf8(json)) as RecoverySheet,
    () => undefined,
  );
}

export function confirmSheet(store: KeyStore, owner: Owner): Promise<void> {
  return store.remove(storageName(owner));
}
