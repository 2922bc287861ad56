import type { PageEvent } from "../../../src/Web/Client/visit/page-event.ts";
import type { Visit } from "../../../src/Web/Client/visit/page-state.ts";
import { reduce } from "../../../src/Web/Client/visit/reducer.ts";
import type { Refusal } from "../../../src/Web/Client/wire/messages.ts";
import { blinded, callView, door, hello, key, room, secrets } from "./sample-states.ts";
import { stateWith, visits, withCode, withLink } from "./sample-states.ts";

const attempt = 1;
const link = { pass: { kind: "code", code: "c3fe04d96" }, name: undefined } as const;
const media = { tracks: { audio: null, video: null }, camera: true, microphone: true, problems: {} };

function refused(reason: Refusal["reason"]): PageEvent {
  return { kind: "refused", refusal: { reason } };
}

/** One of each kind, and of each refusal with an answer of its own. */
export const events: Readonly<Record<string, PageEvent>> = {
  loaded: { kind: "loaded", link: undefined, kept: undefined },
  "loaded with a link": { kind: "loaded", link, kept: undefined },
  "loaded with a code": { kind: "loaded", link: undefined, kept: withCode },
  "loaded with a kept link": { kind: "loaded", link: undefined, kept: withLink },
  "loaded with a seat": { kind: "loaded", link: undefined, kept: visits.seated.kept },
  "loaded after hanging up": { kind: "loaded", link: undefined, kept: visits.ended.kept },
  "loaded after being replaced": { kind: "loaded", link: undefined, kept: visits.replaced.kept },
  "another fragment": { kind: "linkFollowed", link: undefined },
  "link followed": { kind: "linkFollowed", link },
  networkChanged: { kind: "networkChanged" },
  pageShown: { kind: "pageShown" },
  pageLeft: { kind: "pageLeft" },
  pageRevived: { kind: "pageRevived" },
  submitted: { kind: "submitted", kept: withCode },
  again: { kind: "again" },
  startOver: { kind: "startOver" },
  cameraSwitched: { kind: "cameraSwitched", on: false },
  microphoneSwitched: { kind: "microphoneSwitched", on: true },
  settingsAsked: { kind: "settingsAsked" },
  settingsClosed: { kind: "settingsClosed" },
  deviceChosen: { kind: "deviceChosen", what: "video", deviceId: "d" },
  "speaker chosen": { kind: "deviceChosen", what: "speaker", deviceId: "d" },
  admitted: { kind: "admitted", seat: "pa" },
  sentOut: { kind: "sentOut", seat: "pa" },
  hungUp: { kind: "hungUp" },
  codeBlinded: { kind: "codeBlinded", attempt, blinded },
  evaluated: { kind: "evaluated", evaluated: new Uint8Array([7]) },
  passOpened: { kind: "passOpened", attempt, secrets },
  passFailed: { kind: "passFailed", attempt },
  keyOpened: { kind: "keyOpened", attempt, key, room, hello },
  keyFailed: { kind: "keyFailed", attempt },
  heldElsewhere: { kind: "heldElsewhere", attempt, kept: visits.seated.kept },
  timeUp: { kind: "timeUp", attempt },
  devicesListed: { kind: "devicesListed", devices: [] },
  knocked: { kind: "knocked", door },
  "refused: unknown": refused("unknown"),
  "refused: tooEarly": refused("tooEarly"),
  "refused: full": refused("full"),
  "refused: sentOut": refused("sentOut"),
  "refused: overloaded": refused("overloaded"),
  "refused: replaced": refused("replaced"),
  replaced: { kind: "replaced", instance: 2 },
  connected: { kind: "signalling", state: "connected" },
  reconnecting: { kind: "signalling", state: "reconnecting" },
  callChanged: { kind: "callChanged", view: callView() },
  mediaChanged: { kind: "mediaChanged", media },
};

/** The kind of the next visit and the effects, in their order. */
export function outcome(visit: Visit, event: PageEvent): string {
  const { state, effects } = reduce(stateWith(visit), event, 0);
  return [state.visit.kind, ...effects.map(({ kind }) => kind)].join(" ");
}
