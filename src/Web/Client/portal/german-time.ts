import { Temporal } from "temporal-polyfill";
import { localeOf } from "../base/spans.ts";

const timeZone = "Europe/Berlin";

function germanClock(instant: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
}

/** German wall time: `2026-11-24T09:30`. */
export function wallOf(instant: Date): string {
  return germanClock(instant).toPlainDateTime().toString({ smallestUnit: "minute" });
}

/** Instants of a German wall time: one, none (spring) or two (autumn), earliest first; none of incomplete text. */
export function instantsOf(wall: string): readonly Date[] {
  const earlier = at(wall, "earlier");
  const later = at(wall, "later");
  if (earlier === undefined || later === undefined || wallOf(earlier) !== wall) {
    return [];
  }
  return earlier.getTime() === later.getTime() ? [earlier] : [earlier, later];
}

function at(wall: string, disambiguation: "earlier" | "later"): Date | undefined {
  try {
    const zoned = Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone, { disambiguation });
    return new Date(zoned.epochMilliseconds);
  } catch (failure) {
    if (failure instanceof RangeError) {
      return undefined;
    }
    throw failure;
  }
}

/** Today's date in Germany. */
export function germanToday(now: Date): string {
  return germanClock(now).toPlainDate().toString();
}

/** A day some days later or earlier. */
export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** Date and time in German wall time as people read them. Of an hour that occurs twice the time names the offset. */
export function readable(instant: Date, language: string): { readonly date: string; readonly time: string } {
  const locale = localeOf(language);
  const day = { timeZone, weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
  const date = instant.toLocaleDateString(locale, day);
  const clock = instant.toLocaleTimeString(locale, { timeZone, hour: "2-digit", minute: "2-digit" });
  const oclock = language === "de" ? `${clock} Uhr` : clock;
  if (instantsOf(wallOf(instant)).length < 2) {
    return { date, time: oclock };
  }
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short" }).formatToParts(instant);
  return { date, time: `${oclock} ${parts.find(({ type }) => type === "timeZoneName")?.value}` };
}

/** The time on this device, when that is not German time. */
export function localIfDifferent(instant: Date, language: string): string | undefined {
  const form = { dateStyle: "short", timeStyle: "short" } as const;
  const local = instant.toLocaleString(localeOf(language), form);
  const german = instant.toLocaleString(localeOf(language), { ...form, timeZone });
  return local === german ? undefined : local;
}
