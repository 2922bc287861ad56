import { expect, test } from "vitest";
import { refusalTexts } from "../../../src/Web/Client/visit/doors.ts";
import type { SeatedView } from "../../../src/Web/Client/call/seated-view.ts";
import { waitingTexts } from "../../../src/Web/Client/visit/stage.ts";
import english from "../../../src/Web/Texts/en.json";
import { quietRoom } from "../wire/quiet-room.ts";

const waiting: SeatedView = {
  kind: "waiting",
  role: "patient",
  admitted: true,
  ...quietRoom,
  own: undefined,
  others: [],
};

test.each(["expired", "cancelled", "full", "throttled", "overloaded", "lunch", "toString"])(
  "The refusal %s has words",
  (reason) => {
    refusalTexts(reason).forEach((key) => expect(english[key]).toMatch(/.+/));
  },
);

test("A refusal of a newer server is said without a reason", () => {
  expect(refusalTexts("lunch")).toEqual(["refusal.otherTitle", "refusal.otherNext"]);
});

test("Advice of a newer server is ignored", () => {
  const advice = "another" as SeatedView["advice"];
  expect(waitingTexts({ ...waiting, advice })).toEqual(waitingTexts(waiting));
});
