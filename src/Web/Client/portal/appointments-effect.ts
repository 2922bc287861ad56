import { type OneOf, type Step, stepTo } from "../base/reducer.ts";
import type { Appointment, AppointmentForm } from "./appointments.ts";
import type { AppointmentsState } from "./appointments-state.ts";

/** What the reducer asks for. Effects with an attempt answer with an event that carries the same one. */
export interface AppointmentsEffects {
  /** Days in Germany, both included. */
  load: { readonly attempt: number; readonly from: string; readonly to: string };
  save: { readonly attempt: number; readonly seen: Appointment | undefined; readonly form: AppointmentForm };
  cancel: { readonly appointment: Appointment };
  /** Prints the appointment that is shown. */
  print: object;
  focusDetail: object;
  focusForm: object;
  /** The row of the appointment, or the button for a new one. */
  focusList: { readonly id: string | undefined };
}

export type AppointmentsEffect = OneOf<AppointmentsEffects>;

export type AppointmentsStep = Step<AppointmentsState, AppointmentsEffect>;

export const step = stepTo<AppointmentsState, AppointmentsEffect>;
