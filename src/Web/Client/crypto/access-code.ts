import { hex, randomBytes } from "../base/bytes.ts";
import { plainText } from "../base/plain-text.ts";

const lookalikes: Readonly<Record<string, string>> = { o: "0", l: "1", i: "1" };
const [before, after] = ["(?<![\\p{L}\\p{N}]\\p{Pd}?)", "(?!\\p{Pd}?[\\p{L}\\p{N}])"] as const;
const groups = new RegExp(`${before}[0-9a-foli]{3}\\p{Pd}[0-9a-foli]{3}\\p{Pd}[0-9a-foli]{3}${after}`, "u");
/** A word of nine such letters is no code. */
const onePiece = new RegExp(`${before}(?=[a-z]*[0-9])[0-9a-foli]{9}${after}`, "u");

/** Nine hexadecimal digits, 36 bits, uniformly drawn. */
export function drawAccessCode(): string {
  return hex(randomBytes(5)).slice(0, 9);
}

/**
 * The nine digits of a typed code, or undefined. Case, blanks and dashes do not matter; o counts as 0, i and l as 1;
 * digits may be of any script.
 */
export function parseAccessCode(typed: string): string | undefined {
  const code = plainText(typed)
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .replaceAll(/[oli]/g, (char) => lookalikes[char] ?? char);
  return /^[0-9a-f]{9}$/.test(code) ? code : undefined;
}

/** The first code that stands in a longer text: in groups of three with dashes, or in one piece. */
export function findAccessCode(text: string): string | undefined {
  const plain = plainText(text);
  const found = groups.exec(plain) ?? onePiece.exec(plain);
  return found === null ? undefined : parseAccessCode(found[0]);
}

/** As people read it: `c3f-e04-d96`. */
export function formatAccessCode(code: string): string {
  return `${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`;
}
