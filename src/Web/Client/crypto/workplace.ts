import { type Bytes, base64, fields, hex, randomBytes } from "../base/bytes.ts";
import type { KeyStore } from "./key-store.ts";
import { keyName } from "./short-name.ts";

const CURVE = { name: "ECDSA", namedCurve: "P-256" } as const;

/** This browser as a workplace of one practice: an id that the server knows, and a key that stays in the browser. */
export interface Workplace {
  readonly id: string;
  readonly publicKey: Bytes;
  readonly privateKey: CryptoKey;
}

async function storageName(practice: string): Promise<string> {
  return `workplace/${await keyName(practice)}`;
}

/** The workplace that this browser keeps for that practice, if any. */
export async function findWorkplace(store: KeyStore, practice: string): Promise<Workplace | undefined> {
  return store.get<Workplace>(await storageName(practice));
}

/** A new workplace; keep it once the practice approved it. */
export async function drawWorkplace(): Promise<Workplace> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey));
  return { id: hex(randomBytes(16)), publicKey, privateKey: pair.privateKey };
}

export async function keepWorkplace(store: KeyStore, practice: string, workplace: Workplace): Promise<void> {
  await store.put(await storageName(practice), workplace);
}

/** Signs the server's login challenge: ECDSA P-256 with SHA-256, 64 bytes (IEEE P1363). */
export async function signLogin(
  workplace: Workplace,
  practice: string,
  user: string,
  challenge: Uint8Array,
): Promise<Bytes> {
  const message = fields("rc2", "login", await keyName(practice), await keyName(user), base64(challenge));
  return new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, workplace.privateKey, message));
}
