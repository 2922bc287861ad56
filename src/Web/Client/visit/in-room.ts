import type { CallView } from "../call/call.ts";
import { recordOf, summaryOf } from "./call-record.ts";
import { knockOf } from "./arriving.ts";
import { type PageHandlers, outside } from "./handlers.ts";
import { type PageEffect, type PageStep, step } from "./page-effect.ts";
import { isInRoom, keptSeat, type PageState, type SeatedVisit } from "./page-state.ts";
import type { KeptSeat } from "./seat-store.ts";

/** The call, the devices, and what the browser says meanwhile. */
export const inRoom = {
  callChanged: (state, { view }) =>
    state.visit.kind === "seated" ? callChanged(state, state.visit, view) : step(state),
  signalling: (state, { state: signalling }) =>
    step({ ...state, signalling }, ...(signalling === "reconnecting" ? [{ kind: "tellConnectionLost" } as const] : [])),
  mediaChanged: (state, { media }) => step({ ...state, media }, { kind: "sendMedia", media }),
  cameraSwitched: (state, { on }) => switchDevice(state, { camera: on }, { kind: "useDevices", video: on }),
  microphoneSwitched: (state, { on }) => switchDevice(state, { microphone: on }, { kind: "useDevices", audio: on }),
  settingsAsked: (state) => (isInRoom(state) ? step(state, { kind: "listDevices" }) : step(state)),
  devicesListed: (state, { devices }) => step(isInRoom(state) ? { ...state, settings: devices } : state),
  settingsClosed: (before) => {
    const { settings: _, ...state } = before;
    return step(state);
  },
  deviceChosen: (state, { what, deviceId }) => {
    if (!isInRoom(state)) {
      return step(state);
    }
    const choice = { ...state.choice, [what]: deviceId };
    const use: readonly PageEffect[] = what === "speaker" ? [] : [{ kind: "switchDevice", device: what, deviceId }];
    return step({ ...state, choice }, { kind: "rememberChoice", choice }, ...use);
  },
  admitted: (state, { seat }) => (state.visit.kind === "seated" ? step(state, { kind: "admit", seat }) : step(state)),
  sentOut: (state, { seat }) => (state.visit.kind === "seated" ? step(state, { kind: "sendOut", seat }) : step(state)),
  hungUp: (state, _, now) => {
    const kept = keptSeat(state.visit);
    return kept && isInRoom(state) ? hangUp(state, kept, now) : step(state);
  },
  networkChanged: (state) => step(state, { kind: "nudge" }, { kind: "tellNetworkChanged" }),
  pageShown: ({ visit, ...state }) => {
    if (visit.kind === "seated") {
      return step({ ...state, visit }, { kind: "nudge" }, { kind: "holdWake" }, { kind: "refreshDevices" });
    }
    // A computer that slept has stopped our timer: the server says how long to wait from now.
    const isTooEarly = visit.kind === "tooEarly" && visit.secrets !== undefined;
    const next: PageEffect = isTooEarly ? { kind: "knock", request: knockOf(visit.secrets) } : { kind: "nudge" };
    return step({ ...state, visit }, next);
  },
  pageLeft: (state) => step(state, { kind: "endCall" }, { kind: "close" }),
} satisfies Partial<PageHandlers>;

function callChanged(state: PageState, visit: SeatedVisit, view: CallView): PageStep {
  const record = recordOf(state.record, view);
  const effects: PageEffect[] = hasStopped(visit.call, view) ? [{ kind: "nudge" }] : [];
  return step({ ...state, visit: { ...visit, call: view }, ...(record && { record }) }, ...effects);
}

/** Media that stops is often the first sign of a network that is gone, earlier than the connection to the servers. */
function hasStopped(before: CallView | undefined, { peers }: CallView): boolean {
  const flowed = before?.peers.filter(({ flowing }) => flowing) ?? [];
  return flowed.some(({ seat }) => peers.some((peer) => peer.seat.seat === seat.seat && !peer.flowing));
}

/** The choice is kept with the seat, so that a reload finds the devices as they were. */
function switchDevice(state: PageState, devices: Partial<KeptSeat>, use: PageEffect): PageStep {
  const { visit } = state;
  if (visit.kind === "entry" || !isInRoom(state)) {
    return step(state);
  }
  const kept = { ...visit.kept, ...devices };
  return step({ ...state, visit: { ...visit, kept } as typeof visit }, { kind: "keep", kept }, use);
}

function hangUp(state: PageState, before: KeptSeat, now: number): PageStep {
  const kept = { ...before, resting: { kind: "ended" } } as const;
  const summary = state.record && { summary: summaryOf(state.record, now) };
  const visit = { kind: "ended", kept, ...summary } as const;
  return outside(state, visit, { kind: "keep", kept }, { kind: "leave" });
}
