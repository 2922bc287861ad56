import { expect, test } from "vitest";
import { events, outcome, views } from "./appointments-samples.ts";

// Every event in every view. A cell names the views it is about and then the next view (a detail with id and revision,
// a form with its problem and the revision that is to be changed), what is said of failures, and the effects in their
// order. In all other views applies the cell for `others`; without one nothing changes.

const kinds = Object.keys(views) as (keyof typeof views)[];
const forms = "new change saving conflict gone";

type Cells = Readonly<Record<string, string>>;

const table: Readonly<Record<keyof typeof events, Cells>> = {
  searched: {},
  pastSwitched: { others: "same load" },
  newAsked: { others: "form focusForm" },
  opened: { others: "detail:b21 focusDetail" },
  printAsked: { detail: "same print", others: "detail:a11 focusDetail print" },
  changeAsked: { others: "form:1 focusForm" },
  cancelAsked: {},
  cancelAnswered: {},
  back: { others: "list focusList" },
  discarded: {
    "list new gone": "list focusList",
    "detail change saving": "detail:a11 focusDetail",
    conflict: "detail:a12 focusDetail",
  },
  submitted: { new: "saving save", "change gone": "saving:1 save", conflict: "saving:2 save" },
  "submitted, incomplete": {
    new: "form:incomplete",
    "change gone": "form:incomplete:1",
    conflict: "form:incomplete:2",
  },
  returned: { others: "same load" },
  loaded: { detail: "detail:a12" },
  "loaded late": {},
  loadFailed: {},
  saved: { [forms]: "detail:a12 focusDetail load", others: "same load" },
  "saved late": { others: "same load" },
  "saveFailed: offline": {
    new: "form:offline",
    "change saving gone": "form:offline:1",
    conflict: "form:offline:2",
    others: "same says:offline",
  },
  "saveFailed: changedMeanwhile": {
    [forms]: "form:changedMeanwhile:2",
    others: "same says:changedMeanwhile",
  },
  "saveFailed: alreadyCancelled": {
    [forms]: "form:alreadyCancelled:2",
    others: "same says:alreadyCancelled",
  },
  "saveFailed: unknownAppointment": {
    new: "form:unknownAppointment",
    "change saving gone": "form:unknownAppointment:1",
    conflict: "form:unknownAppointment:2",
    others: "same says:unknownAppointment",
  },
  "saveFailed late": { others: "same says:offline" },
  cancelled: { "list detail": "detail:a11 load", others: "same load" },
  "cancelFailed: offline": { others: "same says:offline" },
  "cancelFailed: changedMeanwhile": {
    "list detail": "detail:a12 says:changedMeanwhile",
    others: "same says:changedMeanwhile",
  },
  "cancelFailed: unknownAppointment": {
    "list detail": "list says:unknownAppointment",
    others: "same says:unknownAppointment",
  },
};

function expected(cells: Cells, kind: string): string {
  const cell = Object.entries(cells).find(([about]) => about.split(" ").includes(kind))?.[1];
  return cell ?? cells["others"] ?? "same";
}

test("Every sample event has a row", () => {
  expect(Object.keys(table)).toEqual(Object.keys(events));
});

test.each(Object.entries(events))("%s has the expected outcome in every view", (name, event) => {
  const outcomes = kinds.map((kind) => [kind, outcome(views[kind], event)]);
  expect(outcomes).toEqual(kinds.map((kind) => [kind, expected(table[name] ?? {}, kind)]));
});
