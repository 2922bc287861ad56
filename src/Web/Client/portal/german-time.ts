import { localeOf } from "../base/spans.ts";

const HOUR = 3_600_000;
const wallFormat = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin", dateStyle: "short", timeStyle: "short" });

/** What German clocks show: `2026-11-24T09:30`. */
export function wallOf(instant: Date): string {
  return wallFormat.format(instant).replace(" ", "T");
}

/** Instants at which German clocks show that wall time: one, none (spring) or two (autumn), earliest first. */
export function instantsOf(wall: string): readonly Date[] {
  const asUtc = Date.parse(`${wall}:00Z`);
  return [2, 1].map((offset) => new Date(asUtc - offset * HOUR)).filter((instant) => wallOf(instant) === wall);
}

/** Today's date in Germany. */
export function germanToday(now: Date): string {
  return wallOf(now).slice(0, 10);
}

/** A day some days later or earlier. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 24 * HOUR).toISOString().slice(0, 10);
}

/** Date and time as a person reads them, in German wall time; of an hour that occurs twice the time says which is meant. */
export function readable(instant: Date, language: string): { readonly date: string; readonly time: string } {
  const zone = { timeZone: "Europe/Berlin" } as const;
  const locale = localeOf(language);
  const date = instant.toLocaleDateString(locale, { ...zone, weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const clock = instant.toLocaleTimeString(locale, { ...zone, hour: "2-digit", minute: "2-digit" });
  const oclock = language === "de" ? `${clock} Uhr` : clock;
  if (instantsOf(wallOf(instant)).length < 2) {
    return { date, time: oclock };
  }
  const parts = new Intl.DateTimeFormat(locale, { ...zone, timeZoneName: "short" }).formatToParts(instant);
  return { date, time: `${oclock} ${parts.find(({ type }) => type === "timeZoneName")?.value}` };
}

/** The time on this device, when that is not German time. */
export function localIfDifferent(instant: Date, language: string): string | undefined {
  const form = { dateStyle: "short", timeStyle: "short" } as const;
  const local = instant.toLocaleString(localeOf(language), form);
  const german = instant.toLocaleString(localeOf(language), { ...form, timeZone: "Europe/Berlin" });
  return local === german ? undefined : local;
}
