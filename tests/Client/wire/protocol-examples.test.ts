import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { RoomConnection, type Ticket } from "../../../src/Web/Client/wire/room-connection.ts";
import { Signalling } from "../../../src/Web/Client/signals/signalling.ts";
import type {
  Acknowledged,
  Closing,
  Delivery,
  EnterReply,
  EnterRequest,
  KnockReply,
  OutgoingAcknowledgement,
  OutgoingSignal,
  Refusal,
  Snapshot,
} from "../../../src/Web/Client/wire/messages.ts";
import { stopTime } from "../fake-time.ts";
import { FakeLine } from "./fake-hub-connection.ts";

const clock = stopTime();
const bytes = new Set(["codeId", "secret", "sealedName", "sealedRoomKey", "sealed"]);

interface Examples {
  readonly knock: { readonly codeId: Uint8Array };
  readonly "knock-reply": KnockReply;
  readonly enter: EnterRequest;
  readonly "enter-reply": EnterReply;
  readonly signal: OutgoingSignal;
  readonly acknowledge: OutgoingAcknowledgement;
  readonly changed: Snapshot;
  readonly delivery: Delivery;
  readonly acknowledged: Acknowledged;
  readonly replaced: { readonly instance: number };
  readonly closing: Closing;
  readonly refusal: Refusal;
  readonly "refusal-overloaded": Refusal;
}

/** An example of docs/protocol.md as MessagePack would bring it: bytes as bytes. */
function example<Name extends keyof Examples>(name: Name): Examples[Name] {
  const text = readFileSync(new URL(`../../../docs/protocol/${name}.json`, import.meta.url), "utf8");
  return JSON.parse(text, (key, value: unknown) => (bytes.has(key) ? new Uint8Array(Buffer.from(String(value), "base64")) : value)) as Examples[Name];
}

function connected(answers: Record<string, () => unknown>) {
  const line = new FakeLine(answers);
  return { line, connection: new RoomConnection(() => line, clock) };
}

test("Knock is sent as in the example, and its reply is understood", async () => {
  const { line, connection } = connected({ Knock: () => example("knock-reply") });
  let heard: KnockReply | undefined;
  connection.events.on("knocked", (reply) => (heard = reply));
  connection.knock(example("knock").codeId);
  await clock.pass(0);
  expect(line.messages("Knock")).toEqual([example("knock")]);
  expect(heard?.door).toMatchObject({ role: "patient", admission: "automatic" });
});

test("Enter is sent as in the example when a page comes back, and what it missed is handed on", async () => {
  const reply = example("enter-reply");
  const { line, connection } = connected({ Enter: () => reply });
  const { lastSeen, ...ticket } = example("enter");
  const handedOn: Delivery[] = [];
  connection.events.on("delivery", (delivery) => handedOn.push(delivery));
  connection.enter(ticket satisfies Ticket);
  await clock.pass(0);
  expect(line.messages("Enter")).toEqual([{ ...ticket, lastSeen: null }]);
  expect(handedOn).toEqual([example("delivery")]);
  line.hear("Resume");
  await clock.pass(0);
  expect(Object.keys((line.messages("Enter")[1] as EnterRequest).lastSeen ?? {})).toEqual(Object.keys(lastSeen ?? {}));
});

test("What the server says is understood as in the examples", async () => {
  const { line, connection } = connected({ Enter: () => example("enter-reply") });
  const told: unknown[] = [];
  connection.events.on("changed", (snapshot: Snapshot) => told.push(snapshot));
  connection.events.on("acknowledged", (message: Acknowledged) => told.push(message));
  connection.events.on("replaced", (message) => told.push(message));
  const { lastSeen: _, ...ticket } = example("enter");
  connection.enter(ticket);
  await clock.pass(0);
  line.hear("Changed", example("changed"));
  line.hear("Acknowledged", example("acknowledged"));
  line.hear("Closing", example("closing"));
  line.hear("Replaced", example("replaced"));
  expect(told).toEqual([example("changed"), example("acknowledged"), example("replaced")]);
});

test.each(["refusal", "refusal-overloaded"] as const)("The %s ends the attempt with its reason", async (name) => {
  const { connection } = connected({ Enter: () => ({ entered: null, refusal: example(name) }) });
  let reason: unknown;
  connection.events.on("refused", (refusal) => (reason = refusal));
  const { lastSeen: _, ...ticket } = example("enter");
  connection.enter(ticket);
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
  const carrier = { signal: (message: object) => sent.push(message), acknowledge: (message: object) => sent.push(message) };
  const practitioner = new Signalling({ seat: delivery.from, instance: delivery.fromInstance }, cipher, carrier, clock);
  const patient = new Signalling({ seat: signal.to, instance: signal.toInstance }, cipher, carrier, clock);
  for (let number = 1; number <= signal.number; number++) {
    practitioner.send({ seat: signal.to, instance: signal.toInstance }, { kind: "media", camera: true, microphone: true });
    patient.delivered({ ...delivery, number });
  }
  await clock.pass(500);
  expect(sent).toContainEqual(signal);
  expect(sent).toContainEqual(example("acknowledge"));
});
