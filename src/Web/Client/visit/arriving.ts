import { fromBase64 } from "../base/bytes.ts";
import type { PassSecrets } from "../crypto/pass-secrets.ts";
import type { RoomKey } from "../crypto/room-key.ts";
import type { KnockRequest } from "../wire/messages.ts";
import { type PageHandlers, outside } from "./handlers.ts";
import { type PageStep, step } from "./page-effect.ts";
import type { OwnHello } from "./page-event.ts";
import { keptSeat, type PageState, type Problem } from "./page-state.ts";
import type { RoomLink } from "./room-link.ts";
import type { KeptRoomSeat, KeptSeat } from "./seat-store.ts";

/** From a link, a code or a kept seat to the seat. */
export const arriving = {
  loaded: (state, { link, kept }) => {
    if (link) {
      return followLink(state, link, kept);
    }
    return kept?.resting ? step({ ...state, visit: { kept, ...kept.resting } }) : comeBack(state, kept);
  },
  linkFollowed: (state, { link }) => (link ? followLink(state, link, keptSeat(state.visit)) : step(state)),
  submitted: (state, { kept }) => {
    const opened = openPass(state, kept);
    return step(opened.state, { kind: "keep", kept }, ...opened.effects);
  },
  codeBlinded: (state, { attempt, blinded }) => {
    const { visit } = state;
    return visit.kind === "openingPass" && attempt === state.attempt
      ? step({ ...state, visit: { ...visit, blinded } }, { kind: "evaluate", request: { blinded: blinded.element } })
      : step(state);
  },
  evaluated: (state, { evaluated }) => {
    const { visit, attempt } = state;
    return visit.kind === "openingPass" && visit.blinded !== undefined
      ? step(state, { kind: "openCode", attempt, blinded: visit.blinded, evaluated })
      : step(state);
  },
  passOpened: (state, { attempt, secrets }) => {
    const { visit } = state;
    if (visit.kind !== "openingPass" || attempt !== state.attempt) {
      return step(state);
    }
    const knocking = { kind: "knocking", kept: visit.kept, secrets } as const;
    return step({ ...state, visit: knocking }, { kind: "knock", request: knockOf(secrets) });
  },
  passFailed: (state, { attempt }) =>
    state.visit.kind === "openingPass" && attempt === state.attempt
      ? outside(state, { kind: "entry", problem: "notReady" })
      : step(state),
  knocked: (state, { door }) => {
    const { visit } = state;
    if ((visit.kind !== "knocking" && visit.kind !== "tooEarly") || visit.secrets === undefined) {
      return step(state);
    }
    const attempt = state.attempt + 1;
    const { kept, secrets } = visit;
    return step(
      { ...state, attempt, visit: { kind: "openingKey", kept } },
      { kind: "openDoor", attempt, door, secrets, ...namedBy(kept) },
      useDevices(kept),
    );
  },
  keyOpened: (state, { attempt, key, room, hello }) => {
    if (state.visit.kind !== "openingKey" || attempt !== state.attempt) {
      return step(state);
    }
    const { pass: _, resting: __, ...kept } = state.visit.kept;
    return takeSeat(state, { ...kept, room }, key, hello);
  },
  keyFailed: (state, { attempt }) =>
    state.visit.kind === "openingKey" && attempt === state.attempt ? startOver(state, "unknown") : step(state),
  heldElsewhere: (state, { attempt, kept }) =>
    state.visit.kind === "openingKey" && attempt === state.attempt ? replaced(state, kept, kept.instance) : step(state),
  again: (state) => comeBack(state, keptSeat(state.visit)),
  timeUp: (state, { attempt }) => {
    const { visit } = state;
    if (attempt !== state.attempt || (visit.kind !== "tooEarly" && visit.kind !== "refused")) {
      return step(state);
    }
    // The pass is open already: the door is asked without deriving its keys again.
    const secrets = visit.kind === "tooEarly" ? visit.secrets : undefined;
    return secrets ? step(state, { kind: "knock", request: knockOf(secrets) }) : comeBack(state, visit.kept);
  },
  startOver: (state) => startOver(state),
  pageRevived: (state) => {
    const kept = keptSeat(state.visit);
    return kept && !kept.resting ? comeBack(state, kept) : step(state);
  },
} satisfies Partial<PageHandlers>;

/** Another pass, another seat. */
export function startOver(before: PageState, problem?: Problem): PageStep {
  const { record: _, ...state } = before;
  const visit = { kind: "entry", ...(problem && { problem }) } as const;
  return outside(state, visit, { kind: "close" }, { kind: "forget" });
}

/** Once more from the point that was reached. A kept room is entered by a new instance, a pass is opened again. */
export function comeBack(state: PageState, kept: KeptSeat | undefined): PageStep {
  if (kept?.room) {
    const instance = (kept.resting?.kind === "replaced" ? kept.resting.instance : kept.instance) + 1;
    const { resting: _, ...awake } = kept;
    const attempt = state.attempt + 1;
    return step(
      { ...state, attempt, visit: { kind: "openingKey", kept: { ...awake, instance } } },
      { kind: "importKey", attempt, room: kept.room, ...namedBy({ ...kept, instance }) },
      useDevices(kept),
    );
  }
  return kept ? openPass(state, kept) : step({ ...state, visit: { kind: "entry" } });
}

/** Takes the seat and begins the call in it. */
export function takeSeat(state: PageState, kept: KeptRoomSeat, key: RoomKey, hello: OwnHello): PageStep {
  const { seat, instance, room } = kept;
  const [passId, secret] = [fromBase64(room.passId), fromBase64(kept.secret)];
  const seated = { own: { seat, instance }, role: room.role, key, keys: hello.keys };
  return step(
    { ...state, visit: { kind: "seated", kept, key } },
    { kind: "keep", kept },
    { kind: "startCall", seated, media: state.media },
    { kind: "holdWake" },
    { kind: "enter", seat, request: { room: room.id, passId, secret, instance, sealedHello: hello.sealed } },
  );
}

/** Another page has the seat: this one asks whether to go on here. */
export function replaced(state: PageState, kept: KeptRoomSeat, instance: number): PageStep {
  const resting = { kind: "replaced", instance } as const;
  const rested = { ...kept, resting };
  return outside(state, { kept: rested, ...resting }, { kind: "keep", kept: rested }, { kind: "close" });
}

/** What the room is asked with. */
export function knockOf({ room, passId }: PassSecrets): KnockRequest {
  return { room: room ?? null, passId };
}

function openPass(state: PageState, kept: KeptSeat): PageStep {
  const { pass } = kept;
  const attempt = state.attempt + 1;
  if (pass === undefined) {
    return startOver(state);
  }
  return step(
    { ...state, attempt, visit: { kind: "openingPass", kept } },
    pass.kind === "link"
      ? { kind: "openLink", attempt, link: pass.link }
      : { kind: "blindCode", attempt, code: pass.code },
    useDevices(kept),
  );
}

/** A link carries its secret in the fragment, which browsers never send; it leaves the address bar at once. */
function followLink(state: PageState, link: RoomLink, kept: KeptSeat | undefined): PageStep {
  const { state: fresh, effects } = startOver(state);
  const visit = { kind: "entry", link: { ...link, name: link.name ?? kept?.name } } as const;
  return step({ ...fresh, visit }, { kind: "clearAddress" }, ...effects);
}

function namedBy({ name, seat, instance }: KeptSeat) {
  return { name, page: { seat, instance } } as const;
}

function useDevices({ camera, microphone }: KeptSeat) {
  return { kind: "useDevices", video: camera, audio: microphone } as const;
}
