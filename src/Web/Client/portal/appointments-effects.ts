import type { EffectTable } from "../base/reducer.ts";
import { ApiRefusal } from "./api.ts";
import type { Appointment, Appointments } from "./appointments.ts";
import type { AppointmentsEffects } from "./appointments-effect.ts";
import type { AppointmentsEvent } from "./appointments-event.ts";

export interface AppointmentsEnvironment {
  readonly appointments: Pick<Appointments, "list" | "plan" | "change" | "cancel">;
  readonly dispatch: (event: AppointmentsEvent) => void;
}

/** Loading, saving and cancelling. Each answers with one event. */
export function appointmentsEffects(environment: AppointmentsEnvironment) {
  const { appointments, dispatch } = environment;
  return {
    load: (effect) => void load(environment, effect),
    save: ({ attempt, seen, form }) => {
      const saving = seen === undefined ? appointments.plan(form, attempt) : appointments.change(seen, form);
      saving.then(
        (appointment) => dispatch({ kind: "saved", attempt, appointment }),
        async (failure: unknown) => {
          const present = await presentEntry(appointments, failure);
          dispatch({ kind: "saveFailed", attempt, seen, failure, present });
        },
      );
    },
    cancel: ({ appointment }) => {
      appointments.cancel(appointment).then(
        () => dispatch({ kind: "cancelled", appointment }),
        async (failure: unknown) => {
          const present = await presentEntry(appointments, failure);
          dispatch({ kind: "cancelFailed", appointment, failure, present });
        },
      );
    },
  } satisfies Partial<EffectTable<AppointmentsEffects>>;
}

export function load(
  { appointments, dispatch }: AppointmentsEnvironment,
  { attempt, from, to }: AppointmentsEffects["load"],
): Promise<void> {
  return appointments.list(from, to).then(
    (listed) => dispatch({ kind: "loaded", attempt, ...listed }),
    (failure: unknown) => dispatch({ kind: "loadFailed", attempt, failure }),
  );
}

/** The appointment as it is stored now, if the refusal says where; undefined where it cannot be loaded or opened. */
async function presentEntry(
  appointments: Pick<Appointments, "list">,
  failure: unknown,
): Promise<Appointment | undefined> {
  const details = failure instanceof ApiRefusal ? failure.details : {};
  const stored = details["appointment"] as Pick<Appointment, "id" | "start"> | undefined;
  if (stored === undefined) {
    return undefined;
  }
  const day = stored.start.slice(0, 10);
  const listed = await appointments.list(day, day).catch(() => undefined);
  return listed?.appointments.find(({ id }) => id === stored.id);
}
