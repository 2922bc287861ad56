import { hex, randomBytes } from "../base/bytes.ts";
import { plainText } from "../base/plain-text.ts";

const lookalikes: Readonly<Record<string, string>> = { o: "0", l: "1", i: "1" };
/** Keys of Cyrillic, Greek and Japanese keyboards that show what is printed in the invitation. */
const otherKeyboards: Readonly<Record<string, string>> = {
  а: "a", в: "b", с: "c", е: "e", о: "o", і: "i", α: "a", β: "b", ε: "e", ο: "o", ι: "i", ー: "-",
};
const [before, after] = ["(?<![\\p{L}\\p{N}]\\p{Pd}?)", "(?!\\p{Pd}?[\\p{L}\\p{N}])"] as const;
const group = "[0-9a-foli]{3}";
const inGroups = new RegExp(`${before}${group}\\p{Pd}${group}\\p{Pd}${group}${after}`, "gu");
/** A word of nine such letters is no code, nor are three of three. */
const inOnePiece = new RegExp(`${before}(?=[a-z]*[0-9])[0-9a-foli]{9}${after}`, "gu");
const withBlanks = new RegExp(`${before}(?=[a-z\\s]*[0-9])${group}\\s${group}\\s${group}${after}`, "gu");

/** Nine hexadecimal digits, 36 bits, uniformly drawn. */
export function drawAccessCode(): string {
  return hex(randomBytes(5)).slice(0, 9);
}

/**
 * The nine digits of a typed code, or undefined. Case, blanks and dashes do not matter; o counts as 0, i and l as 1;
 * digits may be of any script.
 */
export function parseAccessCode(typed: string): string | undefined {
  const code = inLatin(typed)
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .replaceAll(/[oli]/g, (char) => lookalikes[char] ?? char);
  return /^[0-9a-f]{9}$/.test(code) ? code : undefined;
}

/** The codes that stand in a longer text: in groups of three with dashes, else in one piece, else with blanks. */
export function findAccessCodes(text: string): readonly string[] {
  const plain = inLatin(text);
  const found = [inGroups, inOnePiece, withBlanks].map((form) => plain.match(form)).find((each) => each !== null);
  return [...new Set(found?.flatMap((each) => parseAccessCode(each) ?? []))];
}

function inLatin(typed: string): string {
  return plainText(typed).replaceAll(/[авсеоіαβεοιー]/g, (char) => otherKeyboards[char] ?? char);
}

/** As people read it: `c3f-e04-d96`. */
export function formatAccessCode(code: string): string {
  return `${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`;
}
