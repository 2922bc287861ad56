import { formatAccessCode, parseAccessCode } from "../crypto/access-code.ts";

/** What a link into a room says: whose code, and the name of who follows it where the portal knows it. */
export interface RoomLink {
  readonly code: string;
  readonly name: string | undefined;
}

/** The address that opens the room: everything stays behind the `#`, which browsers never send. */
export function roomLink(code: string, name?: string): string {
  return `${location.origin}/#${formatAccessCode(code)}${name === undefined ? "" : `,${encodeURIComponent(name)}`}`;
}

/** Reads what stands behind the `#`; undefined when no code does. */
export function parseRoomLink(fragment: string): RoomLink | undefined {
  const [typedCode = "", typedName] = fragment.replace(/^#/, "").split(",", 2);
  const code = parseAccessCode(decoded(typedCode));
  return code === undefined ? undefined : { code, name: typedName === undefined ? undefined : decoded(typedName) };
}

/** The code in what was typed or pasted into the code's field: the code itself, or a whole link. */
export function parseTypedCode(typed: string): string | undefined {
  const fragment = typed.indexOf("#");
  return fragment < 0 ? parseAccessCode(typed) : parseRoomLink(typed.slice(fragment).trim())?.code;
}

/** As it was before percent encoding; mail programs that mangle links leave it as it is. */
function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
