import { hex, sha256, utf8 } from "../base/bytes.ts";

/**
 * The normalised short name: case, surrounding and repeated blanks do not matter. Letters are lowered one by one by
 * Unicode's simple mapping, as the server does it: a capital sigma never becomes a final one.
 */
export function normaliseShortName(typed: string): string {
  const blanks = typed.normalize("NFKC").replaceAll(/\p{White_Space}+/gu, " ");
  return Array.from(blanks.replaceAll(/^ | $/g, ""), lower).join("");
}

function lower(letter: string): string {
  const small = letter.toLowerCase();
  return Array.from(small).length === 1 ? small : letter;
}

/** What names the practice or user to the server and in associated data: lower-case hexadecimal SHA-256. */
export async function keyName(typed: string): Promise<string> {
  return hex(await sha256(utf8(normaliseShortName(typed))));
}
