import { findAccessCode, parseAccessCode } from "../crypto/access-code.ts";
import { withoutInvisible } from "../base/plain-text.ts";
import { isLink, type LinkToken } from "../crypto/link-secret.ts";

/** What a person comes with: typed, or followed. */
export type Pass =
  { readonly kind: "code"; readonly code: string } | { readonly kind: "link"; readonly link: LinkToken };

/** The pass in a link or a text, and the person's name where the portal knows it. */
export interface RoomLink {
  readonly pass: Pass;
  readonly name: string | undefined;
}

/** The address that opens the room: all of it is in the fragment, which browsers never send. */
export function roomLink(link: LinkToken, name?: string): string {
  return `${location.origin}/#${link}${name === undefined ? "" : `&name=${encodeURIComponent(name)}`}`;
}

/** The pass in the page's address. Mail filters write the `#` as `%23`, which makes the fragment a path. */
export function linkInAddress({ hash, pathname }: Pick<Location, "hash" | "pathname">): RoomLink | undefined {
  const text = hash === "" && isEncodedFragment(pathname) ? pathname : hash;
  return text === "" ? undefined : findPass(text);
}

/** The page's address without the pass. */
export function addressWithoutLink({ pathname, search }: Pick<Location, "pathname" | "search">): string {
  return (isEncodedFragment(pathname) ? "/" : pathname) + search;
}

/**
 * The pass in what was typed, pasted or followed: alone, in a link that its carrier has changed, or in the middle of a
 * text.
 */
export function findPass(text: string): RoomLink | undefined {
  const readings = [text, decoded(text), decoded(decoded(text))].map((each) => withoutInvisible(each).trim());
  for (const reading of readings) {
    const link = findLink(reading) ?? findLink(reading.replaceAll(/\s/g, ""));
    const code = link === undefined ? findCode(reading) : undefined;
    const pass: Pass | undefined = link ?? code;
    if (pass !== undefined) {
      return { pass, name: nameIn(text) };
    }
  }
  return undefined;
}

function findLink(text: string): Pass | undefined {
  const token = /#([\w-]{43})/.exec(text)?.[1] ?? text;
  return isLink(token) ? { kind: "link", link: token } : undefined;
}

/** Behind the `#` first: a host name may look like a code. */
function findCode(text: string): Pass | undefined {
  const [fragment = ""] = text.slice(text.lastIndexOf("#") + 1).split(/[?&]/);
  const code = parseAccessCode(fragment) ?? findAccessCode(text);
  return code === undefined ? undefined : { kind: "code", code };
}

function nameIn(text: string): string | undefined {
  const name = /[#&]name=([^&\s]*)/.exec(text)?.[1];
  return name === undefined ? undefined : decoded(name);
}

function isEncodedFragment(pathname: string): boolean {
  return /^\/%(25)*23/.test(pathname);
}

/** Decodes percent encoding; text that some mail program has broken stays as it is. */
function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
