import { hex, sha256, utf8 } from "./bytes.ts";

/** A short name as it counts: case, surrounding and repeated blanks do not matter. */
export function normaliseShortName(typed: string): string {
  return typed.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();
}

/** What names the practice or user to the server and in associated data: lower-case hexadecimal SHA-256. */
export async function keyName(typed: string): Promise<string> {
  return hex(await sha256(utf8(normaliseShortName(typed))));
}
