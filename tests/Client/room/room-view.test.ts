import { expect, test } from "vitest";
import { seatedView } from "../../../src/Web/Client/room/room-view.ts";
import type { Presence, Role, SeatView } from "../../../src/Web/Client/room/wire.ts";

function seat(name: string, role: Role, presence: Presence, admitted = true): SeatView {
  return { seat: name, role, instance: 1, presence, admitted, sealedName: new Uint8Array(), since: 0 };
}

function kindFor(flowed: boolean, ...seats: SeatView[]): string {
  return seatedView({ epoch: 1, version: 1, advice: "none", cancelled: false, seats }, "me", "patient", { flowed }).kind;
}

test("Alone one waits", () => {
  expect(kindFor(false, seat("me", "patient", "waiting"))).toBe("waiting");
});

test("With a partner one is connecting until media has come, and in the call from then on", () => {
  const both = [seat("me", "patient", "present"), seat("dr", "practitioner", "present")];
  expect(kindFor(false, ...both)).toBe("connecting");
  expect(kindFor(true, ...both)).toBe("inCall");
});

test("A partner who is coming back is still a partner", () => {
  expect(kindFor(true, seat("me", "patient", "present"), seat("dr", "practitioner", "reconnecting"))).toBe("inCall");
});

test("A partner who has left is none", () => {
  expect(kindFor(true, seat("me", "patient", "waiting"), seat("dr", "practitioner", "left"))).toBe("waiting");
});

test("Who is not admitted waits, and whoever waits to be admitted is no partner yet", () => {
  expect(kindFor(false, seat("me", "patient", "waiting", false), seat("dr", "practitioner", "waiting"))).toBe("waiting");
  expect(kindFor(false, seat("me", "practitioner", "waiting"), seat("pa", "patient", "waiting", false))).toBe("waiting");
});
