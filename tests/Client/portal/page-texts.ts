import { vi } from "vitest";

/**
 * A document in that language, as far as texts need one. Modules are to be imported afterwards: texts are read once.
 */
export function stubDocument(language: string, texts: object): void {
  vi.resetModules();
  vi.stubGlobal("location", { origin: "https://example.org" });
  vi.stubGlobal("document", {
    documentElement: { lang: language },
    getElementById: () => ({ textContent: JSON.stringify(texts) }),
  });
}
