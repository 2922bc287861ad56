import type { KeyStore } from "../crypto/key-store.ts";

const MOST = 5000;

interface Revised {
  readonly id: string;
  readonly revision: number;
}

/**
 * The highest revision that this browser has seen of each appointment that was changed: a server that shows an earlier
 * one is noticed.
 */
export class SeenRevisions {
  readonly #store: KeyStore;
  readonly #name: string;

  constructor(store: KeyStore, userId: string) {
    this.#store = store;
    this.#name = `revisions/${userId}`;
  }

  /** The entries that are not older than what was seen before. */
  async latest<T extends Revised>(entries: readonly T[]): Promise<readonly T[]> {
    const seen = new Map(await this.#store.get<ReadonlyMap<string, number>>(this.#name));
    const latest = entries.filter(({ id, revision }) => revision >= (seen.get(id) ?? 1));
    const raised = latest.filter(({ id, revision }) => revision > (seen.get(id) ?? 1));
    if (raised.length > 0) {
      for (const { id, revision } of raised) {
        seen.delete(id);
        seen.set(id, revision);
      }
      await this.#store.put(this.#name, new Map([...seen].slice(-MOST)));
    }
    return latest;
  }
}
