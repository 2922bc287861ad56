import { type Bytes, concat, fields, hex, sha256 } from "../base/bytes.ts";
import { derive } from "./seal.ts";

/** One of the two pages that agree on a safety number. */
export interface End {
  readonly seat: string;
  readonly instance: number;
  readonly publicKey: Bytes;
  readonly fingerprint: string;
}

export type RevealedEnd = End & { readonly nonce: Bytes };

/** Binds the page `from` to its nonce before it has seen that of `to`. */
export async function commitmentOf({ nonce, ...from }: RevealedEnd, to: End, room: string): Promise<string> {
  return hex(await sha256(fields("rc2", "commitment", room, ...fieldsOf(from), ...fieldsOf(to), hex(nonce))));
}

/** Six digits, `123 456`, that follow from both nonces and from what a page believes about both ends. */
export async function safetyNumberOf(one: RevealedEnd, other: RevealedEnd, room: string): Promise<string> {
  const [first, second] = one.seat < other.seat ? [one, other] : [other, one];
  const secret = concat(first.nonce, second.nonce);
  const bytes = await derive(secret, "rc2/safety-number", room, ...fieldsOf(first), ...fieldsOf(second));
  const digits = String(new DataView(bytes.buffer).getUint32(0) % 1_000_000).padStart(6, "0");
  return `${digits.slice(0, 3)} ${digits.slice(3)}`;
}

function fieldsOf({ seat, instance, publicKey, fingerprint }: End): readonly (string | number)[] {
  return [seat, instance, hex(publicKey), fingerprint];
}
