import { type Bytes, randomBytes } from "../base/bytes.ts";
import { plainText } from "../base/plain-text.ts";
import { derive, deriveKey } from "./seal.ts";

// Crockford's base 32: no I, L, O, U, so that nothing on the sheet can be read two ways.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DIGITS = 26;
const CHECKED = 28;

/** What a recovery sheet yields. Only the auth key is ever sent. */
export interface SheetSecrets {
  readonly auth: Bytes;
  readonly key: CryptoKey;
}

/** 128 random bits. */
export function drawSheet(): Bytes {
  return randomBytes(16);
}

/** As it is printed: seven groups of four, the last two characters being a check. */
export function formatSheet(secret: Uint8Array): string {
  let value = secret.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const check = value % 1021n;
  let digits = "";
  for (let index = 0; index < DIGITS; index++) {
    digits = ALPHABET.charAt(Number(value & 31n)) + digits;
    value >>= 5n;
  }
  const all = digits + ALPHABET.charAt(Number(check >> 5n)) + ALPHABET.charAt(Number(check & 31n));
  return all.replaceAll(/.{4}(?=.)/g, "$&-");
}

/** What was typed off the sheet, in the characters that are printed on it. */
export function readableSheet(typed: string): string {
  const text = plainText(typed).toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
  return text.replaceAll("O", "0").replaceAll(/[IL]/g, "1");
}

/** The secret a person typed off the sheet, or undefined when it was mistyped. */
export function parseSheet(typed: string): Bytes | undefined {
  const digits = Array.from(readableSheet(typed), (char) => ALPHABET.indexOf(char));
  if (digits.length !== CHECKED || digits.includes(-1)) {
    return undefined;
  }
  const value = digits.slice(0, DIGITS).reduce((sum, digit) => (sum << 5n) | BigInt(digit), 0n);
  const check = BigInt(((digits[DIGITS] ?? 0) << 5) | (digits[DIGITS + 1] ?? 0));
  if (value >> 128n !== 0n || value % 1021n !== check) {
    return undefined;
  }
  return Uint8Array.from({ length: 16 }, (_, index) => Number((value >> BigInt(8 * (15 - index))) & 255n));
}

/** What the sheet proves and opens. */
export async function openSheet(secret: Bytes): Promise<SheetSecrets> {
  return { auth: await derive(secret, "rc2/sheet-auth"), key: await deriveKey(secret, "rc2/sheet-key") };
}
