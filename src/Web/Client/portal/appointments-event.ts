import type { OneOf } from "../base/reducer.ts";
import type { Appointment, Listed } from "./appointments.ts";
import type { FormValues } from "./form-values.ts";

/** Everything that happens on the page of appointments. */
export interface AppointmentsEvents {
  // The person
  searched: { readonly search: string };
  pastSwitched: { readonly past: boolean };
  newAsked: object;
  opened: Chosen;
  printAsked: Chosen;
  changeAsked: Chosen;
  cancelAsked: Chosen;
  cancelAnswered: { readonly confirmed: boolean };
  back: object;
  discarded: object;
  submitted: { readonly values: FormValues };
  /** The page is visible again. */
  returned: object;
  // The server
  loaded: Listed & { readonly attempt: number };
  loadFailed: { readonly attempt: number; readonly failure: unknown };
  saved: Chosen & { readonly attempt: number };
  saveFailed: Failed & { readonly attempt: number; readonly seen: Appointment | undefined };
  cancelled: Chosen;
  cancelFailed: Failed & Chosen;
}

interface Chosen {
  readonly appointment: Appointment;
}

interface Failed {
  readonly failure: unknown;
  /** The appointment as it is stored now, when the refusal brought it. */
  readonly present: Appointment | undefined;
}

export type AppointmentsEvent = OneOf<AppointmentsEvents>;
