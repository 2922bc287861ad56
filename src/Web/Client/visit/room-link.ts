import { findAccessCodes, parseAccessCode } from "../crypto/access-code.ts";
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

const deepest = 5;

/** The address that opens the room: all of it is in the fragment, which browsers never send. */
export function roomLink(link: LinkToken, name?: string): string {
  return `${location.origin}/#${link}${name === undefined ? "" : `&name=${encodeURIComponent(name)}`}`;
}

/** The pass in the page's address. Mail filters write the `#` as `%23`, which makes the fragment a path. */
export function linkInAddress({ hash, pathname }: Pick<Location, "hash" | "pathname">): RoomLink | undefined {
  const text = isEncodedFragment(pathname) ? pathname + hash : hash;
  return text === "" ? undefined : findPass(text);
}

/** The page's address without the pass. */
export function addressWithoutLink({ pathname, search }: Pick<Location, "pathname" | "search">): string {
  return (isEncodedFragment(pathname) ? "/" : pathname) + search;
}

/**
 * The pass in what was typed, pasted or followed: alone, in a link that its carrier has changed, or in the middle of a
 * text. Where there are several the person has to say which.
 */
export function findPass(text: string): RoomLink | undefined {
  for (const encoded of decodings(text)) {
    const reading = withoutInvisible(encoded.normalize("NFKC")).trim();
    const found = [findLinks, findWrappedLinks, findCodes].map((find) => find(reading));
    const [pass, another] = found.find(({ length }) => length > 0) ?? [];
    if (pass !== undefined) {
      return another ? undefined : { pass, name: nameIn(text) };
    }
  }
  return undefined;
}

function findLinks(text: string): readonly Pass[] {
  const tokens = [...text.matchAll(/#[/#]*([\w-]{43})/g)].map(([, token = ""]) => token);
  return [...new Set([text, ...tokens])].filter(isLink).map((link) => ({ kind: "link", link }));
}

/** Mail programs wrap long lines, quote them, and mark the wrap with `=`. */
function findWrappedLinks(text: string): readonly Pass[] {
  return findLinks(text.replaceAll(/=?\s+(?:>\s*)*/g, ""));
}

/** Behind the `#` first: a host name may look like a code. */
function findCodes(text: string): readonly Pass[] {
  const [fragment = ""] = text.slice(text.lastIndexOf("#") + 1).split(/[?&]/);
  const code = parseAccessCode(fragment);
  return (code === undefined ? findAccessCodes(text) : [code]).map((each) => ({ kind: "code", code: each }));
}

function nameIn(text: string): string | undefined {
  const name = /(?:[#&]|&amp;)name=([^&\s]*)/.exec(text)?.[1];
  return name === undefined ? undefined : decoded(name);
}

function isEncodedFragment(pathname: string): boolean {
  return /^\/%(25)*23/.test(pathname);
}

/** The text as it is, and after each layer of encoding that mail programs and filters have put round it. */
function decodings(text: string): readonly string[] {
  const readings = [text];
  for (let next = decoded(text); readings.length < deepest && next !== readings.at(-1); next = decoded(next)) {
    readings.push(next);
  }
  return readings;
}

/** Decodes percent encoding and the entities of `#`; text that some mail program has broken stays as it is. */
function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll(/&(?:#35|#x23|num);/gi, "#"));
  } catch {
    return encoded;
  }
}
