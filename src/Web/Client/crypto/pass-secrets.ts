import type { Stretch } from "./argon2.ts";
import { type Bytes, hex, sha256, utf8 } from "../base/bytes.ts";
import type { LinkSecret } from "./link-secret.ts";
import type { BlindedCode } from "./oprf.ts";
import { derive, deriveKey } from "./seal.ts";

const salt = "redconnect/rc2/access-code";

/** Everything a link or an access code yields. Only the pass id is ever sent, with the room if a link names it. */
export interface PassSecrets {
  /** 32 bytes the server finds the pass by. */
  readonly passId: Bytes;
  /** Opens this pass's copy of the room key. */
  readonly passKey: CryptoKey;
  /** Of a link; the server looks up the room of a code. */
  readonly room?: string;
}

/** Derives a code's secrets; takes a fraction of a second on a computer, a second or two on an old phone. */
export async function openCode(code: BlindedCode, evaluated: Uint8Array, stretch: Stretch): Promise<PassSecrets> {
  const secret = await stretch(code.finish(evaluated), utf8(salt), 32);
  return { passId: await derive(secret, "rc2/code-id"), passKey: await deriveKey(secret, "rc2/code-key") };
}

/** Derives a link's secrets. */
export async function openLink({ room, secret }: LinkSecret): Promise<PassSecrets> {
  return { room, passId: await derive(secret, "rc2/link-id"), passKey: await deriveKey(secret, "rc2/link-key") };
}

/** What the server keeps of a pass: lower-case hexadecimal SHA-256 of the pass id. */
export async function fingerprintOf({ passId }: PassSecrets): Promise<string> {
  return hex(await sha256(passId));
}
