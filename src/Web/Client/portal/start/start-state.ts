import type { SeatView } from "../../wire/messages.ts";
import type { Appointment } from "../appointments.ts";
import type { Loading } from "../appointments-state.ts";
import { wallOf } from "../german-time.ts";
import type { Lobby, LobbyRoom } from "./live-connection.ts";

const minuteMs = 60_000;

/** Everything the start page shows follows from this one value. */
export interface StartState {
  /** Of today and the days around it. */
  readonly appointments: readonly Appointment[];
  readonly loading: Loading;
  /** Undefined until the server has told it. */
  readonly lobby: Lobby | undefined;
  /** Whether the list of waiting people is told now. */
  readonly connected: boolean;
  /** By the page that brought them: seat and instance. */
  readonly names: ReadonlyMap<string, string>;
  /** Seats that this page has announced by sound. */
  readonly announced: ReadonlySet<string>;
  /** A decision that the server did not carry out. */
  readonly undecided: boolean;
}

export function initialState(now: number): StartState {
  return {
    appointments: [],
    loading: { kind: "loading", attempt: now },
    lobby: undefined,
    connected: false,
    names: new Map(),
    announced: new Set(),
    undecided: false,
  };
}

/** How a person's presence is shown. */
export type PersonStatus = "toAdmit" | "waiting" | "inCall" | "reconnecting";

/** Somebody of the patients' side who is in a room. */
export interface PersonInRoom {
  readonly seat: SeatView;
  readonly name: string | undefined;
  readonly status: PersonStatus;
  readonly minutes: number;
}

/** A room with somebody of the patients' side in it, and its appointment if it is known here. */
export interface BusyRoom {
  readonly room: LobbyRoom;
  readonly appointment: Appointment | undefined;
  readonly people: readonly PersonInRoom[];
  /** A practitioner is in it. */
  readonly attended: boolean;
}

/** The page that a hello is from. */
export function nameKey({ seat, instance }: SeatView): string {
  return `${seat}/${instance}`;
}

/** By who has waited longest; rooms in which a call is going on come last. */
export function busyRooms(state: StartState, now: number): readonly BusyRoom[] {
  const rooms = state.lobby?.rooms ?? [];
  const busy = rooms.map((room) => busyRoom(state, room, now)).filter(({ people }) => people.length > 0);
  return [...busy.filter(isWaiting), ...busy.filter((room) => !isWaiting(room))];
}

/** Whether somebody in it waits for the practice. */
export function isWaiting({ people }: BusyRoom): boolean {
  return people.some(({ status }) => status === "waiting" || status === "toAdmit");
}

function busyRoom(state: StartState, room: LobbyRoom, now: number): BusyRoom {
  const here = room.seats.filter(({ presence }) => presence !== "away" && presence !== "left");
  const people = here.filter(({ role }) => role !== "practitioner").map((seat) => personIn(state, seat, now));
  return {
    room,
    appointment: state.appointments.find(({ id }) => id === room.room),
    people,
    attended: here.some(({ role }) => role === "practitioner"),
  };
}

function personIn({ names }: StartState, seat: SeatView, now: number): PersonInRoom {
  const minutes = Math.max(0, Math.floor((now - seat.since) / minuteMs));
  return { seat, name: names.get(nameKey(seat)), status: statusOf(seat), minutes };
}

function statusOf({ presence, admitted }: SeatView): PersonStatus {
  if (presence === "present" || presence === "reconnecting") {
    return presence === "present" ? "inCall" : "reconnecting";
  }
  return admitted ? "waiting" : "toAdmit";
}

/** Where an appointment of today stands. */
export type TodayStatus = "waiting" | "inCall" | "cancelled" | "over" | "planned";

export interface TodayEntry {
  readonly appointment: Appointment;
  readonly status: TodayStatus;
}

/** Today's appointments in Germany, by start. */
export function todaysEntries(state: StartState, now: number): readonly TodayEntry[] {
  const today = wallOf(new Date(now)).slice(0, 10);
  const busy = new Map(busyRooms(state, now).map((room) => [room.room.room, room] as const));
  return state.appointments
    .filter(({ startUtc }) => wallOf(startUtc).slice(0, 10) === today)
    .map((appointment) => ({ appointment, status: todayStatus(appointment, busy.get(appointment.id), now) }));
}

function todayStatus(appointment: Appointment, room: BusyRoom | undefined, now: number): TodayStatus {
  if (room !== undefined) {
    return isWaiting(room) ? "waiting" : "inCall";
  }
  if (appointment.cancelled) {
    return "cancelled";
  }
  return appointment.startUtc.getTime() + appointment.durationMinutes * minuteMs < now ? "over" : "planned";
}
