import { type Handlers, reducerOf } from "../base/reducer.ts";
import { ApiRefusal } from "./api.ts";
import type { Appointment } from "./appointments.ts";
import {
  type AppointmentsEffect,
  type AppointmentsEffects,
  type AppointmentsStep,
  step,
} from "./appointments-effect.ts";
import type { AppointmentsEvents } from "./appointments-event.ts";
import type { AppointmentsState, FormProblem, FormView, View } from "./appointments-state.ts";
import { blankValues, formIn, type FormValues, valuesOf } from "./form-values.ts";
import { addDays, germanToday } from "./german-time.ts";

const pastDays = 90;
const futureDays = 731;

const handlers: Handlers<AppointmentsState, AppointmentsEvents, AppointmentsEffect> = {
  searched: (state, { search }) => step({ ...state, search }),
  pastSwitched: (state, { past }, now) => reload({ ...state, past }, now),
  newAsked: (state, _, now) => openForm(state, undefined, blankValues(now)),
  opened: (state, { appointment }) => showDetail(state, appointment),
  printAsked: (state, { appointment }) => {
    const isShown = state.view.kind === "detail" && state.view.appointment.id === appointment.id;
    const shown = isShown ? step(state) : showDetail(state, appointment);
    return step(shown.state, ...shown.effects, { kind: "print" });
  },
  changeAsked: (state, { appointment }) => openForm(state, appointment, valuesOf(appointment)),
  cancelAsked: (state, { appointment }) => step({ ...state, confirming: appointment, failure: undefined }),
  cancelAnswered: (state, { confirmed }) => {
    const { confirming, ...rest } = state;
    const next = { ...rest, confirming: undefined };
    return confirmed && confirming ? step(next, { kind: "cancel", appointment: confirming }) : step(next);
  },
  back: (state) => show(state, { kind: "list" }, { kind: "focusList", id: appointmentIn(state.view)?.id }),
  discarded: (state) => {
    const seen = appointmentIn(state.view);
    const gone = state.view.kind === "form" && isGone(state.view.problem);
    return seen === undefined || gone ? handlers.back(state, {}, 0) : showDetail(state, seen);
  },
  submitted: (state, { values }) => {
    const { view } = state;
    return view.kind === "form" && !view.saving ? submit(state, view, values) : step(state);
  },
  returned: (state, _, now) => reload(state, now),

  loaded: (state, { attempt, appointments, altered }) => {
    const next = { ...state, appointments, altered, view: refreshed(state.view, appointments) };
    return step(isAwaited(state, attempt) ? { ...next, loading: { kind: "loaded" } } : state);
  },
  loadFailed: (state, { attempt, failure }) =>
    step(isAwaited(state, attempt) ? { ...state, loading: { kind: "failed", failure } } : state),
  saved: (state, { attempt, appointment }, now) => {
    const known = { ...state, appointments: including(state.appointments, appointment) };
    const next = isForm(state.view, attempt) ? showDetail(known, appointment) : step(known);
    const { state: loading, effects } = reload(next.state, now);
    return step(loading, ...next.effects, ...effects);
  },
  saveFailed: (state, { attempt, seen, failure, present }) => {
    const { view } = state;
    const known = corrected(state, seen?.id, failure, present);
    if (!isForm(view, attempt)) {
      return step({ ...known, failure });
    }
    const problem = problemOf(failure, present);
    return step({ ...known, view: { ...view, seen: present ?? view.seen, saving: false, problem } });
  },
  cancelled: (state, { appointment }, now) => {
    const gone = { ...appointment, cancelled: true };
    const known = { ...state, appointments: including(state.appointments, gone) };
    return reload(state.view.kind === "form" ? known : { ...known, view: { kind: "detail", appointment: gone } }, now);
  },
  cancelFailed: (state, { appointment, failure, present }) => {
    const known = { ...corrected(state, appointment.id, failure, present), failure };
    if (state.view.kind === "form") {
      return step(known);
    }
    if (present !== undefined) {
      return step({ ...known, view: { kind: "detail", appointment: present } });
    }
    return step(codeOf(failure) === "unknownAppointment" ? { ...known, view: { kind: "list" } } : known);
  },
};

/** The page's next state, and what is to be done; `now` is the time of day. */
export const reduce = reducerOf(handlers);

/** The range of days that the page shows. */
export function loadFor({ past, attempt }: AppointmentsState, now: number): AppointmentsEffects["load"] {
  const today = germanToday(new Date(now));
  const [first, last] = past ? [-pastDays, 0] : [-1, futureDays];
  return { attempt, from: addDays(today, first), to: addDays(today, last) };
}

function reload(state: AppointmentsState, now: number): AppointmentsStep {
  const attempt = state.attempt + 1;
  const next: AppointmentsState = { ...state, attempt, loading: { kind: "loading", attempt } };
  return step(next, { kind: "load", ...loadFor(next, now) });
}

/** Shows another part of the page: what failed before is no longer said. */
function show(state: AppointmentsState, view: View, ...effects: readonly AppointmentsEffect[]): AppointmentsStep {
  return step({ ...state, view, failure: undefined }, ...effects);
}

function showDetail(state: AppointmentsState, appointment: Appointment): AppointmentsStep {
  return show(state, { kind: "detail", appointment }, { kind: "focusDetail" });
}

function openForm(state: AppointmentsState, seen: Appointment | undefined, opened: FormValues): AppointmentsStep {
  const attempt = state.attempt + 1;
  const view: FormView = { kind: "form", attempt, seen, opened, saving: false, problem: undefined };
  return show({ ...state, attempt }, view, { kind: "focusForm" });
}

function submit(state: AppointmentsState, view: FormView, values: FormValues): AppointmentsStep {
  const form = formIn(values);
  if (form === undefined) {
    return step({ ...state, view: { ...view, problem: { kind: "incomplete" } } });
  }
  const { attempt, seen } = view;
  return step({ ...state, view: { ...view, saving: true, problem: undefined } }, { kind: "save", attempt, seen, form });
}

function isAwaited({ loading }: AppointmentsState, attempt: number): boolean {
  return loading.kind === "loading" && loading.attempt === attempt;
}

function isForm(view: View, attempt: number): view is FormView {
  return view.kind === "form" && view.attempt === attempt;
}

function appointmentIn(view: View): Appointment | undefined {
  switch (view.kind) {
    case "detail":
      return view.appointment;
    case "form":
      return view.seen;
    default:
      return undefined;
  }
}

/** The detail as it was loaded now. */
function refreshed(view: View, appointments: readonly Appointment[]): View {
  const loaded = view.kind === "detail" ? appointments.find(({ id }) => id === view.appointment.id) : undefined;
  return loaded === undefined ? view : { kind: "detail", appointment: loaded };
}

function including(appointments: readonly Appointment[], one: Appointment): readonly Appointment[] {
  const others = appointments.filter(({ id }) => id !== one.id);
  return [...others, one].toSorted((a, b) => a.startUtc.getTime() - b.startUtc.getTime());
}

/** The list as a refusal corrects it. */
function corrected(
  state: AppointmentsState,
  id: string | undefined,
  failure: unknown,
  present: Appointment | undefined,
): AppointmentsState {
  const { appointments } = state;
  if (present !== undefined) {
    return { ...state, appointments: including(appointments, present) };
  }
  const gone = codeOf(failure) === "unknownAppointment";
  return gone ? { ...state, appointments: appointments.filter((one) => one.id !== id) } : state;
}

function problemOf(failure: unknown, present: Appointment | undefined): FormProblem {
  const changed = codeOf(failure) === "changedMeanwhile" && present !== undefined;
  return changed ? { kind: "changedMeanwhile", present } : { kind: "refused", failure };
}

function isGone(problem: FormProblem | undefined): boolean {
  return problem?.kind === "refused" && codeOf(problem.failure) === "unknownAppointment";
}

function codeOf(failure: unknown): string | undefined {
  return failure instanceof ApiRefusal ? failure.code : undefined;
}
