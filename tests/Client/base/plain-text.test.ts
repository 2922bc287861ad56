import { expect, test } from "vitest";
import { isVisible } from "../../../src/Web/Client/base/plain-text.ts";

test.each(["", " ", "\u00A0", "\u200B", "\u3164", "\u2800", "\u200F", "\uFFA0", "\u00AD", "\u2060\uFEFF", "\u180E",
  "\u202E \u2069", "\u0301", "\u0336\u0308", "\uFFFC", "\u{1D159}", "\uE000", "\u2028", "\u{E0020}", "\u200D",
  "\u0000"])("Nobody sees a name of %j", (name) => {
  expect(isVisible(name)).toBe(false);
});

test.each(["A", "李", "שרה\u200F", "می\u200Cنا", "🙂", " Zoë ", "-", "ㅤ김"])("A name is seen: %s", (name) => {
  expect(isVisible(name)).toBe(true);
});
