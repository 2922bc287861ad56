import type { Appointment } from "./appointments.ts";
import type { FormValues } from "./form-values.ts";
import { matcher } from "./search.ts";

const dayMs = 24 * 3_600_000;

export type Loading =
  | { readonly kind: "loading"; readonly attempt: number }
  | { readonly kind: "loaded" }
  | { readonly kind: "failed"; readonly failure: unknown };

/** Why the form was not saved. */
export type FormProblem =
  | { readonly kind: "incomplete" }
  | { readonly kind: "refused"; readonly failure: unknown }
  /** Somebody changed the appointment after it was seen. Saving again replaces what is stored now. */
  | { readonly kind: "changedMeanwhile"; readonly present: Appointment };

export interface FormView {
  readonly kind: "form";
  /** Results of saving another form are recognised by another attempt. */
  readonly attempt: number;
  /** The appointment to change, as it was seen last; undefined for a new one. */
  readonly seen: Appointment | undefined;
  /** What the fields contain when the form is opened; what is typed afterwards stays in the fields. */
  readonly opened: FormValues;
  readonly saving: boolean;
  readonly problem: FormProblem | undefined;
}

/** What is shown beside the list. Each kind has a column in the reducer's test. */
export type View =
  | { readonly kind: "list" }
  | { readonly kind: "detail"; readonly appointment: Appointment }
  | FormView;

/** Everything the page of appointments shows follows from this one value. */
export interface AppointmentsState {
  /** All that are known, by start, whether they match the search or not. */
  readonly appointments: readonly Appointment[];
  /** How many more the server serves altered. */
  readonly altered: number;
  readonly loading: Loading;
  readonly search: string;
  /** Past appointments are shown instead of coming ones. */
  readonly past: boolean;
  readonly view: View;
  /** The appointment to cancel, while the person is asked to confirm. */
  readonly confirming: Appointment | undefined;
  /** Why the last act failed, apart from saving the form that is open. */
  readonly failure: unknown;
  /** Raised with each load and each opened form, so that results of earlier ones are recognised. */
  readonly attempt: number;
}

/** The state of a page that loads for the first time. */
export function initialState(chosen: Pick<AppointmentsState, "search" | "past">): AppointmentsState {
  return {
    ...chosen,
    appointments: [],
    altered: 0,
    loading: { kind: "loading", attempt: 1 },
    view: { kind: "list" },
    confirming: undefined,
    failure: undefined,
    attempt: 1,
  };
}

/** The list: past or coming appointments that the search finds, also by the words and figures of their time. */
export function listed(
  { appointments, search, past }: Pick<AppointmentsState, "appointments" | "search" | "past">,
  now: number,
  timeWords: (appointment: Appointment) => string,
): readonly Appointment[] {
  const isWanted = matcher(search);
  return appointments
    .filter(({ startUtc }) => startUtc.getTime() + dayMs < now === past)
    .filter((one) => isWanted(`${one.participant} ${one.subject} ${timeWords(one)} ${figuresOf(one.start)}`));
}

/** `27.11.2026` with and without leading zeros, of `2026-11-27T09:30`. */
function figuresOf(start: string): string {
  const [year = "", month = "", day = ""] = start.slice(0, 10).split("-");
  return `${day}.${month}.${year} ${Number(day)}.${Number(month)}.${year}`;
}

/** What went wrong, apart from the form. */
export function failureIn({ failure, loading }: AppointmentsState): unknown {
  return failure ?? (loading.kind === "failed" ? loading.failure : undefined);
}
