import { expect, test } from "vitest";
import type { PageEvent } from "../../../src/Web/Client/visit/page-event.ts";
import type { PageEffect } from "../../../src/Web/Client/visit/page-effect.ts";
import { type PageState, safetyNumbers } from "../../../src/Web/Client/visit/page-state.ts";
import { reduce } from "../../../src/Web/Client/visit/reducer.ts";
import { callView, door, hello, key, peer, room, secrets, seat, stateWith, visits, withCode } from "./sample-states.ts";

/** The state and the last effects after the events, at one time. */
function after(state: PageState, now: number, ...events: readonly PageEvent[]) {
  let last: { state: PageState; effects: readonly PageEffect[] } = { state, effects: [] };
  for (const event of events) {
    last = reduce(last.state, event, now);
  }
  return last;
}

function effect<Kind extends PageEffect["kind"]>(effects: readonly PageEffect[], kind: Kind) {
  return effects.find((each) => each.kind === kind) as Extract<PageEffect, { readonly kind: Kind }> | undefined;
}

test("A seat is entered with what the tab keeps, and without the link or code", () => {
  const { effects } = after(
    stateWith(visits.knocking),
    0,
    { kind: "knocked", door },
    { kind: "keyOpened", attempt: 2, key, room, hello },
  );
  const request = { room: room.id, passId: bytes(1), secret: bytes(2), instance: 1, sealedHello: hello.sealed };
  expect(effect(effects, "enter")).toMatchObject({ seat: "5e", request });
  expect(effect(effects, "keep")?.kept).not.toHaveProperty("pass");
});

test("A reload enters the same seat with the next instance", () => {
  const { state } = after(stateWith(visits.entry), 0, { kind: "loaded", link: undefined, kept: visits.seated.kept });
  expect(state.visit).toMatchObject({ kind: "openingKey", kept: { seat: "5e", instance: 2 } });
});

test("A replaced page continues above the newer instance, and no longer rests", () => {
  const { state } = after(stateWith(visits.replaced), 0, { kind: "again" });
  expect(state.visit).toMatchObject({ kept: { instance: 5 } });
  expect(state.visit).not.toHaveProperty("kept.resting");
});

test("Results of an earlier attempt change nothing", () => {
  const again = after(stateWith(visits.openingPass), 0, { kind: "startOver" }, { kind: "submitted", kept: withCode });
  const late = after(again.state, 0, { kind: "passOpened", attempt: 1, secrets }, { kind: "passFailed", attempt: 1 });
  expect(late).toEqual({ state: again.state, effects: [] });
});

test("Who is early waits by the servers' clock, and a little longer", () => {
  const refusal = { reason: "tooEarly", start: 36_000, serverTime: 30_000 } as const;
  const { state, effects } = after(stateWith(visits.knocking), 1000, { kind: "refused", refusal });
  expect(effect(effects, "wait")).toMatchObject({ ms: 6250 });
  expect(state.visit).toMatchObject({ start: 36_000, opensAt: 7000 });
});

test("The closed door is asked again within ten seconds, since the appointment may be moved", () => {
  const refusal = { reason: "tooEarly", start: 9_000_000, serverTime: 0 } as const;
  const waiting = after(stateWith(visits.knocking), 0, { kind: "refused", refusal });
  const wait = effect(waiting.effects, "wait");
  expect(wait?.ms).toBeLessThan(9000);
  const asked = after(waiting.state, 8000, { kind: "timeUp", attempt: wait?.attempt ?? 0 });
  expect(effect(asked.effects, "knock")).toMatchObject({ request: { passId: secrets.passId } });
  expect(after(asked.state, 8100, { kind: "knocked", door }).state.visit.kind).toBe("openingKey");
});

test.each(["overloaded", "throttled"] as const)("Whose question at the closed door is %s keeps waiting", (reason) => {
  const refusal = { reason, retryAfter: 30_000 };
  const { state, effects } = after(stateWith(visits.tooEarly), 0, { kind: "refused", refusal });
  expect(state.visit).toBe(visits.tooEarly);
  expect(effect(effects, "wait")?.ms).toBe(30_000);
});

test("An early page that is shown again asks for the time that is left, and the former timer is ignored", () => {
  const refusal = { reason: "tooEarly", start: 90_000, serverTime: 80_000 } as const;
  const { state } = after(stateWith(visits.tooEarly), 1000, { kind: "pageShown" }, { kind: "refused", refusal });
  expect(state.visit).toMatchObject({ kind: "tooEarly", opensAt: 11_000 });
  expect(after(state, 1000, { kind: "timeUp", attempt: 1 }).effects).toEqual([]);
});

test("An overloaded server is asked again after the time it names, or after five seconds", () => {
  const ms = (refusal: object): number | undefined => {
    const event = { kind: "refused", refusal: { reason: "overloaded", ...refusal } } as const;
    return effect(after(stateWith(visits.knocking), 0, event).effects, "wait")?.ms;
  };
  expect([ms({ retryAfter: 7000 }), ms({ retryAfter: null }), ms({})]).toEqual([7000, 5000, 5000]);
});

test("A link without a name takes the name that the tab knows", () => {
  const link = { pass: { kind: "code", code: "0123abcde" }, name: undefined } as const;
  const { state } = after(stateWith(visits.seated), 0, { kind: "linkFollowed", link });
  expect(state.visit).toEqual({ kind: "entry", link: { ...link, name: "Ada" } });
});

test("Media that stops makes the page check its connection at once, for as long as the partner is there", () => {
  const flowing: PageEvent = { kind: "callChanged", view: callView({}, peer()) };
  const nudges = (view: PageEvent): boolean =>
    effect(after(stateWith(visits.seated), 0, flowing, view).effects, "nudge") !== undefined;
  expect(nudges(flowing)).toBe(false);
  expect(nudges({ kind: "callChanged", view: callView({}, peer({ flowing: false })) })).toBe(true);
  expect(nudges({ kind: "callChanged", view: callView() })).toBe(false);
});

test("Each other person's safety number is shown with their name, once it is agreed", () => {
  const agreed = peer({ safetyNumber: "123 456" });
  const view = { ...callView({}, agreed, peer({ seat: seat("gu") })), names: new Map([["pa", "Ada"]]) };
  const { state } = after(stateWith(visits.seated), 0, { kind: "callChanged", view });
  expect(safetyNumbers(state)).toEqual([{ name: "Ada", number: "123 456" }]);
});

test("A practitioner is told what the call was, also when it was left and entered again", () => {
  const { state } = after(stateWith(visits.seated), 100, { kind: "callChanged", view: callView({}, peer()) });
  const left = after(state, 5100, { kind: "hungUp" }, { kind: "again" });
  const back = after(left.state, 6000, { kind: "keyOpened", attempt: left.state.attempt, key, room, hello });
  const view = { ...callView({}, peer(), peer({ seat: seat("gu") })), since: 6000, startedAt: 13_000 };
  const ended = after(back.state, 8100, { kind: "callChanged", view }, { kind: "hungUp" });
  expect(ended.state.visit).toHaveProperty("summary", { startedAt: 7000, durationMs: 8000, people: 3 });
  expect(after(ended.state, 0, { kind: "startOver" }).state).not.toHaveProperty("record");
});

test("A patient keeps no record", () => {
  const view = callView({ role: "patient" }, peer());
  const { state } = after(stateWith(visits.seated), 0, { kind: "callChanged", view }, { kind: "hungUp" });
  expect(state.visit).not.toHaveProperty("summary");
});

test("A reload finds the devices as they were switched last", () => {
  const { state, effects } = after(stateWith(visits.seated), 0, { kind: "cameraSwitched", on: false });
  const { kept } = effect(effects, "keep") ?? {};
  const reloaded = after(stateWith(visits.entry), 0, { kind: "loaded", link: undefined, kept });
  expect(effect(reloaded.effects, "useDevices")).toEqual({ kind: "useDevices", video: false, audio: false });
  expect(state.visit).toMatchObject({ kept: { camera: false } });
});

test("The settings close with the call, and devices that are listed too late do not open them", () => {
  const devices: readonly MediaDeviceInfo[] = [];
  const open = after(stateWith(visits.seated), 0, { kind: "devicesListed", devices });
  expect(open.state.settings).toBe(devices);
  const late = after(open.state, 0, { kind: "hungUp" }, { kind: "devicesListed", devices });
  expect(late.state).not.toHaveProperty("settings");
});

function bytes(value: number): Uint8Array {
  return new Uint8Array([value]);
}
