import { text, type TextKey } from "../base/texts.ts";
import type { Appointment } from "./appointments.ts";
import { localIfDifferent, readable } from "./german-time.ts";

/** Formatting times is slow, and the search reads those of the whole list at each letter. */
const known = new WeakMap<Appointment, string>();

/** Date and time in German wall time, and this device's when it differs. */
export function whenText(appointment: Appointment): string {
  const words = known.get(appointment) ?? wordsFor(appointment.startUtc);
  known.set(appointment, words);
  return words;
}

function wordsFor(instant: Date): string {
  const language = document.documentElement.lang;
  const local = localIfDifferent(instant, language);
  const german = text("plan.oclock", readable(instant, language));
  return local === undefined ? german : `${german} (${text("plan.localTime", { local })})`;
}

/** What the detail says of an appointment, in its order. */
export function factsOf(appointment: Appointment): Readonly<Record<Fact, string>> {
  return {
    when: whenText(appointment),
    duration: text("plan.minutesCount", { count: appointment.durationMinutes }),
    subject: appointment.subject || "–",
    email: appointment.email || "–",
    admission: text(appointment.admission === "automatic" ? "plan.automatic" : "plan.byPractitioner"),
  };
}

export type Fact = "when" | "duration" | "subject" | "email" | "admission";

/** What each fact is called. */
export const factKeys: Readonly<Record<Fact, TextKey>> = {
  when: "plan.when",
  duration: "plan.duration",
  subject: "plan.subject",
  email: "plan.email",
  admission: "plan.admission",
};
