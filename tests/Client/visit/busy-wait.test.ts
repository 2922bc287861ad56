import { expect, test } from "vitest";
import { nextTry } from "../../../src/Web/Client/visit/busy-wait.ts";
import type { KeptSeat } from "../../../src/Web/Client/visit/seat-store.ts";

const address = "https://example.org/?lang=de#c3f-e04-d96";
const kept: KeptSeat = {
  seat: "ab",
  secret: "cd",
  instance: 1,
  name: "Ada",
  camera: true,
  microphone: true,
  room: { id: "ef", role: "patient", key: "", passId: "" },
};

test.each([
  [0, 5000],
  [0.5, 10_000],
  [0.9999, 14_999],
])("A new page waits 5 to 15 seconds, by chance %d", (chance, afterMs) => {
  expect(nextTry(address, undefined, chance)).toEqual({ kind: "later", afterMs });
});

test("A tab that holds a seat loads again at once, with its code still in the fragment", () => {
  const again = "https://example.org/?lang=de&back=#c3f-e04-d96";
  expect(nextTry(address, kept, 0)).toEqual({ kind: "atOnce", address: again });
});

test("It does so once", () => {
  expect(nextTry("https://example.org/?back=", kept, 0)).toEqual({ kind: "later", afterMs: 5000 });
});

test("A person who hung up, or has no seat yet, does not return", () => {
  const { room: _, ...outside } = kept;
  expect(nextTry(address, { ...kept, resting: { kind: "ended" } }, 0).kind).toBe("later");
  expect(nextTry(address, outside, 0).kind).toBe("later");
});
