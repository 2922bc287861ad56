import { expect, test, vi } from "vitest";
import type { CallView } from "../../../src/Web/Client/call/call.ts";
import { CurrentCall } from "../../../src/Web/Client/call/current-call.ts";
import { RoomKey } from "../../../src/Web/Client/crypto/room-key.ts";
import type { Entered, SeatView } from "../../../src/Web/Client/wire/messages.ts";
import { drawKeys } from "../draw-keys.ts";
import { stopTime } from "../fake-time.ts";
import { quietRoom } from "../wire/quiet-room.ts";

const clock = stopTime();
const noMedia = { tracks: { audio: null, video: null }, camera: false, microphone: false, problems: {} };
const own = { seat: "5e", instance: 1 };

function seat(name: string, changes: Partial<SeatView> = {}): SeatView {
  const waiting = { role: "patient", instance: 1, presence: "waiting", admitted: true } as const;
  return { seat: name, ...waiting, sealedHello: new Uint8Array(), since: 0, ...changes };
}

function entered(...seats: readonly SeatView[]): Entered {
  const snapshot = { epoch: 1, version: 1, ...quietRoom, seats } as const;
  return { snapshot, end: 0, serverTime: Date.now() + 60_000, iceServers: [] };
}

/** A page whose browser makes no connections: what it shows follows from snapshots alone. */
async function page() {
  const key = await RoomKey.draw("ab".repeat(16));
  const keys = await drawKeys();
  const carrier = { signal: () => undefined, acknowledge: () => undefined };
  const connect = () => {
    throw new Error("no connection is expected here");
  };
  const call = new CurrentCall({ clock, carrier, connect });
  const views: CallView[] = [];
  call.events.on("changed", (view) => views.push(view));
  return { call, key, views, sit: () => call.start({ own, role: "patient", key, keys }, noMedia) };
}

test("Alone one waits", async () => {
  const { call, sit, views } = await page();
  sit();
  call.entered(entered(seat("5e")));
  expect(views.at(-1)?.seated.kind).toBe("waiting");
});

test("A hello that opens in its place is believed, any other raises the alarm and shows no name", async () => {
  const { call, key, sit, views } = await page();
  sit();
  const hello = (await drawKeys()).hello("Ada");
  const knownHello = await key.sealHello(hello, { seat: "pa", instance: 1 });
  const known = seat("pa", { admitted: false, sealedHello: knownHello });
  call.entered(entered(seat("5e"), known));
  await vi.waitFor(() => expect([...(views.at(-1)?.names ?? [])]).toEqual([["pa", "Ada"]]));
  expect(views.at(-1)?.alarm).toBeUndefined();
  const replayed = [seat("pa", { instance: 2, admitted: false, sealedHello: knownHello })];
  call.changed({ ...entered().snapshot, version: 2, seats: [seat("5e"), ...replayed] });
  await vi.waitFor(() => expect(views.at(-1)?.alarm).toBe("unverified"));
});

test("A hello that names no point of the curve raises the alarm", async () => {
  const { call, key, sit, views } = await page();
  sit();
  const hello = { name: "Eve", publicKey: new Uint8Array(65), fingerprint: "ab".repeat(32) };
  const sealedHello = await key.sealHello(hello, { seat: "pa", instance: 1 });
  call.entered(entered(seat("5e"), seat("pa", { sealedHello })));
  await vi.waitFor(() => expect(views.at(-1)?.alarm).toBe("unverified"));
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
  call.changed({ epoch: 1, version: 1, ...quietRoom, advice: "elsewhere", cancelled: true, seats: [] });
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
