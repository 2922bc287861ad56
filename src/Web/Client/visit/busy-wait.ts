import type { KeptSeat } from "./seat-store.ts";

const shortestMs = 5000;
const spreadMs = 10_000;
const back = "back";

export type NextTry =
  | { readonly kind: "atOnce"; readonly address: string }
  | { readonly kind: "later"; readonly afterMs: number };

/**
 * When the page that is shown under overload loads the real page again. A tab that holds a seat does so at once and
 * says that it returns, since returning seats are accepted longer than new ones. All others wait for a random time, so
 * that they do not all return at the same moment. `chance` is in [0, 1).
 */
export function nextTry(address: string, kept: KeptSeat | undefined, chance: number): NextTry {
  const url = new URL(address);
  if (kept?.room && !kept.resting && !url.searchParams.has(back)) {
    url.searchParams.set(back, "");
    return { kind: "atOnce", address: url.href };
  }
  return { kind: "later", afterMs: shortestMs + spreadMs * chance };
}
