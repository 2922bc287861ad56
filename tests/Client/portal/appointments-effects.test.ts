import { expect, test } from "vitest";
import { ApiRefusal } from "../../../src/Web/Client/portal/api.ts";
import {
  appointmentsEffects,
  type AppointmentsEnvironment,
} from "../../../src/Web/Client/portal/appointments-effects.ts";
import type { AppointmentsEvent } from "../../../src/Web/Client/portal/appointments-event.ts";
import type { Listed } from "../../../src/Web/Client/portal/appointments.ts";
import { formIn } from "../../../src/Web/Client/portal/form-values.ts";
import { appointment, attempt, other, present, typed } from "./appointments-samples.ts";

type Calls = AppointmentsEnvironment["appointments"];

const form = formIn(typed) ?? appointment;
const unexpected = () => Promise.reject(new Error("unexpected"));

function listed(...appointments: Listed["appointments"]): Listed {
  return { appointments, altered: 0 };
}

/** The event with which an effect answers. */
function answerOf(
  calls: Partial<Calls>,
  run: (effects: ReturnType<typeof appointmentsEffects>) => void,
): Promise<AppointmentsEvent> {
  return new Promise((dispatch) => {
    const appointments = { list: unexpected, plan: unexpected, change: unexpected, cancel: unexpected, ...calls };
    run(appointmentsEffects({ appointments, dispatch }));
  });
}

/** Fails as the server does when the appointment is not as it was seen. */
function refusing(code: string, details?: Record<string, unknown>): () => Promise<never> {
  return () => Promise.reject(new ApiRefusal(code, details));
}

test("Loading answers with the appointments or the failure", async () => {
  const range = { attempt, from: "2026-11-24", to: "2026-12-24" };
  const list: Calls["list"] = (from, to) =>
    from === range.from && to === range.to ? Promise.resolve(listed(other)) : unexpected();
  const loaded = await answerOf({ list }, (effects) => effects.load(range));
  expect(loaded).toEqual({ kind: "loaded", attempt, appointments: [other], altered: 0 });
  const failed = await answerOf({ list: refusing("offline") }, (effects) => effects.load(range));
  expect(failed).toMatchObject({ kind: "loadFailed", attempt, failure: { code: "offline" } });
});

test("Saving plans a new appointment or changes the one that was seen", async () => {
  const plan: Calls["plan"] = () => Promise.resolve(other);
  const change: Calls["change"] = (seen) => Promise.resolve({ ...seen, revision: seen.revision + 1 });
  const planned = await answerOf({ plan }, (effects) => effects.save({ attempt, seen: undefined, form }));
  expect(planned).toEqual({ kind: "saved", attempt, appointment: other });
  const changed = await answerOf({ change }, (effects) => effects.save({ attempt, seen: appointment, form }));
  expect(changed).toMatchObject({ kind: "saved", attempt, appointment: { id: appointment.id, revision: 2 } });
});

const stored = { id: present.id, start: "2026-12-01T08:00", sealedDetails: "AA==" };

test("A refusal brings the present appointment, from the day on which it is now", async () => {
  const asked: string[] = [];
  const list: Calls["list"] = (from, to) => Promise.resolve((asked.push(from, to), listed(other, present)));
  const refusal = refusing("changedMeanwhile", { appointment: stored });
  const saving = await answerOf({ list, change: refusal }, (effects) =>
    effects.save({ attempt, seen: appointment, form }),
  );
  const failure = { code: "changedMeanwhile" };
  expect(saving).toMatchObject({ kind: "saveFailed", seen: appointment, failure, present });
  const cancelling = await answerOf({ list, cancel: refusal }, (effects) => effects.cancel({ appointment }));
  expect(cancelling).toMatchObject({ kind: "cancelFailed", appointment, present });
  expect(asked).toEqual(["2026-12-01", "2026-12-01", "2026-12-01", "2026-12-01"]);
});

test.each<[string, Partial<Calls>]>([
  ["a refusal without it", { cancel: refusing("offline") }],
  ["a list that fails", { cancel: refusing("changedMeanwhile", { appointment: stored }), list: refusing("offline") }],
  [
    "a list without it",
    { cancel: refusing("alreadyCancelled", { appointment: stored }), list: async () => listed(other) },
  ],
])("There is no present appointment after %s", async (_, calls) => {
  const failed = await answerOf(calls, (effects) => effects.cancel({ appointment }));
  expect(failed).toMatchObject({ kind: "cancelFailed", present: undefined });
});

test("Cancelling answers with the appointment", async () => {
  const answer = await answerOf({ cancel: () => Promise.resolve() }, (effects) => effects.cancel({ appointment }));
  expect(answer).toEqual({ kind: "cancelled", appointment });
});
