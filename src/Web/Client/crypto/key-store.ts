import { createStore, del, get, set } from "idb-keyval";

/** Stores keys that scripts may use and not read: IndexedDB stores a CryptoKey without exporting it. */
export interface KeyStore {
  get<T>(name: string): Promise<T | undefined>;
  put(name: string, value: unknown): Promise<void>;
  remove(name: string): Promise<void>;
}

const keys = createStore("redconnect", "keys");

/** This browser's store. It rejects where the browser stores no data (private windows of some browsers). */
export const browserKeyStore: KeyStore = {
  async get<T>(name: string): Promise<T | undefined> {
    return get<T>(name, keys);
  },
  async put(name, value) {
    await set(name, value, keys);
  },
  async remove(name) {
    await del(name, keys);
  },
};
