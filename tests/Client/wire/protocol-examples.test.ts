import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { RoomConnection } from "../../../src/Web/Client/wire/room-connection.ts";
import { Signalling } from "../../../src/Web/Client/signals/signalling.ts";
import type {
  Acknowledged,
  Door,
  Entered,
  EnterReply,
  EnterRequest,
  EvaluateReply,
  EvaluateRequest,
  IncomingSignal,
  KnockReply,
  KnockRequest,
  OutgoingAcknowledgement,
  OutgoingSignal,
  Refusal,
  Snapshot,
} from "../../../src/Web/Client/wire/messages.ts";
import { stopTime } from "../fake-time.ts";
import { FakeHubConnection } from "./fake-hub-connection.ts";

const clock = stopTime();
const bytes = new Set(["blinded", "evaluated", "passId", "secret", "sealedHello", "sealedRoomKey", "sealed"]);

interface Examples {
  readonly evaluate: EvaluateRequest;
  readonly "evaluate-reply": EvaluateReply;
  readonly knock: KnockRequest;
  readonly "knock-reply": KnockReply;
  readonly enter: EnterRequest;
  readonly "enter-reply": EnterReply;
  readonly signal: OutgoingSignal;
  readonly acknowledge: OutgoingAcknowledgement;
  readonly changed: Snapshot;
  readonly delivery: IncomingSignal;
  readonly acknowledged: Acknowledged;
  readonly replaced: { readonly instance: number };
  readonly closing: { readonly reason: string };
  readonly refusal: Refusal;
  readonly "refusal-overloaded": Refusal;
}

/** An example of docs/protocol.md as MessagePack would bring it: bytes as bytes. */
function example<Name extends keyof Examples>(name: Name): Examples[Name] {
  const text = readFileSync(new URL(`../../../docs/protocol/${name}.json`, import.meta.url), "utf8");
  return JSON.parse(text, (key, value: unknown) =>
    bytes.has(key) ? new Uint8Array(Buffer.from(String(value), "base64")) : value,
  ) as Examples[Name];
}

function connected(answers: Record<string, () => unknown>) {
  const hub = new FakeHubConnection(answers);
  return { hub, connection: new RoomConnection(() => hub, clock) };
}

test("Evaluate is sent as in the example, and its reply is understood", async () => {
  const { hub, connection } = connected({ Evaluate: () => example("evaluate-reply") });
  let evaluated: Uint8Array | undefined;
  connection.events.on("evaluated", (reply) => (evaluated = reply));
  connection.ask({ kind: "evaluate", request: example("evaluate") });
  await clock.pass(0);
  expect(hub.messages("Evaluate")).toEqual([example("evaluate")]);
  expect(evaluated).toEqual(example("evaluate-reply").evaluated);
});

test("Knock is sent as in the example, and its reply is understood", async () => {
  const { hub, connection } = connected({ Knock: () => example("knock-reply") });
  let door: Door | undefined;
  connection.events.on("knocked", (reply) => (door = reply));
  connection.ask({ kind: "knock", request: example("knock") });
  await clock.pass(0);
  expect(hub.messages("Knock")).toEqual([example("knock")]);
  expect(door).toMatchObject({ role: "patient", admission: "automatic" });
});

test("Enter is sent as in the example, and its reply is understood", async () => {
  const { hub, connection } = connected({ Enter: () => example("enter-reply") });
  let entered: Entered | undefined;
  connection.events.on("entered", (reply) => (entered = reply));
  connection.enter("", example("enter"));
  await clock.pass(0);
  expect(hub.messages("Enter")).toEqual([example("enter")]);
  expect(entered).toEqual(example("enter-reply").entered);
});

test("The server's messages are understood as in the examples", async () => {
  const { hub, connection } = connected({ Enter: () => example("enter-reply") });
  const received: unknown[] = [];
  connection.events.on("changed", (snapshot: Snapshot) => received.push(snapshot));
  connection.events.on("signal", (signal: IncomingSignal) => received.push(signal));
  connection.events.on("acknowledged", (message: Acknowledged) => received.push(message));
  connection.events.on("replaced", (message) => received.push(message));
  connection.enter("", example("enter"));
  await clock.pass(0);
  hub.deliver("Changed", example("changed"));
  hub.deliver("Signals", [example("delivery")]);
  hub.deliver("Acknowledged", example("acknowledged"));
  hub.deliver("Replaced", example("replaced"));
  expect(received).toEqual([example("changed"), example("delivery"), example("acknowledged"), example("replaced")]);
});

test("A connection that is closing as in the example is closed and replaced at once", async () => {
  const { hub, connection } = connected({ Enter: () => example("enter-reply") });
  connection.enter("", example("enter"));
  await clock.pass(6000);
  hub.deliver("Closing", example("closing"));
  expect(hub.isClosed).toBe(true);
  await clock.pass(0);
  expect(hub.messages("Enter")).toHaveLength(2);
});

test.each(["refusal", "refusal-overloaded"] as const)("The %s ends the attempt with its reason", async (name) => {
  const { connection } = connected({ Enter: () => ({ entered: null, refusal: example(name) }) });
  let reason: unknown;
  connection.events.on("refused", (refusal) => (reason = refusal));
  connection.enter("", example("enter"));
  await clock.pass(0);
  expect(reason).toEqual(example(name));
});

test("Signals and acknowledgements are sent as in the examples", async () => {
  const signal = example("signal");
  const delivery = example("delivery");
  const sent: object[] = [];
  const cipher = {
    sealSignal: () => Promise.resolve(signal.sealed),
    openSignal: () => Promise.resolve(JSON.stringify({ kind: "media", camera: true, microphone: true })),
  };
  const carrier = {
    signal: (message: object) => sent.push(message),
    acknowledge: (message: object) => sent.push(message),
  };
  const practitioner = new Signalling({ seat: delivery.from, instance: delivery.fromInstance }, cipher, carrier, clock);
  const patient = new Signalling({ seat: signal.to, instance: signal.toInstance }, cipher, carrier, clock);
  for (let number = 1; number <= signal.number; number++) {
    practitioner.send(
      { seat: signal.to, instance: signal.toInstance },
      { kind: "media", camera: true, microphone: true },
    );
    patient.receive({ ...delivery, number });
  }
  await clock.pass(500);
  expect(sent).toContainEqual(signal);
  expect(sent).toContainEqual(example("acknowledge"));
});
