import type { Stretch } from "./argon2.ts";
import { type Bytes, hex, sha256, utf8 } from "../base/bytes.ts";
import { derive, deriveKey } from "./seal.ts";

const SALT = "redconnect/rc1/access-code";

/** Everything an access code yields. Only the code id is ever sent. */
export interface CodeSecrets {
  /** 32 bytes the server looks the room up by. */
  readonly codeId: Bytes;
  /** Opens this code's copy of the room key. */
  readonly codeKey: CryptoKey;
}

/** Derives a code's secrets; takes a fraction of a second on a computer, a second or two on an old phone. */
export async function openCode(code: string, stretch: Stretch): Promise<CodeSecrets> {
  const secret = await stretch(utf8(code), utf8(SALT), 32);
  return { codeId: await derive(secret, "rc1/code-id"), codeKey: await deriveKey(secret, "rc1/code-key") };
}

/** What the server keeps of a code: lower-case hexadecimal SHA-256 of the code id. */
export async function fingerprintOf(secrets: CodeSecrets): Promise<string> {
  return hex(await sha256(secrets.codeId));
}
