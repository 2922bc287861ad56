import { beforeAll, expect, test } from "vitest";
import { randomBytes } from "../../../src/Web/Client/base/bytes.ts";
import type { CodeSecrets } from "../../../src/Web/Client/crypto/code-secrets.ts";
import { RoomKey } from "../../../src/Web/Client/crypto/room-key.ts";
import { SeatStore } from "../../../src/Web/Client/visit/seat-store.ts";
import { Visit } from "../../../src/Web/Client/visit/visit.ts";
import type { Door, EnterRequest } from "../../../src/Web/Client/wire/messages.ts";
import { fakeStorage } from "../fake-storage.ts";

const roomId = "ab".repeat(16);
const visitor = { code: "c3fe04d96", name: "Ada", camera: true, microphone: false };
let secrets: CodeSecrets;
let door: Door;

beforeAll(async () => {
  const codeKey = await crypto.subtle.importKey("raw", randomBytes(32), "AES-GCM", false, ["encrypt", "decrypt"]);
  secrets = { codeId: randomBytes(32), codeKey };
  const sealedRoomKey = await (await RoomKey.draw(roomId)).sealFor(codeKey, "patient");
  door = { room: roomId, role: "patient", sealedRoomKey, start: 0, end: 1, admission: "automatic", serverTime: 0 };
});

/** A page in a tab: its storage outlives it, time is moved by hand. */
function page(storage = fakeStorage()) {
  const said: string[] = [];
  const tickets: EnterRequest[] = [];
  const waits: { ms: number; callback: () => void }[] = [];
  const visit = new Visit({
    connection: {
      knock: () => said.push("knock"),
      enter: (ticket) => {
        said.push("enter");
        tickets.push(ticket);
      },
      leave: async () => void said.push("leave"),
      close: () => said.push("close"),
    },
    store: new SeatStore(storage),
    clock: { now: () => 0, after: (ms, callback) => (waits.push({ ms, callback }), () => undefined) },
    openCode: async () => secrets,
  });
  const views: string[] = [];
  visit.events.on("view", (view) => views.push("problem" in view ? `${view.kind} ${view.problem}` : view.kind));
  visit.events.on("seated", ({ own, role }) => views.push(`seated ${own.instance} ${role}`));
  return { visit, said, tickets, waits, views, storage };
}

async function seatedPage(storage = fakeStorage()) {
  const made = page(storage);
  await made.visit.begin(visitor);
  await made.visit.knocked(door);
  return made;
}

test("A code leads through the door to a seat", async () => {
  const { said, tickets, views } = await seatedPage();
  expect(views).toEqual(["opening", "seated 1 patient"]);
  expect(said).toEqual(["knock", "enter"]);
  expect(tickets[0]).toMatchObject({ codeId: secrets.codeId, instance: 1 });
});

test("The access code is not kept once the door has opened", async () => {
  const { storage } = await seatedPage();
  expect(storage.getItem("redconnect.seat")).not.toContain(visitor.code);
});

test("A reload comes back to the same seat with the next instance, without knocking", async () => {
  const before = await seatedPage();
  const { visit, said, tickets } = page(before.storage);
  await visit.resume();
  expect(said).toEqual(["enter"]);
  expect(tickets[0]).toMatchObject({ seat: before.tickets[0]?.seat, secret: before.tickets[0]?.secret, instance: 2 });
});

test("A reload before the door has opened opens it again", async () => {
  const before = page();
  await before.visit.begin(visitor);
  const { visit, said } = page(before.storage);
  await visit.resume();
  expect(said).toEqual(["knock"]);
});

test("Too early: the door is tried again by itself, by the server's clock and not by ours", async () => {
  const { visit, said, waits, views } = page();
  await visit.begin(visitor);
  const anHourOff = 3_600_000;
  visit.refused({ reason: "tooEarly", start: anHourOff + 90_000, serverTime: anHourOff + 30_000 });
  expect(views.at(-1)).toBe("tooEarly");
  expect(waits[0]?.ms).toBe(60_250);
  waits[0]?.callback();
  await Promise.resolve();
  await Promise.resolve();
  expect(said).toEqual(["knock", "close", "knock"]);
});

test("Whoever is too early is not filmed meanwhile", async () => {
  const { visit } = page();
  await visit.begin(visitor);
  let unseated = false;
  visit.events.on("unseated", () => {
    unseated = true;
  });
  visit.refused({ reason: "tooEarly", start: 90_000, serverTime: 30_000 });
  expect(unseated).toBe(true);
});

test("An unknown code is asked for again", async () => {
  const { visit, views } = page();
  await visit.begin(visitor);
  visit.refused({ reason: "unknown" });
  expect(views.at(-1)).toBe("entry unknown");
});

test("A door whose key does not open belongs to nobody", async () => {
  const { visit, views } = page();
  await visit.begin(visitor);
  await visit.knocked({ ...door, role: "practitioner" });
  expect(views.at(-1)).toBe("entry unknown");
});

test.each(["expired", "cancelled", "full", "throttled"] as const)("Refused for %s: said, and not tried again by itself", async (reason) => {
  const { visit, views, waits } = page();
  await visit.begin(visitor);
  visit.refused({ reason, retryAfter: 2000 });
  expect(views.at(-1)).toBe("refused");
  expect(waits).toEqual([]);
});

test("Overloaded: tried again by itself after the time the server asks for", async () => {
  const { visit, waits } = page();
  await visit.begin(visitor);
  visit.refused({ reason: "overloaded", retryAfter: 7000 });
  expect(waits[0]?.ms).toBe(7000);
});

test("A replaced page stays replaced after a reload, and continues above the newer instance when asked", async () => {
  const before = await seatedPage();
  before.visit.replaced(4);
  const { visit, views, tickets } = page(before.storage);
  await visit.resume();
  expect(views).toEqual(["replaced"]);
  await visit.again();
  expect(tickets[0]?.instance).toBe(5);
});

test("Hanging up says goodbye, and coming back begins a new instance", async () => {
  const { visit, views, said, tickets } = await seatedPage();
  await visit.hangUp();
  expect([views.at(-1), said.at(-1)]).toEqual(["ended", "leave"]);
  await visit.again();
  expect(tickets.at(-1)?.instance).toBe(2);
});

test("A seat that is not ours is given up for another one", async () => {
  const { visit, tickets } = await seatedPage();
  visit.refused({ reason: "notYourSeat" });
  await expect.poll(() => tickets.length).toBe(2);
  expect(tickets[1]?.seat).not.toBe(tickets[0]?.seat);
  expect(tickets[1]?.instance).toBe(1);
});

test("Another code forgets everything about the seat", async () => {
  const { visit, storage, views } = await seatedPage();
  visit.startOver();
  expect(storage.getItem("redconnect.seat")).toBeNull();
  expect(views.at(-1)).toBe("entry");
});
