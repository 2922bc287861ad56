import type { Refusal } from "../wire/messages.ts";
import { replaced, startOver } from "./arriving.ts";
import { type PageHandlers, outside } from "./handlers.ts";
import { type PageStep, step } from "./page-effect.ts";
import type { PageState, Visit } from "./page-state.ts";

const overloadedRetryMs = 5000;
/** Waits a little longer than to the start, so that rounding does not make us too early again. */
const afterStartMs = 250;
/** The appointment may be moved to an earlier time meanwhile: the door is asked again this often. */
const askAgainMs = 8000;

type Asking = Extract<Visit, { readonly kind: "openingPass" | "knocking" | "seated" | "tooEarly" }>;

/** The room's answers other than yes. */
export const beingRefused = {
  refused: (state, { refusal }, now) => {
    const { visit } = state;
    if (visit.kind === "tooEarly" && busy.has(refusal.reason)) {
      return keepWaiting(state, visit, refusal);
    }
    return asks(visit) ? answerTo(refusal, visit)(state, visit, refusal, now) : step(state);
  },
  replaced: (state, { instance }) =>
    state.visit.kind === "seated" ? replaced(state, state.visit.kept, instance) : step(state),
} satisfies Partial<PageHandlers>;

function asks(visit: Visit): visit is Asking {
  return ["openingPass", "knocking", "seated", "tooEarly"].includes(visit.kind);
}

/** Refusals of the moment, not of the person. */
const busy: ReadonlySet<string> = new Set(["overloaded", "throttled"]);

type Answer = (state: PageState, visit: Asking, refusal: Refusal, now: number) => PageStep;

function answerTo({ reason, instance }: Refusal, visit: Asking): Answer {
  switch (reason) {
    case "unknown":
      return (state) => startOver(state, "unknown");
    case "tooEarly":
      return waitForStart;
    case "replaced":
      return visit.kind === "seated" ? (state) => replaced(state, visit.kept, instance ?? 1) : stayOutside;
    default:
      return stayOutside;
  }
}

/** Waits by the servers' clock, since the page's own may be wrong, and asks again meanwhile. */
function waitForStart(state: PageState, visit: Asking, { start, serverTime }: Refusal, now: number): PageStep {
  const waitMs = Math.max(0, (start ?? 0) - (serverTime ?? start ?? 0));
  const attempt = state.attempt + 1;
  const { kept } = visit;
  const secrets = "secrets" in visit ? visit.secrets : undefined;
  const times = { start: start ?? 0, opensAt: now + waitMs };
  return outside(
    { ...state, attempt },
    { kind: "tooEarly", kept, ...times, ...(secrets && { secrets }) },
    { kind: "close" },
    { kind: "wait", attempt, ms: Math.min(waitMs + afterStartMs, askAgainMs) },
  );
}

/** Who waits at the closed door goes on waiting: the server will answer a later question. */
function keepWaiting(state: PageState, visit: Asking, { retryAfter }: Refusal): PageStep {
  const attempt = state.attempt + 1;
  const ms = Math.max(retryAfter ?? 0, askAgainMs);
  return step({ ...state, attempt, visit }, { kind: "close" }, { kind: "wait", attempt, ms });
}

/** Says why; only an overloaded server is asked again without the person. */
function stayOutside(state: PageState, { kept }: Asking, refusal: Refusal, now: number): PageStep {
  const retryAfter = refusal.retryAfter ?? undefined;
  const attempt = state.attempt + 1;
  const retryAt = retryAfter === undefined ? {} : { retryAt: now + retryAfter };
  const visit = { kind: "refused", kept, refusal, ...retryAt } as const;
  const retry = { kind: "wait", attempt, ms: retryAfter ?? overloadedRetryMs } as const;
  return outside({ ...state, attempt }, visit, { kind: "close" }, ...(refusal.reason === "overloaded" ? [retry] : []));
}
