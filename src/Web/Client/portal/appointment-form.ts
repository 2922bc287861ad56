import { element, typed } from "../base/dom.ts";
import { text } from "../base/texts.ts";
import type { Appointment, AppointmentForm } from "./appointments.ts";
import { germanToday, instantsOf, localIfDifferent, wallOf } from "./german-time.ts";

const STEP = 15 * 60_000;

function set(id: string, value: string): void {
  const field = element(id, HTMLElement);
  if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) {
    field.value = value;
  }
}

function selected(id: string): string {
  return element(id, HTMLSelectElement).value;
}

const blank = { participant: "", subject: "", email: "", durationMinutes: 30, language: "de", admission: "automatic", fold: false } as const;

/** Fills the form with an appointment, or with the next quarter of an hour for a new one. */
export function fillForm(appointment: Appointment | undefined, now: Date): void {
  const start = appointment?.start ?? wallOf(new Date(Math.ceil(now.getTime() / STEP) * STEP));
  const shown = appointment ?? blank;
  element("form-title", HTMLElement).textContent = text(appointment === undefined ? "plan.newTitle" : "plan.changeTitle");
  set("participant", shown.participant);
  set("subject", shown.subject);
  set("email", shown.email);
  set("date", start.slice(0, 10));
  set("time", start.slice(11, 16));
  set("duration", String(shown.durationMinutes));
  set("language", shown.language);
  set("admission", shown.admission);
  element("fold", HTMLInputElement).checked = shown.fold;
  element("date", HTMLInputElement).min = appointment === undefined ? germanToday(now) : "";
  showTime();
}

/** What the person filled in, or undefined while something is missing. */
export function readForm(): AppointmentForm | undefined {
  const durationMinutes = Number(typed("duration"));
  const [participant, date, time] = [typed("participant").trim(), typed("date"), typed("time").slice(0, 5)];
  if (participant === "" || date === "" || time === "" || !(durationMinutes >= 5 && durationMinutes <= 480)) {
    return undefined;
  }
  return {
    participant,
    subject: typed("subject").trim(),
    email: typed("email").trim(),
    language: selected("language") as AppointmentForm["language"],
    start: `${date}T${time}`,
    fold: element("fold", HTMLInputElement).checked,
    durationMinutes: Math.round(durationMinutes),
    admission: selected("admission") as AppointmentForm["admission"],
  };
}

/** Says what the chosen German time is on this device, and asks which hour is meant when it occurs twice. */
export function showTime(): void {
  const instants = instantsOf(`${typed("date")}T${typed("time").slice(0, 5)}`);
  element("fold-choice", HTMLElement).hidden = instants.length < 2;
  const instant = instants[element("fold", HTMLInputElement).checked ? 1 : 0];
  const local = instant === undefined ? undefined : localIfDifferent(instant, document.documentElement.lang);
  element("time-hint", HTMLElement).textContent = local === undefined ? text("plan.germanTime") : text("plan.localTime", { local });
}
