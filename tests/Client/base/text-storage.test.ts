import { expect, test } from "vitest";
import { availableStorage, readObject, type TextStorage } from "../../../src/Web/Client/base/text-storage.ts";
import { ChoiceStore } from "../../../src/Web/Client/visit/choice-store.ts";
import { SeatStore } from "../../../src/Web/Client/visit/seat-store.ts";
import { fakeStorage } from "../fake-storage.ts";
import { withCode, withRoom } from "../visit/sample-states.ts";

function blocked(): TextStorage {
  throw new DOMException("site data are blocked", "SecurityError");
}

const full: TextStorage = {
  ...fakeStorage(),
  setItem: () => {
    throw new DOMException("no space", "QuotaExceededError");
  },
};

test.each([["blocked", blocked], ["full", () => full]] as const)(
  "Where the storage is %s, a page keeps what it needs in memory",
  (_, open) => {
    const storage = availableStorage(open);
    expect(storage.getItem("a")).toBeNull();
    storage.setItem("a", "1");
    expect(storage.getItem("a")).toBe("1");
    storage.removeItem("a");
    expect(storage.getItem("a")).toBeNull();
  },
);

test("What can be stored is stored, not remembered", () => {
  const kept = fakeStorage();
  availableStorage(() => kept).setItem("a", "1");
  expect(availableStorage(() => kept).getItem("a")).toBe("1");
});

const junk = ['{"vid', "null", "7", "[]", '"text"', "", "undefined"];

test.each(junk)("Stored junk (%s) is dropped", (stored) => {
  const storage = fakeStorage();
  storage.setItem("a", stored);
  expect(readObject(storage, "a")).toBeUndefined();
  expect(storage.getItem("a")).toBeNull();
});

test.each([...junk, "{}", '{"video":{},"audio":null,"speaker":1}'])("Damaged devices (%s) are no choice", (stored) => {
  const storage = fakeStorage();
  storage.setItem("redconnect.devices", stored);
  expect(new ChoiceStore(storage).read()).toEqual({});
});

test.each([...junk, "{}", '{"seat":"5e"}', JSON.stringify({ ...withRoom, room: { id: 1 } }),
  JSON.stringify({ ...withRoom, room: undefined })])("A damaged seat (%s) is none", (stored) => {
  const storage = fakeStorage();
  storage.setItem("redconnect.seat", stored);
  expect(new SeatStore(storage).read()).toBeUndefined();
});

test.each([withCode, withRoom])("A seat and the devices come back as they were kept", (seat) => {
  const storage = fakeStorage();
  new SeatStore(storage).keep(seat);
  new ChoiceStore(storage).keep({ video: "front" });
  expect(new SeatStore(storage).read()).toEqual(seat);
  expect(new ChoiceStore(storage).read()).toEqual({ video: "front" });
});
