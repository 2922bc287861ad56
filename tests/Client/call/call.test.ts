import { expect, test, vi } from "vitest";
import type { CallView } from "../../../src/Web/Client/call/call.ts";
import { CurrentCall } from "../../../src/Web/Client/call/current-call.ts";
import { RoomKey } from "../../../src/Web/Client/crypto/room-key.ts";
import type { Entered, SeatView } from "../../../src/Web/Client/wire/messages.ts";
import { stopTime } from "../fake-time.ts";

const clock = stopTime();
const noMedia = { tracks: { audio: null, video: null }, camera: false, microphone: false, problems: {} };
const own = { seat: "5e", instance: 1 };

function seat(name: string, changes: Partial<SeatView> = {}): SeatView {
  const waiting = { role: "patient", instance: 1, presence: "waiting", admitted: true } as const;
  return { seat: name, ...waiting, sealedName: new Uint8Array(), since: 0, ...changes };
}

function entered(...seats: readonly SeatView[]): Entered {
  const snapshot = { epoch: 1, version: 1, advice: "none", cancelled: false, seats } as const;
  return { snapshot, end: 0, serverTime: Date.now() + 60_000, iceServers: [] };
}

/** A page whose browser makes no connections: what it shows follows from snapshots alone. */
async function page() {
  const key = await RoomKey.draw("ab".repeat(16));
  const carrier = { signal: () => undefined, acknowledge: () => undefined };
  const connect = () => {
    throw new Error("no connection is expected here");
  };
  const call = new CurrentCall({ clock, carrier, connect }, Promise.resolve({} as RTCCertificate));
  const views: CallView[] = [];
  call.events.on("changed", (view) => views.push(view));
  return { call, key, views, sit: () => call.start({ own, role: "patient", key }, noMedia) };
}

test("Alone one waits", async () => {
  const { call, sit, views } = await page();
  sit();
  call.entered(entered(seat("5e")));
  expect(views.at(-1)?.seated.kind).toBe("waiting");
});

test("Names that open are shown, others are not", async () => {
  const { call, key, sit, views } = await page();
  sit();
  const known = seat("pa", { admitted: false, sealedName: await key.sealName("Ada", "pa") });
  const unknown = seat("gu", { admitted: false, sealedName: await key.sealName("Eve", "pa") });
  call.entered(entered(seat("5e"), known, unknown));
  await vi.waitFor(() => expect([...(views.at(-1)?.names ?? [])]).toEqual([["pa", "Ada"]]));
});

test("The call began when both sides were there, by the servers' clock and by ours", async () => {
  const { call, sit, views } = await page();
  sit();
  const serverTime = Date.now() + 60_000;
  const partner = seat("dr", { role: "practitioner", since: serverTime - 2000 });
  call.entered(entered(seat("5e", { since: serverTime - 5000 }), partner));
  expect(views.at(-1)).toMatchObject({ startedAt: serverTime - 2000, since: Date.now() - 2000 });
});

test("A snapshot that is not newer changes nothing", async () => {
  const { call, sit, views } = await page();
  sit();
  call.entered(entered(seat("5e")));
  const shown = views.length;
  call.changed({ epoch: 1, version: 1, advice: "elsewhere", cancelled: true, seats: [] });
  expect(views.length).toBe(shown);
});

test("After its end a call shows nothing any more", async () => {
  const { call, sit, views } = await page();
  sit();
  call.end();
  call.entered(entered(seat("5e")));
  expect(views).toEqual([]);
});

test("A new call begins with what the room says next", async () => {
  const { call, sit, views } = await page();
  sit();
  call.entered(entered(seat("5e"), seat("pa", { admitted: false })));
  sit();
  call.entered(entered(seat("5e")));
  expect(views.at(-1)?.seated.others).toEqual([]);
});
