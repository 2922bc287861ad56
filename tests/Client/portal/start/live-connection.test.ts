import { expect, test } from "vitest";
import { LiveConnection } from "../../../../src/Web/Client/portal/start/live-connection.ts";
import { stopTime } from "../../fake-time.ts";
import { FakeHubConnection } from "../../wire/fake-hub-connection.ts";

const clock = stopTime();

async function connected(answers: Record<string, () => unknown> = {}) {
  const opened: FakeHubConnection[] = [];
  const heard: unknown[] = [];
  const live = new LiveConnection(() => {
    const connection = new FakeHubConnection(answers);
    opened.push(connection);
    return connection;
  }, clock);
  for (const name of ["connected", "lobby", "happened", "signedOut"] as const) {
    live.events.on(name, (detail) => heard.push([name, detail]));
  }
  live.keep();
  await clock.pass(500);
  return { live, opened, heard };
}

test("What the server tells is handed on", async () => {
  const { opened, heard } = await connected();
  opened[0]?.deliver("Lobby", { rooms: [] });
  opened[0]?.deliver("Happened", { change: "appointments" });
  expect(heard).toEqual([
    ["connected", true],
    ["lobby", { rooms: [] }],
    ["happened", "appointments"],
  ]);
});

test("A connection that breaks is opened again", async () => {
  const { opened, heard } = await connected();
  opened[0]?.close();
  await clock.pass(1000);
  expect(heard).toEqual([
    ["connected", true],
    ["connected", false],
    ["connected", true],
  ]);
  expect(opened).toHaveLength(2);
});

test("After the end of its session it is not opened again", async () => {
  const { opened, heard } = await connected();
  opened[0]?.deliver("Closing", { reason: "signedOut" });
  await clock.pass(60_000);
  expect(heard).toContainEqual(["signedOut", undefined]);
  expect(opened).toHaveLength(1);
});

test("A decision says whether it was carried out", async () => {
  const { live, opened } = await connected({ Admit: () => true });
  expect(await live.decide({ act: "Admit", room: "r", seat: "s" })).toBe(true);
  expect(opened[0]?.messages("Admit")).toEqual([{ room: "r", seat: "s" }]);
  live.close();
  expect(await live.decide({ act: "Admit", room: "r", seat: "s" })).toBe(false);
});
