import { formatAccessCode, parseAccessCode } from "../crypto/access-code.ts";

/** The access code in a link, and the person's name where the portal knows it. */
export interface RoomLink {
  readonly code: string;
  readonly name: string | undefined;
}

/** The address that opens the room: code and name are in the fragment, which browsers never send. */
export function roomLink(code: string, name?: string): string {
  return `${location.origin}/#${formatAccessCode(code)}${name === undefined ? "" : `,${encodeURIComponent(name)}`}`;
}

/** Reads a fragment; undefined when it contains no code. */
export function parseRoomLink(fragment: string): RoomLink | undefined {
  const [typedCode = "", typedName] = fragment.replace(/^#/, "").split(",", 2);
  const code = parseAccessCode(decoded(typedCode));
  return code === undefined ? undefined : { code, name: typedName === undefined ? undefined : decoded(typedName) };
}

/** The code that was typed or pasted: alone, or in a whole link. */
export function parseTypedCode(typed: string): string | undefined {
  const fragment = typed.indexOf("#");
  return fragment < 0 ? parseAccessCode(typed) : parseRoomLink(typed.slice(fragment).trim())?.code;
}

/** Decodes percent encoding; text that some mail program has broken stays as it is. */
function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
