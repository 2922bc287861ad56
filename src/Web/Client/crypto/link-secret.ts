import { type Bytes, fromBase64, base64, hex, randomBytes } from "../base/bytes.ts";

const roomBytes = 16;
const secretBytes = 16;

/** The part of a link behind `#`, 43 characters: room id and secret in base64url. */
export type LinkToken = string;

/** What a link opens, and with what. */
export interface LinkSecret {
  readonly room: string;
  readonly secret: Bytes;
}

/** A new link into a room. */
export function drawLink(room: string): LinkToken {
  const id = Uint8Array.from(room.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const token = base64(Uint8Array.from([...id, ...randomBytes(secretBytes)]));
  return token.replaceAll("+", "-").replaceAll("/", "_").replace("=", "");
}

/** The room and the secret; the token is one that `isLink` accepts. */
export function readLink(token: LinkToken): LinkSecret {
  const bytes = fromBase64(`${token.replaceAll("-", "+").replaceAll("_", "/")}=`);
  return { room: hex(bytes.subarray(0, roomBytes)), secret: bytes.slice(roomBytes) };
}

/** Whether the text is a token: 256 bits and nothing beyond them. */
export function isLink(text: string): boolean {
  return /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/.test(text);
}
