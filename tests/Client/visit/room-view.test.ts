import { expect, test } from "vitest";
import { roomAsHeard, seatedView } from "../../../src/Web/Client/visit/room-view.ts";
import type { Presence, Role, SeatView } from "../../../src/Web/Client/wire/messages.ts";

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

test("A partner who is away is one for as long as they are heard", () => {
  const seats = [seat("me", "patient", "waiting"), seat("dr", "practitioner", "away")];
  const kind = (...heard: string[]): string => {
    const room = roomAsHeard({ epoch: 1, version: 1, advice: "none", cancelled: false, seats }, new Set(heard));
    return seatedView(room, "me", "patient", { flowed: true }).kind;
  };
  expect([kind("dr"), kind(), kind("me")]).toEqual(["inCall", "waiting", "waiting"]);
});

test("Hearing one who is away lets nobody in who waits to be admitted", () => {
  const seats = [seat("me", "patient", "waiting", false), seat("pa", "patient", "waiting"), seat("dr", "practitioner", "away")];
  const room = roomAsHeard({ epoch: 1, version: 1, advice: "none", cancelled: false, seats }, new Set(["dr"]));
  expect(room.seats.map(({ presence }) => presence)).toEqual(["waiting", "present", "reconnecting"]);
});

test("Who is not admitted waits, and whoever waits to be admitted is no partner yet", () => {
  expect(kindFor(false, seat("me", "patient", "waiting", false), seat("dr", "practitioner", "waiting"))).toBe("waiting");
  expect(kindFor(false, seat("me", "practitioner", "waiting"), seat("pa", "patient", "waiting", false))).toBe("waiting");
});
