import { reducerOf } from "../base/reducer.ts";
import { arriving } from "./arriving.ts";
import { beingRefused } from "./being-refused.ts";
import type { PageHandlers } from "./handlers.ts";
import { inRoom } from "./in-room.ts";

const handlers: PageHandlers = { ...arriving, ...beingRefused, ...inRoom };

/** The page's next state, and what is to be done; `now` is by the page's clock. */
export const reduce = reducerOf(handlers);
