import { expect, test } from "vitest";
import { withMedia, seatedView } from "../../../src/Web/Client/call/seated-view.ts";
import type { Presence, Role, SeatView } from "../../../src/Web/Client/wire/messages.ts";
import { quietRoom } from "../wire/quiet-room.ts";

function seat(name: string, role: Role, presence: Presence, admitted = true): SeatView {
  return { seat: name, role, instance: 1, presence, admitted, sealedHello: new Uint8Array(), since: 0 };
}

const room = { epoch: 1, version: 1, ...quietRoom } as const;

function kindFor(flowed: boolean, ...seats: SeatView[]): string {
  return seatedView({ ...room, seats }, "me", "patient", { flowed }).kind;
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

test("A partner who is away is one for as long as their media arrives", () => {
  const seats = [seat("me", "patient", "waiting"), seat("dr", "practitioner", "away")];
  const kind = (...flowing: string[]): string => {
    const corrected = withMedia({ ...room, seats }, new Set(flowing));
    return seatedView(corrected, "me", "patient", { flowed: true }).kind;
  };
  expect([kind("dr"), kind(), kind("me")]).toEqual(["inCall", "waiting", "waiting"]);
});

test("Media of a partner who is away admits no one who waits to be admitted", () => {
  const patients = [seat("me", "patient", "waiting", false), seat("pa", "patient", "waiting")];
  const seats = [...patients, seat("dr", "practitioner", "away")];
  const corrected = withMedia({ ...room, seats }, new Set(["dr"]));
  expect(corrected.seats.map(({ presence }) => presence)).toEqual(["waiting", "present", "reconnecting"]);
});

test("A person who is not admitted waits, and is no partner yet", () => {
  const notAdmitted = seat("me", "patient", "waiting", false);
  const practitioner = seat("dr", "practitioner", "waiting");
  expect(kindFor(false, notAdmitted, practitioner)).toBe("waiting");
  expect(kindFor(false, { ...practitioner, seat: "me" }, { ...notAdmitted, seat: "pa" })).toBe("waiting");
});
