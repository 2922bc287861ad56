import { beforeAll, expect, test, vi } from "vitest";
import { stopTime } from "../fake-time.ts";
import { describing, hello, room, seat } from "./mesh-room.ts";

const clock = stopTime();

beforeAll(() => {
  vi.stubGlobal("MediaStream", EventTarget);
});

test("A page without a hello is not called", () => {
  const { show, made, peers } = room(clock, "practitioner");
  show("present", seat("mute", "patient"));
  expect([made.length, peers()]).toEqual([0, []]);
});

test.each([
  ["another fingerprint", ["cd".repeat(32)]],
  ["a second fingerprint", [hello.fingerprint, "cd".repeat(32)]],
  ["no fingerprint", []],
])("A description with %s ends the connection for good, and the other side is told", async (_, fingerprints) => {
  const { mesh, show, sent, made, views } = room(clock, "patient");
  show("present", seat("dr", "practitioner"));
  mesh.receive({ seat: "dr", instance: 1 }, describing("offer", hello.fingerprint));
  mesh.receive({ seat: "dr", instance: 1 }, describing("offer", ...fingerprints));
  mesh.receive({ seat: "dr", instance: 1 }, describing("offer", hello.fingerprint));
  await clock.pass(60_000);
  expect(sent.filter(({ signal }) => signal.kind === "distrust")).toHaveLength(1);
  expect([made.map(({ closed }) => closed), views()]).toMatchObject([[true], [{ distrusted: true, flowing: false }]]);
});

test("Who is told of distrust ends the connection too, and does not tell it back", () => {
  const { mesh, show, sent, made, views } = room(clock, "practitioner");
  show("present", seat("pa", "patient"));
  mesh.receive({ seat: "pa", instance: 1 }, { kind: "distrust" });
  expect(sent.filter(({ signal }) => signal.kind === "distrust")).toEqual([]);
  expect([made.map(({ closed }) => closed), views()]).toMatchObject([[true], [{ distrusted: true }]]);
  expect(views()[0]?.safetyNumber).toBeUndefined();
});

test("A broken agreement ends the connection", () => {
  const { show, owners, made } = room(clock, "practitioner");
  show("present", seat("pa", "patient"));
  owners[0]?.distrusted();
  expect(made.map(({ closed }) => closed)).toEqual([true]);
});

test("A page agrees on sixteen numbers at most, so that nobody may try until two are alike", () => {
  const { show, owners, views } = room(clock, "practitioner");
  for (let instance = 1; instance <= 20; instance++) {
    show("present", seat("pa", "patient", "present", instance));
  }
  expect([owners.length, views()[0]?.safetyNumber]).toEqual([16, undefined]);
});
