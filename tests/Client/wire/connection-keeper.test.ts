import { afterEach, expect, test, vi } from "vitest";
import { stopTime } from "../fake-time.ts";
import { accepting, connectedOver, request, seat, unreachable } from "./connected-over.ts";
import { entered, FakeHubConnection } from "./fake-hub-connection.ts";

const clock = stopTime();
const never = (): Promise<never> => new Promise(() => undefined);
const silent = (): FakeHubConnection => new FakeHubConnection({}, never);

afterEach(() => {
  vi.restoreAllMocks();
});

test("The timeout of an attempt grows until one is answered, and is short again after that", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  const openedAt: number[] = [];
  const timed = (make: () => FakeHubConnection) => () => (openedAt.push(clock.now()), make());
  const { connection, last } = connectedOver(
    clock,
    ...[silent, silent, silent, silent, accepting, silent, accepting].map(timed),
  );
  connection.enter(seat, request);
  await clock.pass(60_000);
  last().close();
  await clock.pass(60_000);
  const [first = 0, ...later] = openedAt;
  expect(later.map((at) => at - first)).toEqual([3300, 8900, 20_100, 42_100, 60_000, 63_300]);
});

test("An Enter that is not answered in time ends its connection", async () => {
  const { connection, used, events } = connectedOver(clock, () => new FakeHubConnection({ Enter: never }), accepting);
  connection.enter(seat, request);
  await clock.pass(3400);
  expect(used[0]?.isClosed).toBe(true);
  expect(events.at(-1)).toBe("entered");
});

test("A slow connection may stay slow: invocations on it get the timeout it opened with", async () => {
  const slowly = (): Promise<void> => new Promise((resolve) => clock.after(4000, resolve));
  const slow = (): FakeHubConnection => new FakeHubConnection({ Enter: () => slowly().then(() => entered()) }, slowly);
  const { connection, used, events } = connectedOver(clock, silent, slow);
  connection.enter(seat, request);
  await clock.pass(3000 + 400 + 8000);
  expect(used).toHaveLength(2);
  expect(events).toEqual(["reconnecting", "connected", "entered"]);
});

test("A nudge ends the wait for the next attempt", async () => {
  const { connection, used } = connectedOver(clock, unreachable);
  connection.enter(seat, request);
  await clock.pass(30_000);
  const before = used.length;
  connection.nudge();
  await clock.pass(0);
  expect(used.length).toBe(before + 1);
});

test("A nudge replaces an attempt under way, which the network before may have swallowed", async () => {
  const { connection, used, events } = connectedOver(
    clock,
    silent,
    () => new FakeHubConnection({ Enter: never }),
    accepting,
  );
  connection.enter(seat, request);
  await clock.pass(100);
  connection.nudge();
  await clock.pass(0);
  expect(used[0]?.isClosed).toBe(true);
  connection.nudge();
  await clock.pass(0);
  expect(events.at(-1)).toBe("entered");
});

test("A nudge replaces a connection that is no longer answered", async () => {
  const dead = (): FakeHubConnection => new FakeHubConnection({ Enter: () => entered(), Snapshot: never });
  const { connection, used } = connectedOver(clock, dead, accepting);
  connection.enter(seat, request);
  await clock.pass(0);
  connection.nudge();
  await clock.pass(3400);
  expect(used.length).toBe(2);
});

test("A server that moves is left for the next connection at once", async () => {
  const { connection, used, events } = connectedOver(clock, accepting);
  connection.enter(seat, request);
  await clock.pass(6000);
  used[0]?.deliver("Closing", { reason: "moving" });
  await clock.pass(0);
  expect(used[0]?.isClosed).toBe(true);
  expect(used).toHaveLength(2);
  expect(events.at(-1)).toBe("entered");
});

test("A server that says moving on every connection is not asked in a tight loop", async () => {
  const moving = (): FakeHubConnection => {
    const made: FakeHubConnection = new FakeHubConnection({
      Enter: () => (made.deliver("Closing", { reason: "moving" }), entered()),
    });
    return made;
  };
  const { connection, used } = connectedOver(clock, moving);
  connection.enter(seat, request);
  await clock.pass(10_000);
  expect(used.length).toBeLessThan(9);
});

test("A connection that breaks right after entering is not replaced in a tight loop", async () => {
  const breaking = (): FakeHubConnection => {
    const made: FakeHubConnection = new FakeHubConnection({ Enter: () => (made.close(), entered()) });
    return made;
  };
  const { connection, used } = connectedOver(clock, breaking);
  connection.enter(seat, request);
  await clock.pass(10_000);
  expect(used.length).toBeLessThan(9);
});

test("A connection that opens after it was dropped is closed", async () => {
  let opened: () => void = () => undefined;
  const { connection, used } = connectedOver(
    clock,
    () => new FakeHubConnection({}, () => new Promise((resolve) => (opened = resolve))),
  );
  connection.enter(seat, request);
  await clock.pass(0);
  connection.close();
  opened();
  await clock.pass(0);
  expect(used.map(({ isClosed, sent }) => [isClosed, sent.length])).toEqual([[true, 0]]);
});

test("On a slow line whose browser reports a change every two seconds, the page is in within 30 s", async () => {
  const after = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));
  const slow = (): FakeHubConnection =>
    new FakeHubConnection({ Enter: () => after(2000).then(() => entered()) }, () => after(6000));
  const { connection, events } = connectedOver(clock, slow);
  connection.enter(seat, request);
  for (let passed = 0; passed < 30_000; passed += 2000) {
    connection.nudge();
    await clock.pass(2000);
  }
  expect(events).toContain("entered");
});
