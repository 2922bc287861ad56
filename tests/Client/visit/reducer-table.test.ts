import { expect, test } from "vitest";
import { events, outcome } from "./reducer-samples.ts";
import { visits } from "./sample-states.ts";

// Every event in every kind of visit. A cell names the kinds it is about and then the next kind with the effects in
// their order; in all other kinds nothing changes, unless there is a cell for `others`, whose first word is `same`.

const kinds = Object.keys(visits) as (keyof typeof visits)[];
const out = "endCall releaseWake useDevices";
const room = "openingPass knocking openingKey seated";

const outside = "openingPass knocking tooEarly";
const asking = `${outside} seated`;

type Cells = Readonly<Record<string, string>>;

const table: Readonly<Record<keyof typeof events, Cells>> = {
  loaded: { others: "entry" },
  "loaded with a link": { others: `entry clearAddress close forget ${out}` },
  "loaded with a code": { others: "openingPass blindCode useDevices" },
  "loaded with a kept link": { others: "openingPass openLink useDevices" },
  "loaded with a seat": { others: "openingKey importKey useDevices" },
  "loaded after hanging up": { others: "ended" },
  "loaded after being replaced": { others: "replaced" },
  "another fragment": {},
  "link followed": { others: `entry clearAddress close forget ${out}` },
  networkChanged: { others: "same nudge tellNetworkChanged" },
  pageShown: { seated: "seated nudge holdWake refreshDevices", tooEarly: "tooEarly knock", others: "same nudge" },
  pageLeft: { others: "same endCall close" },
  pageRevived: {
    "openingPass knocking tooEarly refused": "openingPass blindCode useDevices",
    "openingKey seated": "openingKey importKey useDevices",
  },
  submitted: { others: "openingPass keep blindCode useDevices" },
  again: {
    "openingPass knocking tooEarly refused": "openingPass blindCode useDevices",
    "openingKey seated replaced ended": "openingKey importKey useDevices",
  },
  startOver: { others: `entry close forget ${out}` },
  cameraSwitched: { [room]: "same keep useDevices" },
  microphoneSwitched: { [room]: "same keep useDevices" },
  settingsAsked: { [room]: "same listDevices" },
  settingsClosed: {},
  deviceChosen: { [room]: "same rememberChoice switchDevice" },
  "speaker chosen": { [room]: "same rememberChoice" },
  admitted: { seated: "seated admit" },
  sentOut: { seated: "seated sendOut" },
  hungUp: { [room]: `ended keep leave ${out}` },
  codeBlinded: { openingPass: "openingPass evaluate" },
  evaluated: { openingPass: "openingPass openCode" },
  passOpened: { openingPass: "knocking knock" },
  passFailed: { openingPass: `entry ${out}` },
  keyOpened: { openingKey: "seated keep startCall holdWake enter" },
  keyFailed: { openingKey: `entry close forget ${out}` },
  heldElsewhere: { openingKey: `replaced keep close ${out}` },
  timeUp: { tooEarly: "tooEarly knock", refused: "openingPass blindCode useDevices" },
  devicesListed: {},
  knocked: { "knocking tooEarly": "openingKey openDoor useDevices" },
  "refused: unknown": { [asking]: `entry close forget ${out}` },
  "refused: tooEarly": { [asking]: `tooEarly close wait ${out}` },
  "refused: full": { [asking]: `refused close ${out}` },
  "refused: sentOut": { [asking]: `refused close ${out}` },
  "refused: overloaded": { tooEarly: "tooEarly close wait", [asking]: `refused close wait ${out}` },
  "refused: replaced": { seated: `replaced keep close ${out}`, [outside]: `refused close ${out}` },
  replaced: { seated: `replaced keep close ${out}` },
  connected: {},
  reconnecting: { others: "same tellConnectionLost" },
  callChanged: {},
  mediaChanged: { others: "same sendMedia" },
};

function expected(cells: Cells, kind: string): string {
  const cell = Object.entries(cells).find(([about]) => about.split(" ").includes(kind))?.[1];
  return (cell ?? cells["others"] ?? "same").replace(/^same/, kind);
}

test("Every sample event has a row", () => {
  expect(Object.keys(table)).toEqual(Object.keys(events));
});

test.each(Object.entries(events))("%s has the expected outcome in every kind of visit", (name, event) => {
  const outcomes = kinds.map((kind) => [kind, outcome(visits[kind], event)]);
  expect(outcomes).toEqual(kinds.map((kind) => [kind, expected(table[name] ?? {}, kind)]));
});
