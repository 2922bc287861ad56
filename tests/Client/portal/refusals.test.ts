import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import english from "../../../src/Web/Texts/en.json";
import german from "../../../src/Web/Texts/de.json";
import { stubDocument } from "./page-texts.ts";

async function explained(language: "de" | "en", code: string, details?: Record<string, unknown>): Promise<string> {
  stubDocument(language, language === "de" ? german : english);
  const { ApiRefusal } = await import("../../../src/Web/Client/portal/api.ts");
  const { explain } = await import("../../../src/Web/Client/portal/refusals.ts");
  return explain(new ApiRefusal(code, details));
}

const portal = new URL("../../../src/Api/Portal/", import.meta.url);

/** Every code in the server's sources: of problems, and by the names of outcomes. `fault` has the general words. */
function answered(): readonly string[] {
  const sources = readdirSync(portal).filter((name) => name.endsWith(".cs"));
  const texts = sources.map((name) => readFileSync(new URL(name, portal), "utf8"));
  const found = texts.flatMap((source) =>
    [...source.matchAll(/(?:\bOf\(\d+, |=> )"([a-z][A-Za-z]+)"/g)].map(([, code]) => code ?? ""),
  );
  return [...new Set(found)].filter((code) => code !== "fault").toSorted();
}

/** Every code in the table of section 9 of the document. */
function documented(): readonly string[] {
  const document = readFileSync(new URL("../../../docs/portal-api.md", import.meta.url), "utf8");
  const rows = document.split("\n").filter((line) => /^\| \d{3}[\d, ]* \|/.test(line));
  const cells = rows.map((row) => row.split("|")[2] ?? "");
  const found = cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, code]) => code ?? ""));
  return [...new Set(found)].filter((code) => code !== "fault").toSorted();
}

/** And what the browser itself says. */
const codes = [...new Set([...answered(), ...documented(), "offline"])];

test("The codes that the server's sources answer are found", () => {
  expect(answered()).toEqual(expect.arrayContaining(["alreadyCancelled", "antiforgery", "malformed", "signedOut",
    "shortNameTaken", "unavailable", "unknownAppointment", "wrongCredentials"]));
});

test("The document lists every code that is answered", () => {
  expect(documented()).toEqual(expect.arrayContaining([...answered()]));
  expect(documented().length).toBeGreaterThan(20);
});

test.each(codes)("The refusal %s has words of its own in both languages", async (code) => {
  for (const language of ["de", "en"] as const) {
    const words = await explained(language, code);
    expect(words).toMatch(/.+/);
    expect(words).not.toMatch(/^refused\./);
    expect(words).not.toBe(await explained(language, "fault"));
  }
});

test("A refusal of a newer server is said as a fault", async () => {
  expect(await explained("en", "lunch")).toBe(english["refused.fault"]);
  expect(await explained("en", "toString")).toBe(english["refused.fault"]);
});

test("Waiting times and the next possible time are said", async () => {
  expect(await explained("en", "throttled", { retryAfter: 1001 })).toContain("2 seconds");
  expect(await explained("en", "throttled", { retryAfter: 900 })).toContain("1 second,");
  expect(await explained("de", "noSuchTime", { next: "2027-03-28T03:00" })).toContain("28. März 2027, 03:00 Uhr");
});

test("What the browser's storage refuses, and what does not open, is said apart from other faults", async () => {
  stubDocument("en", english);
  const { explain } = await import("../../../src/Web/Client/portal/refusals.ts");
  const { SealError } = await import("../../../src/Web/Client/crypto/seal.ts");
  expect(explain(new SealError("no"))).toBe(english["refused.altered"]);
  expect(explain(new DOMException("no", "InvalidStateError"))).toBe(english["refused.storage"]);
  expect(explain(new Error("no"))).toBe(english["refused.fault"]);
  expect(explain(undefined)).toBe(english["refused.fault"]);
});
