import { hex, randomBytes } from "../base/bytes.ts";

const LOOKALIKES: Readonly<Record<string, string>> = { o: "0", l: "1", i: "1" };

/** Nine hexadecimal digits, 36 bits, uniformly drawn. */
export function drawAccessCode(): string {
  return hex(randomBytes(5)).slice(0, 9);
}

/**
 * The nine digits of a typed code, or undefined. Case, blanks and dashes do not matter; o counts as 0, i and l as 1.
 */
export function parseAccessCode(typed: string): string | undefined {
  const code = typed
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .replaceAll(/[oli]/g, (char) => LOOKALIKES[char] ?? char);
  return /^[0-9a-f]{9}$/.test(code) ? code : undefined;
}

/** As people read it: `c3f-e04-d96`. */
export function formatAccessCode(code: string): string {
  return `${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`;
}
