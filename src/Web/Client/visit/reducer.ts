import { arriving } from "./arriving.ts";
import { beingRefused } from "./being-refused.ts";
import { inRoom } from "./in-room.ts";
import type { Step } from "./page-effect.ts";
import type { PageEvent } from "./page-event.ts";
import type { PageState } from "./page-state.ts";
import type { Handler, Handlers } from "./handlers.ts";

const handlers: Handlers = { ...arriving, ...beingRefused, ...inRoom };

/** The page's next state, and what is to be done. Pure: time comes in as `now`, by the page's clock. */
export function reduce(state: PageState, event: PageEvent, now: number): Step {
  return (handlers[event.kind] as Handler<PageEvent["kind"]>)(state, event, now);
}
