import { ApiRefusal } from "../../../src/Web/Client/portal/api.ts";
import type { Appointment } from "../../../src/Web/Client/portal/appointments.ts";
import type { AppointmentsEvent } from "../../../src/Web/Client/portal/appointments-event.ts";
import { reduce } from "../../../src/Web/Client/portal/appointments-reducer.ts";
import {
  type AppointmentsState,
  type FormView,
  initialState,
  type View,
} from "../../../src/Web/Client/portal/appointments-state.ts";
import { type FormValues, valuesOf } from "../../../src/Web/Client/portal/form-values.ts";

export const now = Date.parse("2026-11-24T08:00:00Z");

export function appointmentWith(members: Partial<Appointment> = {}): Appointment {
  return {
    id: "a1",
    participant: "Zoe Miller",
    subject: "Kontrolle",
    email: "",
    language: "de",
    start: "2026-11-30T09:30",
    fold: false,
    durationMinutes: 30,
    admission: "automatic",
    startUtc: new Date("2026-11-30T08:30:00Z"),
    cancelled: false,
    revision: 1,
    patient: { link: "A".repeat(43), code: "c3fe04d96" },
    practitioner: { link: "B".repeat(42) + "A", code: "d3fe04d96" },
    passes: [],
    sealedPractitionerPasses: "",
    ...members,
  };
}

export const appointment = appointmentWith();
/** As a colleague changed it. */
export const present = appointmentWith({ subject: "Nachsorge", revision: 2 });
export const cancelled = appointmentWith({ cancelled: true, revision: 2 });
export const other = appointmentWith({ id: "b2", startUtc: new Date("2026-11-25T08:30:00Z") });
export const typed: FormValues = { ...valuesOf(appointment), subject: "Befund" };

/** The number of the form that is open in the samples, and of the load that is awaited. */
export const attempt = 3;
const form: FormView = {
  kind: "form",
  attempt,
  seen: appointment,
  opened: valuesOf(appointment),
  saving: false,
  problem: undefined,
};

/** One of each kind that the reducer distinguishes. */
export const views = {
  list: { kind: "list" },
  detail: { kind: "detail", appointment },
  new: { ...form, seen: undefined },
  change: form,
  saving: { ...form, saving: true },
  conflict: { ...form, seen: present, problem: { kind: "changedMeanwhile", present } },
  gone: { ...form, problem: { kind: "refused", failure: new ApiRefusal("unknownAppointment") } },
} as const satisfies Readonly<Record<string, View>>;

export function stateWith(view: View, members: Partial<AppointmentsState> = {}): AppointmentsState {
  const loading = { kind: "loading", attempt } as const;
  return {
    ...initialState({ search: "", past: false }),
    appointments: [other, appointment],
    loading,
    view,
    attempt,
    ...members,
  };
}

function refused(code: string): ApiRefusal {
  return new ApiRefusal(code);
}

const failed = { attempt, seen: appointment, present: undefined };

/** One of each kind, and of each failure with an answer of its own. */
export const events: Readonly<Record<string, AppointmentsEvent>> = {
  searched: { kind: "searched", search: "zoe" },
  pastSwitched: { kind: "pastSwitched", past: true },
  newAsked: { kind: "newAsked" },
  opened: { kind: "opened", appointment: other },
  printAsked: { kind: "printAsked", appointment },
  changeAsked: { kind: "changeAsked", appointment },
  cancelAsked: { kind: "cancelAsked", appointment },
  cancelAnswered: { kind: "cancelAnswered", confirmed: true },
  back: { kind: "back" },
  discarded: { kind: "discarded" },
  submitted: { kind: "submitted", values: typed },
  "submitted, incomplete": { kind: "submitted", values: { ...typed, participant: " " } },
  returned: { kind: "returned" },
  loaded: { kind: "loaded", attempt, appointments: [present], altered: 0 },
  "loaded late": { kind: "loaded", attempt: attempt - 1, appointments: [], altered: 0 },
  loadFailed: { kind: "loadFailed", attempt, failure: refused("offline") },
  saved: { kind: "saved", attempt, appointment: present },
  "saved late": { kind: "saved", attempt: attempt - 1, appointment: present },
  "saveFailed: offline": { kind: "saveFailed", ...failed, failure: refused("offline") },
  "saveFailed: changedMeanwhile": { kind: "saveFailed", ...failed, failure: refused("changedMeanwhile"), present },
  "saveFailed: alreadyCancelled": {
    kind: "saveFailed",
    ...failed,
    failure: refused("alreadyCancelled"),
    present: cancelled,
  },
  "saveFailed: unknownAppointment": { kind: "saveFailed", ...failed, failure: refused("unknownAppointment") },
  "saveFailed late": { kind: "saveFailed", ...failed, attempt: attempt - 1, failure: refused("offline") },
  cancelled: { kind: "cancelled", appointment },
  "cancelFailed: offline": { kind: "cancelFailed", appointment, failure: refused("offline"), present: undefined },
  "cancelFailed: changedMeanwhile": {
    kind: "cancelFailed",
    appointment,
    failure: refused("changedMeanwhile"),
    present,
  },
  "cancelFailed: unknownAppointment": {
    kind: "cancelFailed",
    appointment,
    failure: refused("unknownAppointment"),
    present: undefined,
  },
};

/** The view after an event in words, with what is said of failures, and the effects in their order. */
export function outcome(view: View, event: AppointmentsEvent): string {
  const { state, effects } = reduce(stateWith(view), event, now);
  const failure = state.failure === undefined ? [] : [`says:${(state.failure as ApiRefusal).code}`];
  const shown = state.view === view ? "same" : viewWords(state.view);
  return [shown, ...failure, ...effects.map(({ kind }) => kind)].join(" ");
}

function viewWords(view: View): string {
  switch (view.kind) {
    case "detail":
      return `detail:${view.appointment.id}${view.appointment.revision}`;
    case "form":
      return [view.saving ? "saving" : "form", problemWords(view), view.seen?.revision].filter(Boolean).join(":");
    default:
      return view.kind;
  }
}

function problemWords({ problem }: FormView): string | undefined {
  return problem?.kind === "refused" ? (problem.failure as ApiRefusal).code : problem?.kind;
}
