import { afterEach, expect, test, vi } from "vitest";
import { browserKeyStore } from "../../../src/Web/Client/crypto/key-store.ts";

afterEach(() => vi.unstubAllGlobals());

test("A browser that forbids storage makes the store reject, also when it throws at once", async () => {
  const open = (): never => {
    throw new DOMException("forbidden", "SecurityError");
  };
  vi.stubGlobal("indexedDB", { open });
  await expect(browserKeyStore.get("session")).rejects.toThrow("forbidden");
  await expect(browserKeyStore.put("session", 1)).rejects.toThrow("forbidden");
  await expect(browserKeyStore.remove("session")).rejects.toThrow("forbidden");
});
