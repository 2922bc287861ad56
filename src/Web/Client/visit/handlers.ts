import type { Handlers } from "../base/reducer.ts";
import { type PageEffect, type PageStep, step } from "./page-effect.ts";
import type { PageEvents } from "./page-event.ts";
import type { PageState, Visit } from "./page-state.ts";

/** The reducer of each kind of event of the page. */
export type PageHandlers = Handlers<PageState, PageEvents, PageEffect>;

/** Leaves the room for the given visit: no call, no settings, no devices in use. */
export function outside(before: PageState, visit: Visit, ...effects: readonly PageEffect[]): PageStep {
  const { settings: _, ...state } = before;
  return step(
    { ...state, visit },
    ...effects,
    { kind: "endCall" },
    { kind: "releaseWake" },
    { kind: "useDevices", video: false, audio: false },
  );
}
