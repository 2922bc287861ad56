import type { KeptSeat } from "./seat-store.ts";

const shortestMs = 5000;
const spreadMs = 10_000;
const back = "back";

export type NextTry = { readonly kind: "atOnce"; readonly address: string } | { readonly kind: "later"; readonly afterMs: number };

/**
 * What the page does that says we are busy. A tab that holds a seat asks again at once, as one that comes back; everybody else waits, each for another time, so
 * that those who were sent away together do not come back together. `chance` is in [0, 1).
 */
export function nextTry(address: string, kept: KeptSeat | undefined, chance: number): NextTry {
  const url = new URL(address);
  if (kept?.room && !kept.resting && !url.searchParams.has(back)) {
    url.searchParams.set(back, "");
    return { kind: "atOnce", address: url.href };
  }
  return { kind: "later", afterMs: shortestMs + spreadMs * chance };
}
