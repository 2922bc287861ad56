import { vi } from "vitest";

/** Stubs what texts need of a document. Import modules afterwards, because they read the texts once. */
export function stubDocument(language: string, texts: object): void {
  vi.resetModules();
  vi.stubGlobal("location", { origin: "https://example.org" });
  vi.stubGlobal("document", {
    documentElement: { lang: language },
    getElementById: () => ({ textContent: JSON.stringify(texts) }),
  });
}
