import { expect, test } from "vitest";
import { ApiRefusal } from "../../../src/Web/Client/portal/api.ts";
import type { AppointmentsEvent } from "../../../src/Web/Client/portal/appointments-event.ts";
import { loadFor, reduce } from "../../../src/Web/Client/portal/appointments-reducer.ts";
import {
  type AppointmentsState,
  failureIn,
  initialState,
  listed,
} from "../../../src/Web/Client/portal/appointments-state.ts";
import {
  appointment,
  appointmentWith,
  attempt,
  events,
  now,
  other,
  present,
  stateWith,
  typed,
  views,
} from "./appointments-samples.ts";

/** The state after some events, and the effects of the last one. */
function after(state: AppointmentsState, ...happened: readonly (AppointmentsEvent | undefined)[]) {
  return happened.reduce((step, event) => (event ? reduce(step.state, event, now) : step), {
    state,
    effects: [],
  } as ReturnType<typeof reduce>);
}

function ids({ appointments }: AppointmentsState): readonly string[] {
  return appointments.map(({ id, revision, cancelled }) => `${id}${revision}${cancelled ? " cancelled" : ""}`);
}

test("After a conflict the fields stay as they are, and saving again replaces the present appointment", () => {
  const submitted: AppointmentsEvent = { kind: "submitted", values: typed };
  const state = stateWith(views.change);
  const { state: shown } = after(state, submitted, events["saveFailed: changedMeanwhile"]);
  expect(shown.view).toEqual({ ...views.change, seen: present, problem: { kind: "changedMeanwhile", present } });
  const [save] = after(shown, submitted).effects;
  expect(save).toMatchObject({ kind: "save", attempt, seen: present, form: { subject: "Befund" } });
});

test("A conflict whose present appointment could not be loaded is said in words", () => {
  const failure = new ApiRefusal("changedMeanwhile");
  const event = { kind: "saveFailed", attempt, seen: appointment, failure, present: undefined } as const;
  expect(after(stateWith(views.saving), event).state.view).toMatchObject({ problem: { kind: "refused", failure } });
});

test("A refusal corrects the list", () => {
  const state = stateWith(views.saving);
  expect(ids(after(state, events["saveFailed: changedMeanwhile"]).state)).toEqual(["b21", "a12"]);
  expect(ids(after(state, events["saveFailed: alreadyCancelled"]).state)).toEqual(["b21", "a12 cancelled"]);
  expect(ids(after(state, events["saveFailed: unknownAppointment"]).state)).toEqual(["b21"]);
  expect(ids(after(state, events["cancelFailed: unknownAppointment"]).state)).toEqual(["b21"]);
});

test("What was saved or cancelled is in the list at once, by start", () => {
  const first = appointmentWith({ id: "c3", startUtc: new Date("2026-11-24T08:30:00Z") });
  const saved = after(stateWith(views.new), { kind: "saved", attempt, appointment: first });
  expect(ids(saved.state)).toEqual(["c31", "b21", "a11"]);
  expect(ids(after(saved.state, { kind: "cancelled", appointment: first }).state)).toEqual([
    "c31 cancelled",
    "b21",
    "a11",
  ]);
});

test("An appointment is cancelled once the person confirmed it", () => {
  const asked = after(stateWith(views.detail), events["cancelAsked"]);
  expect(asked.state.confirming).toBe(appointment);
  expect(after(asked.state, { kind: "cancelAnswered", confirmed: false }).effects).toEqual([]);
  const confirmed = after(asked.state, { kind: "cancelAnswered", confirmed: true });
  expect(confirmed.state.confirming).toBeUndefined();
  expect(confirmed.effects).toEqual([{ kind: "cancel", appointment }]);
});

test("Of two switches between past and coming appointments the result of the last counts", () => {
  const first = after(stateWith(views.list), { kind: "pastSwitched", past: true });
  const second = after(first.state, { kind: "pastSwitched", past: false });
  expect([first, second].flatMap(({ effects }) => effects)).toEqual([
    { kind: "load", attempt: attempt + 1, from: "2026-08-26", to: "2026-11-24" },
    { kind: "load", attempt: attempt + 2, from: "2026-11-23", to: "2028-11-24" },
  ]);
  const late = after(second.state, { kind: "loaded", attempt: attempt + 1, appointments: [], altered: 0 });
  expect(ids(late.state)).toEqual(["b21", "a11"]);
  const inTime = after(late.state, { kind: "loaded", attempt: attempt + 2, appointments: [other], altered: 0 });
  expect(ids(inTime.state)).toEqual(["b21"]);
});

test("A page that loads for the first time asks for its first list", () => {
  const state = initialState({ search: "", past: false });
  const { attempt: first } = loadFor(state, now);
  const loaded = after(state, { kind: "loaded", attempt: first, appointments: [other], altered: 0 });
  expect(loaded.state.loading.kind).toBe("loaded");
});

test("A failed load is said until one succeeds, and what is known stays", () => {
  const failed = after(stateWith(views.list), events["loadFailed"]).state;
  expect(failureIn(failed)).toMatchObject({ code: "offline" });
  expect(ids(failed)).toEqual(["b21", "a11"]);
  const again = after(failed, { kind: "pastSwitched", past: true }).state;
  const { state } = after(again, { kind: "loaded", attempt: again.attempt, appointments: [], altered: 0 });
  expect(failureIn(state)).toBeUndefined();
});

test("What failed is no longer said when the person goes on", () => {
  const failed = after(stateWith(views.list), events["cancelFailed: offline"]).state;
  expect(failureIn(failed)).toMatchObject({ code: "offline" });
  for (const kind of ["opened", "newAsked", "changeAsked", "cancelAsked", "back"] as const) {
    expect(failureIn(after(failed, events[kind]).state)).toBeUndefined();
  }
});

test("The list has coming or past appointments with the search text in name, subject or time", () => {
  const past = appointmentWith({ id: "p4", startUtc: new Date("2026-11-23T07:59:00Z") });
  const running = appointmentWith({ id: "r5", startUtc: new Date("2026-11-23T08:01:00Z") });
  const appointments = [past, running, other, appointmentWith({ subject: "Befund" })];
  const found = (search: string, isPast = false): readonly string[] =>
    listed({ appointments, search, past: isPast }, now, ({ id }) => `Montag ${id}`).map(({ id }) => id);
  expect(found("")).toEqual(["r5", "b2", "a1"]);
  expect(found("", true)).toEqual(["p4"]);
  expect([found(" befund "), found("ZOE m"), found("montag b2"), found("x")]).toEqual([
    ["a1"],
    ["r5", "b2", "a1"],
    ["b2"],
    [],
  ]);
});
