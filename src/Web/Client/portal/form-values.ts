import { isVisible } from "../base/plain-text.ts";
import type { Appointment, AppointmentForm } from "./appointments.ts";
import { instantsOf, wallOf } from "./german-time.ts";

const stepMs = 15 * 60_000;
const shortestMinutes = 5;
const longestMinutes = 480;

/** What the fields of the form contain, complete or not. */
export interface FormValues {
  readonly participant: string;
  readonly subject: string;
  readonly email: string;
  /** `2026-11-24`, in Germany. */
  readonly date: string;
  /** `09:30` in Germany; some browsers add seconds. */
  readonly time: string;
  readonly fold: boolean;
  readonly duration: string;
  readonly language: AppointmentForm["language"];
  readonly admission: AppointmentForm["admission"];
}

/** The form for a new appointment: it begins at the next quarter of an hour. */
export function blankValues(now: number): FormValues {
  const start = wallOf(new Date(Math.ceil(now / stepMs) * stepMs));
  return {
    participant: "",
    subject: "",
    email: "",
    date: start.slice(0, 10),
    time: start.slice(11, 16),
    fold: false,
    duration: "30",
    language: "de",
    admission: "automatic",
  };
}

/** The form for changing an appointment. */
export function valuesOf(appointment: Appointment): FormValues {
  const { participant, subject, email, start, fold, durationMinutes, language, admission } = appointment;
  const [date, time] = [start.slice(0, 10), start.slice(11, 16)];
  return { participant, subject, email, date, time, fold, duration: String(durationMinutes), language, admission };
}

/** German wall time in the form, or incomplete text. */
export function startIn({ date, time }: FormValues): string {
  return `${date}T${time.slice(0, 5)}`;
}

/** The appointment as filled in, or undefined while something is missing. */
export function formIn(values: FormValues): AppointmentForm | undefined {
  const { date, time, fold, language, admission } = values;
  const [participant, subject, email] = [values.participant.trim(), values.subject.trim(), values.email.trim()];
  const minutes = Number(values.duration);
  const isLong = minutes >= shortestMinutes && minutes <= longestMinutes;
  if (!isVisible(participant) || date === "" || time === "" || !isLong) {
    return undefined;
  }
  const [durationMinutes, start] = [Math.round(minutes), startIn(values)];
  const second = fold && instantsOf(start).length > 1;
  return { participant, subject, email, language, start, fold: second, durationMinutes, admission };
}
