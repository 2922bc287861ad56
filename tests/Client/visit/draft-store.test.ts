import { expect, test } from "vitest";
import { DraftStore } from "../../../src/Web/Client/visit/draft-store.ts";
import { fakeStorage } from "../fake-storage.ts";

test("What was typed is there for the next page of the tab, until it is forgotten", () => {
  const storage = fakeStorage();
  new DraftStore(storage).keep({ code: "c3f-e04", name: "Ada" });
  expect(new DraftStore(storage).read()).toEqual({ code: "c3f-e04", name: "Ada" });
  new DraftStore(storage).forget();
  expect(new DraftStore(storage).read()).toEqual({ code: "", name: "" });
});

test.each(["{", "null", '{"code":1,"name":"Ada"}', '{"code":"c3f"}'])("A damaged draft (%s) is empty", (stored) => {
  const storage = fakeStorage();
  storage.setItem("redconnect.entry", stored);
  expect(new DraftStore(storage).read()).toEqual({ code: "", name: "" });
});

test("A followed link is kept like a code, and one that is none is not", () => {
  const storage = fakeStorage();
  const link = "A".repeat(43);
  new DraftStore(storage).keep({ code: "", name: "Ada", link });
  expect(new DraftStore(storage).read()).toEqual({ code: "", name: "Ada", link });
  storage.setItem("redconnect.entry", '{"code":"","name":"Ada","link":"#"}');
  expect(new DraftStore(storage).read()).toEqual({ code: "", name: "Ada" });
});
