import type { KeyStore } from "../../../src/Web/Client/crypto/key-store.ts";

/** A browser's key store that ends with the test. */
export function memoryStore(): KeyStore {
  const kept = new Map<string, unknown>();
  return {
    get: <T>(name: string) => Promise.resolve(kept.get(name) as T | undefined),
    put: (name, value) => Promise.resolve(void kept.set(name, value)),
    remove: (name) => Promise.resolve(void kept.delete(name)),
  };
}
