import { expect, test } from "vitest";
import { LatestSnapshot } from "../../../src/Web/Client/wire/latest-snapshot.ts";
import { snapshot } from "./fake-hub-connection.ts";

test("Of one epoch the higher version counts", () => {
  const latest = new LatestSnapshot();
  expect(latest.entered(snapshot(7, 3))).toMatchObject({ version: 3 });
  expect(latest.changed(snapshot(7, 3))).toBeUndefined();
  expect(latest.changed(snapshot(7, 2))).toBeUndefined();
  expect(latest.changed(snapshot(7, 4))).toMatchObject({ version: 4 });
});

test("A lower epoch is followed as soon as an Enter reply names it", () => {
  const latest = new LatestSnapshot();
  latest.entered(snapshot(9, 40));
  expect(latest.changed(snapshot(5, 2))).toBeUndefined();
  expect(latest.entered(snapshot(5, 1))).toMatchObject({ epoch: 5, version: 2 });
  expect(latest.changed(snapshot(9, 41))).toBeUndefined();
  expect(latest.changed(snapshot(5, 3))).toMatchObject({ epoch: 5, version: 3 });
});

test("A change that overtakes the Enter reply is shown with it", () => {
  const latest = new LatestSnapshot();
  expect(latest.changed(snapshot(7, 2))).toBeUndefined();
  expect(latest.entered(snapshot(7, 1))).toMatchObject({ version: 2 });
  expect(latest.entered(snapshot(7, 1))).toMatchObject({ version: 2 });
});

test("Of several changes that overtake the Enter reply the highest version of its epoch counts", () => {
  const latest = new LatestSnapshot();
  [snapshot(7, 3), snapshot(7, 5), snapshot(7, 4), snapshot(6, 9)].forEach((early) => latest.changed(early));
  expect(latest.entered(snapshot(7, 2))).toMatchObject({ epoch: 7, version: 5 });
});
