/** Times and durations as people read them. */

const minute = 60;
const day = 24 * 60 * minute;

/** How the page's language writes dates and times: English as in Europe, with 24 hours a day. */
export function localeOf(language: string): string {
  return language === "en" ? "en-GB" : language;
}

/** `1:05`, `1:02:03`; whole seconds, never negative. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / minute) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}

/** Whole days until something, when there are two or more. */
export function daysUntil(ms: number): number | undefined {
  const days = Math.floor(ms / 1000 / day);
  return days >= 2 ? days : undefined;
}

/** A moment as the clocks in Germany show it, wherever this page is. */
export function germanTime(moment: number, language: string): string {
  return wallTime(moment, language, "Europe/Berlin");
}

/** The same moment here, when the clocks here show something else. */
export function localTime(moment: number, language: string): string | undefined {
  const local = wallTime(moment, language, undefined);
  return local === germanTime(moment, language) ? undefined : local;
}

function wallTime(moment: number, language: string, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    ...(timeZone !== undefined && { timeZone }),
  }).format(moment);
}
