import { expect, test } from "vitest";
import type { Lobby, LobbyRoom } from "../../../../src/Web/Client/portal/start/live-connection.ts";
import { reduce, type StartEvent } from "../../../../src/Web/Client/portal/start/start-reducer.ts";
import {
  busyRooms,
  initialState,
  type StartState,
  todaysEntries,
} from "../../../../src/Web/Client/portal/start/start-state.ts";
import type { SeatView } from "../../../../src/Web/Client/wire/messages.ts";
import { appointmentWith } from "../appointments-samples.ts";

const now = Date.UTC(2026, 10, 27, 9, 30);
const minute = 60_000;

function appointmentAt(ms: number, members: { readonly id: string; readonly cancelled?: boolean } = { id: "today" }) {
  return appointmentWith({ startUtc: new Date(ms), ...members });
}

function seat(name: string, changes: Partial<SeatView> = {}): SeatView {
  const waiting = { role: "patient", instance: 1, presence: "waiting", admitted: true } as const;
  return { seat: name, ...waiting, sealedHello: new Uint8Array(), since: now - 3 * minute, ...changes };
}

function room(id: string, ...seats: readonly SeatView[]): LobbyRoom {
  return { room: id, delayMinutes: 0, seats };
}

function lobby(...rooms: readonly LobbyRoom[]): Lobby {
  return { epoch: 1, version: 1, complete: true, rooms };
}

function after(state: StartState, ...events: readonly StartEvent[]) {
  let effects: readonly string[] = [];
  let next = state;
  for (const event of events) {
    const step = reduce(next, event, now);
    next = step.state;
    effects = step.effects.map(({ kind }) => kind);
  }
  return { state: next, effects };
}

const today = appointmentAt(now);
const loaded: StartEvent = { kind: "loaded", attempt: now, appointments: [today] };

test("Somebody who comes is announced once, and their name is opened", () => {
  const come: StartEvent = { kind: "lobbyTold", lobby: lobby(room(today.id, seat("a"))) };
  const first = after(initialState(now), loaded, come);
  expect(first.effects).toEqual(["announce", "openName"]);
  expect(after(first.state, come).effects).toEqual([]);
  const named = after(first.state, { kind: "named", seat: seat("a"), name: "Alice" });
  expect(busyRooms(named.state, now)[0]?.people[0]).toMatchObject({ name: "Alice", minutes: 3, status: "waiting" });
});

test("Who comes into a room that a practitioner is in is not announced", () => {
  const attended = room(today.id, seat("p", { role: "practitioner" }), seat("a", { admitted: false }));
  const { state, effects } = after(initialState(now), loaded, { kind: "lobbyTold", lobby: lobby(attended) });
  expect(effects).toEqual(["openName"]);
  expect(busyRooms(state, now)[0]?.people[0]?.status).toBe("toAdmit");
});

test("Appointments that are loaded later bring the names of those who wait already", () => {
  const told = after(initialState(now), { kind: "lobbyTold", lobby: lobby(room(today.id, seat("a"))) });
  expect(told.effects).toEqual(["announce"]);
  expect(after(told.state, loaded).effects).toEqual(["openName"]);
});

test("A room that is not known makes the page load the appointments again", () => {
  const { effects } = after(initialState(now), loaded, { kind: "lobbyTold", lobby: lobby(room("ff", seat("a"))) });
  expect(effects).toEqual(["announce", "load"]);
});

test("A lobby that has just begun anew loses nobody", () => {
  const before = after(initialState(now), loaded, { kind: "lobbyTold", lobby: lobby(room(today.id, seat("a"))) });
  const anew: Lobby = { ...lobby(), epoch: 2, complete: false };
  const kept = after(before.state, { kind: "lobbyTold", lobby: anew });
  expect(busyRooms(kept.state, now)).toHaveLength(1);
  const whole = after(kept.state, { kind: "lobbyTold", lobby: { ...anew, complete: true, version: 2 } });
  expect(busyRooms(whole.state, now)).toHaveLength(0);
});

test("Today's list says where each appointment stands", () => {
  const over = appointmentAt(now - 60 * minute, { id: "over" });
  const cancelled = appointmentAt(now + 60 * minute, { id: "cancelled", cancelled: true });
  const tomorrow = appointmentAt(now + 24 * 60 * minute, { id: "tomorrow" });
  const { state } = after(
    initialState(now),
    { kind: "loaded", attempt: now, appointments: [over, today, cancelled, tomorrow] },
    { kind: "lobbyTold", lobby: lobby(room(today.id, seat("a"))) },
  );
  expect(todaysEntries(state, now).map(({ status }) => status)).toEqual(["over", "waiting", "cancelled"]);
});

test("People in a call come after those who wait", () => {
  const talking = room("talking", seat("t", { presence: "present" }));
  const { state } = after(initialState(now), {
    kind: "lobbyTold",
    lobby: lobby(talking, room("waiting", seat("a"))),
  });
  expect(busyRooms(state, now).map((busy) => busy.room.room)).toEqual(["waiting", "talking"]);
});

test("A decision that was not carried out is said, until the next one", () => {
  const decision = { act: "Admit", room: today.id, seat: "a" } as const;
  const asked = after(initialState(now), { kind: "decided", decision });
  expect(asked.effects).toEqual(["decide"]);
  const failed = after(asked.state, { kind: "answered", done: false });
  expect(failed.state.undecided).toBe(true);
  expect(after(failed.state, { kind: "decided", decision }).state.undecided).toBe(false);
});

test("A connection that is back loads what could not be loaded", () => {
  const failed = after(initialState(now), { kind: "loadFailed", attempt: now, failure: new Error("offline") });
  expect(after(failed.state, { kind: "connected", connected: true }).effects).toEqual(["load"]);
});
