import { type Handlers, type OneOf, reducerOf, type Step, stepTo } from "../../base/reducer.ts";
import type { SeatView } from "../../wire/messages.ts";
import type { Appointment } from "../appointments.ts";
import { addDays, germanToday } from "../german-time.ts";
import type { Lobby, PracticeChange, RoomDecision } from "./live-connection.ts";
import { type BusyRoom, busyRooms, nameKey, type StartState } from "./start-state.ts";

export interface StartEvents {
  loaded: { readonly attempt: number; readonly appointments: readonly Appointment[] };
  loadFailed: { readonly attempt: number; readonly failure: unknown };
  connected: { readonly connected: boolean };
  lobbyTold: { readonly lobby: Lobby };
  named: { readonly seat: SeatView; readonly name: string };
  happened: { readonly change: PracticeChange };
  decided: { readonly decision: RoomDecision };
  answered: { readonly done: boolean };
  /** Time passes: minutes are shown. */
  ticked: object;
}

export type StartEvent = OneOf<StartEvents>;

export interface StartEffects {
  load: { readonly attempt: number; readonly from: string; readonly to: string };
  openName: { readonly appointment: Appointment; readonly seat: SeatView };
  /** Tells the person at this computer that somebody has come. */
  announce: object;
  decide: { readonly decision: RoomDecision };
}

export type StartEffect = OneOf<StartEffects>;
type StartStep = Step<StartState, StartEffect>;

const step = stepTo<StartState, StartEffect>;

const handlers: Handlers<StartState, StartEvents, StartEffect> = {
  loaded: (state, { attempt, appointments }, now) =>
    isAwaited(state, attempt)
      ? withNames({ ...state, appointments, loading: { kind: "loaded" } }, state, now)
      : step(state),
  loadFailed: (state, { attempt, failure }) =>
    step(isAwaited(state, attempt) ? { ...state, loading: { kind: "failed", failure } } : state),
  connected: (state, { connected }, now) => {
    const next = { ...state, connected };
    return connected && state.loading.kind === "failed" ? reload(next, now) : step(next);
  },
  lobbyTold: (state, { lobby }, now) => {
    const known = { ...state, lobby: merged(state.lobby, lobby) };
    const rooms = busyRooms(known, now);
    const isStranger = rooms.some(({ appointment }) => appointment === undefined);
    const { state: named, effects } = announce(known, rooms);
    const names = withNames(named, state, now);
    const load = isStranger && state.loading.kind === "loaded" ? reload(names.state, now) : names;
    return step(load.state, ...effects, ...names.effects, ...(load === names ? [] : load.effects));
  },
  named: (state, { seat, name }) => step({ ...state, names: new Map([...state.names, [nameKey(seat), name]]) }),
  happened: (state, { change }, now) => (change === "appointments" ? reload(state, now) : step(state)),
  decided: (state, { decision }) => step({ ...state, undecided: false }, { kind: "decide", decision }),
  answered: (state, { done }) => step({ ...state, undecided: !done }),
  ticked: (state) => step({ ...state }),
};

/** The start page's decisions. */
export const reduce = reducerOf(handlers);

/** What to load, by the server's time. */
export function loadFor(attempt: number, now: number): StartEffects["load"] {
  const today = germanToday(new Date(now));
  return { attempt, from: addDays(today, -1), to: addDays(today, 1) };
}

function reload(state: StartState, now: number): StartStep {
  const load = loadFor(now, now);
  return step({ ...state, loading: { kind: "loading", attempt: load.attempt } }, { kind: "load", ...load });
}

function isAwaited({ loading }: StartState, attempt: number): boolean {
  return loading.kind === "loading" && loading.attempt === attempt;
}

/** A lobby that has just begun anew does not know every room yet: those known before stay until it does. */
function merged(before: Lobby | undefined, told: Lobby): Lobby {
  if (before === undefined || told.complete) {
    return told;
  }
  const missing = before.rooms.filter(({ room }) => told.rooms.every((known) => known.room !== room));
  return { ...told, rooms: [...told.rooms, ...missing] };
}

/** Somebody who has come, and in whose room nobody of the practice is, is announced once. */
function announce(state: StartState, rooms: readonly BusyRoom[]): StartStep {
  const unattended = rooms.filter(({ attended }) => !attended);
  const waiting = unattended.flatMap(({ people }) => people.map(({ seat }) => seat.seat));
  const isNew = waiting.some((seat) => !state.announced.has(seat));
  return step({ ...state, announced: new Set(waiting) }, ...(isNew ? [{ kind: "announce" } as const] : []));
}

/** Opens the names of those who came, or whose appointment is known now. */
function withNames(state: StartState, before: StartState, now: number): StartStep {
  const known = new Set(busyRooms(before, now).flatMap((room) => (room.appointment ? keysOf(room) : [])));
  const effects = busyRooms(state, now).flatMap(({ appointment, people }) =>
    appointment === undefined
      ? []
      : people
          .filter(({ seat }) => !known.has(nameKey(seat)))
          .map(({ seat }) => ({ kind: "openName", appointment, seat }) as const),
  );
  return step(state, ...effects);
}

function keysOf({ people }: BusyRoom): readonly string[] {
  return people.map(({ seat }) => nameKey(seat));
}
