import { type PageEffect, type Step, step } from "./page-effect.ts";
import type { PageEvents } from "./page-event.ts";
import type { PageState, Visit } from "./page-state.ts";

export type Handler<Kind extends keyof PageEvents> = (state: PageState, event: PageEvents[Kind], now: number) => Step;

export type Handlers = { readonly [Kind in keyof PageEvents]: Handler<Kind> };

/** Leaves the room for the given visit: no call, no settings, no devices in use. */
export function outside(before: PageState, visit: Visit, ...effects: readonly PageEffect[]): Step {
  const { settings: _, ...state } = before;
  return step(
    { ...state, visit },
    ...effects,
    { kind: "endCall" },
    { kind: "releaseWake" },
    { kind: "useDevices", video: false, audio: false },
  );
}
