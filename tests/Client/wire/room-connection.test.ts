import { expect, test } from "vitest";
import { stopTime } from "../fake-time.ts";
import { connectedOver, ticket, welcoming } from "../signals/connected-over.ts";
import { delivery, entered, FakeLine, snapshot } from "./fake-hub-connection.ts";

const clock = stopTime();
const never = (): Promise<never> => new Promise(() => undefined);

test("Enter is the first message on every new connection", async () => {
  const { connection, used, told } = connectedOver(clock, welcoming);
  connection.enter(ticket);
  await clock.pass(0);
  used[0]?.close();
  await clock.pass(400);
  expect(used.map((line) => line.said[0]?.method)).toEqual(["Enter", "Enter"]);
  expect(told).toEqual(["connected", "entered", "reconnecting", "connected", "entered"]);
});

test("Coming back says what was seen last, entering does not", async () => {
  const { connection, used } = connectedOver(clock, welcoming);
  connection.enter(ticket);
  await clock.pass(0);
  used[0]?.hear("Signals", [delivery(1), delivery(2)]);
  used[0]?.close();
  await clock.pass(400);
  expect(used.map((line) => line.messages("Enter")[0])).toMatchObject([{ lastSeen: null }, { lastSeen: { epoch: 1, sequence: 2 } }]);
});

test("Signals, acknowledgements and admissions go up a line only once the room has let us in on it", async () => {
  let answer: (reply: object) => void = () => undefined;
  const { connection, used } = connectedOver(clock, welcoming, () => new FakeLine({ Enter: () => new Promise((resolve) => (answer = resolve)) }));
  const speak = (): void => {
    connection.signal({ to: "fe", toInstance: 1, number: 1, sealed: new Uint8Array() });
    connection.acknowledge({ to: "fe", toInstance: 1, number: 1 });
    void connection.admit("fe");
  };
  const spoken = (): number[][] => used.map((line) => ["Signals", "Acknowledge", "Admit"].map((method) => line.messages(method).length));
  connection.enter(ticket);
  speak();
  await clock.pass(0);
  speak();
  used[0]?.close();
  await clock.pass(400);
  speak();
  expect(spoken()).toEqual([[1, 1, 1], [0, 0, 0]]);
  answer(entered({ resumed: true }));
  await clock.pass(0);
  speak();
  expect(spoken()).toEqual([[1, 1, 1], [1, 1, 1]]);
});

test("An attempt that takes longer than three seconds is given up for the next", async () => {
  const { connection, used, told } = connectedOver(clock, () => new FakeLine({}, never), welcoming);
  connection.enter(ticket);
  await clock.pass(3000);
  expect(used[0]?.isClosed).toBe(true);
  await clock.pass(400);
  expect(told.at(-1)).toBe("entered");
});

test("An invocation that takes longer than three seconds ends its line", async () => {
  const { connection, used, told } = connectedOver(clock, () => new FakeLine({ Enter: never }), welcoming);
  connection.enter(ticket);
  await clock.pass(3400);
  expect(used[0]?.isClosed).toBe(true);
  expect(told.at(-1)).toBe("entered");
});

test("A nudge ends the wait for the next attempt", async () => {
  const refusing = (): FakeLine => new FakeLine({}, () => Promise.reject(new Error("no network")));
  const { connection, used } = connectedOver(clock, refusing);
  connection.enter(ticket);
  await clock.pass(30_000);
  const before = used.length;
  connection.nudge();
  await clock.pass(0);
  expect(used.length).toBe(before + 1);
});

test("A nudge replaces a line that has fallen silent", async () => {
  const { connection, used } = connectedOver(clock, () => new FakeLine({ Enter: () => entered(), Snapshot: never }), welcoming);
  connection.enter(ticket);
  await clock.pass(0);
  connection.nudge();
  await clock.pass(3400);
  expect(used.length).toBe(2);
});

test("The room may ask for Enter on the same line", async () => {
  const { connection, last, used } = connectedOver(clock, welcoming);
  connection.enter(ticket);
  await clock.pass(0);
  last().hear("Resume");
  await clock.pass(0);
  expect(last().messages("Enter")).toHaveLength(2);
  expect(used).toHaveLength(1);
});

test("A gap between deliveries is closed by entering again", async () => {
  const missed = [delivery(2), delivery(3)];
  const line = new FakeLine({ Enter: () => entered({ resumed: true, missed: line.messages("Enter").length > 1 ? missed : [] }) });
  const { connection, told } = connectedOver(clock, () => line);
  connection.enter(ticket);
  await clock.pass(0);
  line.hear("Signals", [delivery(1)]);
  line.hear("Signals", [delivery(3)]);
  await clock.pass(0);
  expect(line.messages("Enter")[1]).toMatchObject({ lastSeen: { epoch: 1, sequence: 1 } });
  expect(told.filter((each) => each.startsWith("delivery"))).toContain("delivery 2");
  expect(line.messages("Enter")).toHaveLength(2);
});

test("When deliveries were lost the page is told to start afresh", async () => {
  const { connection, used, told } = connectedOver(clock, () => new FakeLine({ Enter: () => entered({ resumed: false }) }));
  connection.enter(ticket);
  await clock.pass(0);
  used[0]?.close();
  await clock.pass(400);
  expect(told.at(-1)).toBe("outrun");
});

test("A refusal ends the greeting: no attempt follows it", async () => {
  const { connection, used, told } = connectedOver(clock, () => new FakeLine({ Enter: () => ({ refusal: { reason: "full" } }) }));
  connection.enter(ticket);
  await clock.pass(0);
  connection.close();
  await clock.pass(60_000);
  expect(told).toContain("full");
  expect(used).toHaveLength(1);
});

test("A replaced page does not come back by itself", async () => {
  const { connection, used, told } = connectedOver(clock, welcoming);
  connection.enter(ticket);
  await clock.pass(0);
  used[0]?.hear("Replaced", { instance: 2 });
  await clock.pass(60_000);
  expect(told.at(-1)).toBe("replaced by 2");
  expect(used).toHaveLength(1);
});

test("A server that closes may say how long to stay away", async () => {
  const { connection, used } = connectedOver(clock, welcoming);
  connection.enter(ticket);
  await clock.pass(0);
  used[0]?.hear("Closing", { reason: "overloaded", retryAfter: 8000 });
  used[0]?.close();
  await clock.pass(7900);
  expect(used).toHaveLength(1);
  await clock.pass(200);
  expect(used).toHaveLength(2);
});

test("A line that breaks right after entering is not replaced in a hot loop", async () => {
  const breaking = (): FakeLine => {
    const line: FakeLine = new FakeLine({ Enter: () => (line.close(), entered({ resumed: true })) });
    return line;
  };
  const { connection, used } = connectedOver(clock, breaking);
  connection.enter(ticket);
  await clock.pass(10_000);
  expect(used.length).toBeLessThan(9);
});

test("Leaving says goodbye and stays away", async () => {
  const { connection, used } = connectedOver(clock, welcoming);
  connection.enter(ticket);
  await clock.pass(0);
  await connection.leave();
  await clock.pass(60_000);
  expect(used[0]?.said.at(-1)?.method).toBe("Leave");
  expect(used).toHaveLength(1);
});

test("Knocking repeats itself until the door answers, and the line stays for entering", async () => {
  const door = { door: { room: "ab" } };
  const { connection, used } = connectedOver(clock, 
    () => new FakeLine({}, () => Promise.reject(new Error("no network"))),
    () => new FakeLine({ Knock: () => door, Enter: () => entered() }),
  );
  const replies: unknown[] = [];
  connection.events.on("knocked", (reply) => replies.push(reply));
  connection.knock(new Uint8Array(32));
  await clock.pass(400);
  connection.enter(ticket);
  await clock.pass(0);
  expect(replies).toEqual([door]);
  expect(used[1]?.said.map(({ method }) => method)).toEqual(["Knock", "Enter"]);
});

test("Snapshots are handed on", async () => {
  const { connection, last } = connectedOver(clock, welcoming);
  const versions: number[] = [];
  connection.events.on("changed", ({ version }) => versions.push(version));
  connection.enter(ticket);
  await clock.pass(0);
  last().hear("Changed", snapshot(1, 5));
  expect(versions).toEqual([5]);
});
