import { expect, test } from "vitest";
import type { LinkSignal } from "../../../src/Web/Client/wire/messages.ts";
import { stopTime } from "../fake-time.ts";
import { peerOver } from "./fake-generation.ts";

const clock = stopTime();
const aPeer = (polite: boolean) => peerOver(clock, polite);

const offer = (generation: number): LinkSignal => ({
  kind: "description",
  generation,
  description: { type: "offer", sdp: "" },
});

test("The impolite side begins the first generation, the polite side waits for it", () => {
  expect(aPeer(false).made.map(({ done }) => done)).toEqual([["tracks", "begin"]]);
  const { peer, made } = aPeer(true);
  expect(made).toEqual([]);
  peer.receive(offer(1));
  expect(made.map(({ number, done }) => [number, ...done])).toEqual([[1, "tracks", "description"]]);
});

test("A stall restarts ICE and soon after begins a second generation beside the first", async () => {
  const { generation, made, peer } = aPeer(false);
  generation(1).flows = true;
  await clock.pass(1000);
  generation(1).flows = false;
  await clock.pass(3000);
  expect(generation(1).done).toEqual(["tracks", "begin", "restartIce"]);
  expect(made.map(({ number }) => number)).toEqual([1, 2]);
  expect(peer.flowing).toBe(false);
});

test("The second generation takes over when its bytes come first, and the first is closed", async () => {
  const { generation, peer } = aPeer(false);
  generation(1).flows = true;
  await clock.pass(1000);
  generation(1).flows = false;
  await clock.pass(3000);
  generation(2).flows = true;
  await clock.pass(300);
  expect(peer.shown).toBe(generation(2));
  expect(peer.flowing).toBe(true);
  expect(generation(1).done.at(-1)).toBe("close");
});

test("The first generation stays when its bytes come back first", async () => {
  const { generation, peer } = aPeer(false);
  generation(1).flows = true;
  await clock.pass(1000);
  generation(1).flows = false;
  await clock.pass(3000);
  generation(1).flows = true;
  await clock.pass(300);
  expect(peer.shown).toBe(generation(1));
  expect(generation(2).done.at(-1)).toBe("close");
});

test("The polite side asks for the next generation and keeps the first until it is really left behind", async () => {
  const { peer, generation, sent } = aPeer(true);
  peer.receive(offer(1));
  generation(1).flows = true;
  await clock.pass(1000);
  generation(1).flows = false;
  await clock.pass(3000);
  expect(sent).toEqual([{ kind: "restart", generation: 2, relayOnly: false }]);
  peer.receive(offer(2));
  generation(2).flows = true;
  await clock.pass(300);
  expect(peer.shown).toBe(generation(2));
  expect(generation(1).done).not.toContain("close");
  await clock.pass(6000);
  expect(generation(1).done.at(-1)).toBe("close");
});

test("A side that is asked for the next generation no longer trusts its own bytes", async () => {
  const { peer, generation } = aPeer(false);
  generation(1).flows = true;
  await clock.pass(1000);
  peer.receive({ kind: "restart", generation: 2, relayOnly: true });
  expect(generation(2).relayOnly).toBe(true);
  await clock.pass(500);
  expect(peer.shown).toBe(generation(1));
  expect(generation(2).done).not.toContain("close");
  generation(2).flows = true;
  await clock.pass(300);
  expect(peer.shown).toBe(generation(2));
  expect(generation(1).done.at(-1)).toBe("close");
});

test("A generation that was already begun is not begun again when asked for", () => {
  const { peer, made } = aPeer(false);
  peer.receive({ kind: "restart", generation: 1, relayOnly: false });
  expect(made).toHaveLength(1);
});

test("Messages of closed generations are dropped", async () => {
  const { peer, generation, made } = aPeer(true);
  peer.receive(offer(2));
  generation(2).owner.closedByPeer();
  peer.receive({ kind: "candidate", generation: 2, candidate: null });
  peer.receive(offer(1));
  expect(made).toHaveLength(1);
  expect(generation(2).done).toEqual(["tracks", "description", "close"]);
});

test("A generation that the other side closes is dropped at once", async () => {
  const { peer, generation } = aPeer(false);
  generation(1).flows = true;
  await clock.pass(500);
  expect(peer.flowing).toBe(true);
  generation(1).owner.closedByPeer();
  expect(peer.flowing).toBe(false);
});

test("No generation is begun while signals cannot reach the other side", async () => {
  const { peer, generation, made } = aPeer(false);
  generation(1).flows = true;
  await clock.pass(1000);
  generation(1).flows = false;
  peer.reachable = false;
  await clock.pass(60_000);
  expect(made).toHaveLength(1);
  peer.reachable = true;
  await clock.pass(1500);
  expect(made).toHaveLength(2);
});

test("At most two generations live beside each other", async () => {
  const { generation, made } = aPeer(false);
  generation(1).flows = true;
  await clock.pass(1000);
  generation(1).flows = false;
  await clock.pass(60_000);
  expect(made.length).toBeGreaterThan(4);
  expect(made.filter(({ done }) => !done.includes("close")).length).toBe(2);
});

test("After a failed handshake another generation is tried at once, after two the other side is distrusted", () => {
  const { peer, generation, made } = aPeer(false);
  let distrusted = 0;
  peer.events.on("distrusted", () => distrusted++);
  generation(1).owner.failed();
  expect([distrusted, made.map(({ number }) => number)]).toEqual([0, [1, 2]]);
  generation(2).owner.failed();
  expect([distrusted, made.length]).toEqual([1, 2]);
});
