import { expect, test } from "vitest";
import { stopTime } from "../fake-time.ts";
import { accepting, connectedOver, request, seat, unreachable } from "./connected-over.ts";
import { entered, FakeHubConnection, incoming, snapshot } from "./fake-hub-connection.ts";

const clock = stopTime();

test("Enter is the first message on every new connection", async () => {
  const { connection, used, events } = connectedOver(clock, accepting);
  connection.enter(seat, request);
  await clock.pass(0);
  used[0]?.close();
  await clock.pass(400);
  expect(used.map((each) => each.sent)).toEqual([
    [{ method: "Enter", message: request }],
    [{ method: "Enter", message: request }],
  ]);
  expect(events).toEqual(["connected", "entered", "reconnecting", "connected", "entered"]);
});

test("Signals, acknowledgements and admissions are sent only after Enter was answered on the connection", async () => {
  let answer: (reply: object) => void = () => undefined;
  const slow = (): FakeHubConnection =>
    new FakeHubConnection({ Enter: () => new Promise((resolve) => (answer = resolve)) });
  const { connection, used } = connectedOver(clock, accepting, slow);
  const send = (): void => {
    connection.signal({ to: "fe", toInstance: 1, number: 1, sealed: new Uint8Array() });
    connection.acknowledge({ to: "fe", toInstance: 1, number: 1 });
    void connection.decide("Admit", "fe");
  };
  const sent = (): number[][] =>
    used.map((each) => ["Signals", "Acknowledge", "Admit"].map((method) => each.messages(method).length));
  connection.enter(seat, request);
  send();
  await clock.pass(0);
  send();
  used[0]?.close();
  await clock.pass(400);
  send();
  expect(sent()).toEqual([
    [1, 1, 1],
    [0, 0, 0],
  ]);
  answer(entered());
  await clock.pass(0);
  send();
  expect(sent()).toEqual([
    [1, 1, 1],
    [1, 1, 1],
  ]);
});

test("The signals of a message are handed on one by one", async () => {
  const { connection, last, events } = connectedOver(clock, accepting);
  connection.enter(seat, request);
  await clock.pass(0);
  last().deliver("Signals", [incoming(1), incoming(2)]);
  expect(events.slice(-2)).toEqual(["signal 1", "signal 2"]);
});

test("Snapshots are handed on", async () => {
  const { connection, last } = connectedOver(clock, accepting);
  const versions: number[] = [];
  connection.events.on("changed", ({ version }) => versions.push(version));
  connection.enter(seat, request);
  await clock.pass(0);
  last().deliver("Changed", snapshot(1, 5));
  expect(versions).toEqual([5]);
});

test("An Enter with an empty reply is a fault, not a refusal", async () => {
  const { connection, used, events } = connectedOver(
    clock,
    () => new FakeHubConnection({ Enter: () => ({}) }),
    accepting,
  );
  connection.enter(seat, request);
  await clock.pass(400);
  expect(used[0]?.isClosed).toBe(true);
  expect(events).toEqual(["reconnecting", "connected", "entered"]);
});

test("The room may ask for Enter again on the same connection", async () => {
  const { connection, last, used } = connectedOver(clock, accepting);
  connection.enter(seat, request);
  await clock.pass(0);
  last().deliver("EnterAgain");
  await clock.pass(0);
  expect(last().messages("Enter")).toHaveLength(2);
  expect(used).toHaveLength(1);
});

test("A page that sees its own seat as left enters again and learns why", async () => {
  const replies = [() => entered(), () => ({ refusal: { reason: "sentOut" } })];
  const { connection, last, events } = connectedOver(
    clock,
    () => new FakeHubConnection({ Enter: () => replies.shift()?.() }),
  );
  connection.enter(seat, request);
  await clock.pass(0);
  const ended = { seat, role: "patient", instance: 1, presence: "left", admitted: false } as const;
  last().deliver("Changed", { ...snapshot(1, 5), seats: [{ ...ended, sealedHello: new Uint8Array(1), since: 0 }] });
  await clock.pass(0);
  expect(events.at(-1)).toBe("sentOut");
});

test("A refusal is the last word: no attempt follows it", async () => {
  const { connection, used, events } = connectedOver(
    clock,
    () => new FakeHubConnection({ Enter: () => ({ refusal: { reason: "full" } }) }),
  );
  connection.enter(seat, request);
  await clock.pass(0);
  connection.close();
  await clock.pass(60_000);
  expect(events).toContain("full");
  expect(used).toHaveLength(1);
});

test("A replaced page does not come back by itself", async () => {
  const { connection, used, events } = connectedOver(clock, accepting);
  connection.enter(seat, request);
  await clock.pass(0);
  used[0]?.deliver("Replaced", { instance: 2 });
  await clock.pass(60_000);
  expect(events.at(-1)).toBe("replaced by 2");
  expect(used).toHaveLength(1);
});

test("A page is not replaced by itself, when its instance was raised meanwhile", async () => {
  const { connection, used, events } = connectedOver(clock, accepting);
  connection.enter(seat, { ...request, instance: 3 });
  await clock.pass(0);
  used[0]?.deliver("Replaced", { instance: 3 });
  expect(events.at(-1)).toBe("entered");
});

test("Leaving gives up the seat and connects no more", async () => {
  const { connection, used } = connectedOver(clock, accepting);
  connection.enter(seat, request);
  await clock.pass(0);
  await connection.leave();
  await clock.pass(60_000);
  expect(used[0]?.sent.at(-1)?.method).toBe("Leave");
  expect(used).toHaveLength(1);
});

test("A goodbye that is answered late does not end the next visit", async () => {
  let confirm: (reply: object) => void = () => undefined;
  const slow = (): FakeHubConnection =>
    new FakeHubConnection({ Enter: () => entered(), Leave: () => new Promise((resolve) => (confirm = resolve)) });
  const { connection, used, events } = connectedOver(clock, slow);
  connection.enter(seat, request);
  await clock.pass(0);
  const left = connection.leave();
  connection.enter(seat, { ...request, instance: 2 });
  confirm({});
  await left;
  await clock.pass(10);
  expect(events.at(-1)).toBe("entered");
  expect(used.at(-1)?.isClosed ?? false).toBe(false);
});

test("Knocking is repeated until it is answered, and the connection stays for entering", async () => {
  const door = { room: "ab" };
  const { connection, used } = connectedOver(
    clock,
    unreachable,
    () => new FakeHubConnection({ Knock: () => ({ door }), Enter: () => entered() }),
  );
  const doors: unknown[] = [];
  connection.events.on("knocked", (reply) => doors.push(reply));
  connection.ask({ kind: "knock", request: { room: null, passId: new Uint8Array(32) } });
  await clock.pass(400);
  connection.enter(seat, request);
  await clock.pass(0);
  expect(doors).toEqual([door]);
  expect(used[1]?.sent.map(({ method }) => method)).toEqual(["Knock", "Enter"]);
});
