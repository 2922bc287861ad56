import { expect, test } from "vitest";
import { fill } from "../../../src/Web/Client/base/texts.ts";
import english from "../../../src/Web/Texts/en.json";
import german from "../../../src/Web/Texts/de.json";

test.each([
  ["en", 0, "0 days"],
  ["en", 1, "1 day"],
  ["en", 2, "2 days"],
] as const)("Plurals follow the language: %s %i", (language, count, words) => {
  expect(fill("{count, plural, one {# day} other {# days}}", language, { count })).toBe(words);
});

test("Names are filled in as they are", () => {
  expect(fill("{name}: camera is off", "en", { name: "<b>{x}'</b> #" })).toBe("<b>{x}'</b> #: camera is off");
});

test("An apostrophe is an apostrophe", () => {
  expect(fill("the patient's code, {name}", "en", { name: "Ada" })).toBe("the patient's code, Ada");
});

test.each(Object.entries({ en: english, de: german }))("Every message of %s can be filled", (language, texts) => {
  for (const message of Object.values(texts)) {
    const names = [...message.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => [name, 1] as const);
    expect(fill(message, language, Object.fromEntries(names))).not.toMatch(/[{}]/);
  }
});
