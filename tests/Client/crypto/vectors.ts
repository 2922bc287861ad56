import { readFileSync } from "node:fs";
import type { Bytes } from "../../../src/Web/Client/base/bytes.ts";
import type vectorsFile from "../../../docs/vectors/cryptography.json";

const vectorsUrl = new URL("../../../docs/vectors/cryptography.json", import.meta.url);

/** What docs/cryptography.md promises, with values; read in C#, too. */
export const vectors = JSON.parse(readFileSync(vectorsUrl, "utf8")) as typeof vectorsFile;

/** Of hexadecimal digits. */
export function bytes(text: string): Bytes {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
