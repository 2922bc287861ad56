import { beforeAll, expect, test, vi } from "vitest";
import type { Signal } from "../../../src/Web/Client/wire/messages.ts";
import { stopTime } from "../fake-time.ts";
import { describing, hello, room, seat } from "./mesh-room.ts";

const clock = stopTime();

beforeAll(() => {
  vi.stubGlobal("MediaStream", EventTarget);
});

const offers = (sent: { to: string; signal: Signal }[]): string[] =>
  sent.filter(({ signal }) => signal.kind === "description").map(({ to }) => to);

test("The practitioner offers, the patient waits for the offer", async () => {
  const [doctor, patient] = [room(clock, "practitioner"), room(clock, "patient")];
  doctor.show("present", seat("pa", "patient"));
  patient.show("present", seat("dr", "practitioner"));
  await clock.pass(0);
  expect(offers(doctor.sent)).toEqual(["pa/1"]);
  expect(offers(patient.sent)).toEqual([]);
});

test("Of equals the smaller seat id offers", async () => {
  const guest = room(clock, "guest");
  guest.show("present", seat("aa", "patient"), seat("zz", "patient"));
  await clock.pass(0);
  expect(offers(guest.sent)).toEqual(["zz/1"]);
});

test("No one is called while we wait, and only admitted seats are", () => {
  const { show, made, peers } = room(clock, "practitioner");
  show("waiting", seat("pa", "patient", "waiting"));
  show("present", seat("pa", "patient", "waiting", 1, false));
  expect([made.length, peers().length]).toEqual([0, 0]);
});

test("A peer whose connection to the room is gone keeps its media", () => {
  const { show, made } = room(clock, "practitioner");
  show("present", seat("pa", "patient"));
  show("present", seat("pa", "patient", "reconnecting"));
  expect(made.map(({ closed }) => closed)).toEqual([false]);
});

test("A peer that is away keeps its media, and a seat that is away already is not called", () => {
  const { show, made, peers, forgotten } = room(clock, "practitioner");
  show("present", seat("pa", "patient"));
  show("waiting", seat("pa", "patient", "away"), seat("ot", "patient", "away"));
  show("present", seat("pa", "patient"), seat("ot", "patient", "away"));
  expect(peers()).toEqual(["pa/1"]);
  expect([made.map(({ closed }) => closed), forgotten]).toEqual([[false], []]);
});

test("A reloaded peer is called anew, and the old connection closed with a word", () => {
  const { show, made, forgotten, peers } = room(clock, "practitioner");
  show("present", seat("pa", "patient"));
  show("present", seat("pa", "patient", "present", 2));
  expect(peers()).toEqual(["pa/2"]);
  expect(made.map(({ closed }) => closed)).toEqual([true, false]);
  expect(made[0]?.channel.said.at(-1)).toBe("closed");
  expect(forgotten).toEqual(["pa/1"]);
});

test("A peer who left is closed", () => {
  const { show, made, peers } = room(clock, "practitioner");
  show("present", seat("pa", "patient"));
  show("waiting", seat("pa", "patient", "left"));
  expect(peers()).toEqual([]);
  expect(made[0]?.closed).toBe(true);
});

test("Signals that overtake the news of their sender wait for it", async () => {
  const { mesh, show, sent } = room(clock, "patient");
  mesh.receive({ seat: "dr", instance: 1 }, describing("offer", hello.fingerprint));
  show("present", seat("dr", "practitioner"));
  await clock.pass(0);
  expect(
    sent.filter(({ signal }) => signal.kind === "description" && signal.description.type === "answer"),
  ).toHaveLength(1);
});

test.each([
  ["turn:relay.example", "relay"],
  ["stun:stun.example", "all"],
])("Relay only is asked of %s as policy %s: without a relay there is nothing to insist on", (url, policy) => {
  const { mesh, show, made } = room(clock, "practitioner", [{ urls: [url] }]);
  show("present", seat("pa", "patient"));
  mesh.receive({ seat: "pa", instance: 1 }, { kind: "restart", generation: 2, relayOnly: true });
  expect(made.map(({ configuration }) => configuration.iceTransportPolicy)).toEqual(["all", policy]);
});

test("What we show is told to everybody, also to those who come later", () => {
  const { mesh, show, sent } = room(clock, "practitioner");
  mesh.sendTracks({ audio: null, video: null }, { camera: false, microphone: true });
  show("present", seat("pa", "patient"));
  expect(sent[0]).toMatchObject({ to: "pa/1", signal: { kind: "media", camera: false, microphone: true } });
});
