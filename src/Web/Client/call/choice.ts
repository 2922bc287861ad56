/** What the choice between generations is based on. */
export interface Carrier {
  readonly number: number;
  /** When bytes last came in, by the clock. */
  readonly lastBytesAt: number | undefined;
}

const freshMs = 1200;
const leftBehindMs = 5000;

/**
 * The generation to show: one that carries bytes, the one in use before any other. Up to `doubted` our own bytes prove
 * nothing, since the other side receives nothing there: such a generation is only better than none.
 */
export function bestOf<Link extends Carrier>(
  links: Iterable<Link>,
  current: Link | undefined,
  doubted: number,
  now: number,
): Link | undefined {
  const alive = [...links].filter((link) => isWithin(freshMs, link, now));
  const trusted = alive.filter(({ number }) => number > doubted);
  return trusted.find((link) => link === current) ?? trusted[0] ?? alive[0];
}

/**
 * The impolite side closes all generations but the best. The polite side closes older ones only, and after a delay, so
 * that both sides keep the same one.
 */
export function isNeedless(link: Carrier, best: Carrier, polite: boolean, now: number): boolean {
  return link !== best && (!polite || (link.number < best.number && !isWithin(leftBehindMs, link, now)));
}

/** When bytes last came in on any of them. */
export function lastBytesOf(links: Iterable<Carrier | undefined>): number | undefined {
  const times = [...links].map((link) => link?.lastBytesAt ?? -Infinity);
  const last = Math.max(...times);
  return last === -Infinity ? undefined : last;
}

function isWithin(ms: number, { lastBytesAt }: Carrier, now: number): boolean {
  return lastBytesAt !== undefined && now - lastBytesAt < ms;
}
