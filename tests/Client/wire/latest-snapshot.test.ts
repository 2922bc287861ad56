import { expect, test } from "vitest";
import { Latest } from "../../../src/Web/Client/wire/latest-snapshot.ts";
import { snapshot } from "./fake-hub-connection.ts";

test("Of one life of the room the higher version counts", () => {
  const latest = new Latest();
  expect(latest.entered(snapshot(7, 3))).toMatchObject({ version: 3 });
  expect(latest.changed(snapshot(7, 3))).toBeUndefined();
  expect(latest.changed(snapshot(7, 2))).toBeUndefined();
  expect(latest.changed(snapshot(7, 4))).toMatchObject({ version: 4 });
});

test("A room that woke where the clock is behind is followed all the same, once it is entered", () => {
  const latest = new Latest();
  latest.entered(snapshot(9, 40));
  expect(latest.changed(snapshot(5, 2))).toBeUndefined();
  expect(latest.entered(snapshot(5, 1))).toMatchObject({ epoch: 5, version: 2 });
  expect(latest.changed(snapshot(9, 41))).toBeUndefined();
  expect(latest.changed(snapshot(5, 3))).toMatchObject({ epoch: 5, version: 3 });
});

test("A change that overtakes the reply of the entry it follows is not lost", () => {
  const latest = new Latest();
  expect(latest.changed(snapshot(7, 2))).toBeUndefined();
  expect(latest.entered(snapshot(7, 1))).toMatchObject({ version: 2 });
  expect(latest.entered(snapshot(7, 1))).toMatchObject({ version: 2 });
});
