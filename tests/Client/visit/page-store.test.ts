import { expect, test } from "vitest";
import { initialState } from "../../../src/Web/Client/visit/page-state.ts";
import { PageStore } from "../../../src/Web/Client/visit/page-store.ts";
import { withCode } from "./sample-states.ts";

test("An event that an effect causes waits until all effects of the event before are done", () => {
  const store = new PageStore(initialState({}), () => 0);
  const log: string[] = [];
  store.events.on("changed", ({ visit }) => log.push(visit.kind));
  store.events.on("effect", ({ kind }) => {
    log.push(kind);
    if (kind === "keep") {
      store.dispatch({ kind: "networkChanged" });
    }
  });
  store.dispatch({ kind: "submitted", kept: withCode });
  const submitted = ["openingCode", "keep", "openCode", "useDevices"];
  expect(log).toEqual([...submitted, "openingCode", "nudge", "tellNetworkChanged"]);
});

test("A view that fails does not stop later events", () => {
  const store = new PageStore(initialState({}), () => 0);
  const stop = store.events.on("changed", () => {
    throw new Error("a broken view");
  });
  expect(() => store.dispatch({ kind: "settingsAsked" })).toThrow("a broken view");
  stop();
  const kinds: string[] = [];
  store.events.on("changed", ({ visit }) => kinds.push(visit.kind));
  store.dispatch({ kind: "submitted", kept: withCode });
  expect(kinds).toEqual(["openingCode"]);
});
