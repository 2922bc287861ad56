import { expect, test, vi } from "vitest";
import { type Bytes, fromHex, hex, utf8 } from "../../../src/Web/Client/base/bytes.ts";
import { RoomKey } from "../../../src/Web/Client/crypto/room-key.ts";
import { open, sealingKey, SealError } from "../../../src/Web/Client/crypto/seal.ts";
import { SignalKeys } from "../../../src/Web/Client/signals/signal-keys.ts";
import type { SeatInstance, Stream } from "../../../src/Web/Client/signals/signalling.ts";
import vectors from "../../../docs/vectors/cryptography.json";
import { drawKeys } from "../draw-keys.ts";

const { room, roomKey, pages, signal } = vectors.room;
const [one, two] = pages as [(typeof pages)[number], (typeof pages)[number]];
const stream = streamOf(one, two);

function streamOf(from: SeatInstance, to: SeatInstance): Stream {
  return { from: from.seat, fromInstance: from.instance, to: to.seat, toInstance: to.instance };
}

/** Two pages that have met, with new keys. */
async function twoPages(key: RoomKey, from: SeatInstance = one, to: SeatInstance = two) {
  const [ours, theirs] = await Promise.all([drawKeys(), drawKeys()]);
  const [sender, receiver] = [new SignalKeys(from, key, ours), new SignalKeys(to, key, theirs)];
  await Promise.all([sender.meet(to, theirs.publicKey), receiver.meet(from, ours.publicKey)]);
  return { sender, receiver };
}

/** A page of the vectors, whose private key the browser would have drawn. */
async function pageOf({ seat, instance, privateKey, publicKey }: (typeof pages)[number]): Promise<SignalKeys> {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const pair = {
    privateKey: await crypto.subtle.importKey("pkcs8", fromHex(privateKey), curve, false, ["deriveBits"]),
    publicKey: await crypto.subtle.importKey("raw", fromHex(publicKey), curve, true, []),
  };
  vi.spyOn(crypto.subtle, "generateKey").mockResolvedValueOnce(pair);
  const key = await RoomKey.fromBytes(fromHex(roomKey), room);
  return new SignalKeys({ seat, instance }, key, await drawKeys());
}

test("A signal of the vectors opens in its place in its stream and nowhere else", async () => {
  const { number, plaintext, sealed } = signal;
  const receiver = await pageOf(two);
  await receiver.meet(one, fromHex(one.publicKey));
  expect(await receiver.openSignal(stream, number, fromHex(sealed))).toBe(plaintext);
  const redirected = { ...stream, toInstance: stream.toInstance + 1 };
  await expect(receiver.openSignal(stream, number + 1, fromHex(sealed))).rejects.toBeInstanceOf(SealError);
  await expect(receiver.openSignal(redirected, number, fromHex(sealed))).rejects.toBeInstanceOf(SealError);
});

test("A signal does not come back: each direction has a key of its own", async () => {
  const { sender } = await twoPages(await RoomKey.draw(room));
  const sealed = await sender.sealSignal(stream, 1, "here");
  await expect(sender.openSignal(streamOf(two, one), 1, sealed)).rejects.toBeInstanceOf(SealError);
});

test("Who records everything that is relayed and learns the room key later opens nothing", async () => {
  const key = await RoomKey.draw(room);
  const { sender, receiver } = await twoPages(key);
  const recorded = await Promise.all(["offer", "answer"].map((text, at) => sender.sealSignal(stream, at + 1, text)));
  expect(await receiver.openSignal(stream, 1, recorded[0] as Bytes)).toBe("offer");
  const thief = await twoPages(await RoomKey.fromBytes(key.export(), room));
  for (const [at, sealed] of recorded.entries()) {
    await expect(thief.receiver.openSignal(stream, at + 1, sealed)).rejects.toBeInstanceOf(SealError);
    const place = ["signal", room, one.seat, one.instance, two.seat, two.instance, at + 1];
    await expect(open(await sealingKey(key.export()), sealed, ...place)).rejects.toBeInstanceOf(SealError);
  }
});

test("What was sealed for one instance does not open in the next, nor in another room", async () => {
  const key = await RoomKey.draw(room);
  const first = await twoPages(key);
  const sealed = await first.sender.sealSignal(stream, 1, "offer");
  const reloaded = await twoPages(key, one, { ...two, instance: two.instance + 1 });
  await reloaded.receiver.meet(one, (await drawKeys()).publicKey);
  await expect(reloaded.receiver.openSignal(stream, 1, sealed)).rejects.toBeInstanceOf(SealError);
  const elsewhere = await twoPages(await RoomKey.draw("cd".repeat(16)));
  await expect(elsewhere.receiver.openSignal(stream, 1, sealed)).rejects.toBeInstanceOf(SealError);
});

test("A signal that comes before its sender's hello waits for it", async () => {
  const [ours, theirs] = await Promise.all([drawKeys(), drawKeys()]);
  const key = await RoomKey.draw(room);
  const [sender, receiver] = [new SignalKeys(one, key, ours), new SignalKeys(two, key, theirs)];
  await sender.meet(two, theirs.publicKey);
  const opening = receiver.openSignal(stream, 1, await sender.sealSignal(stream, 1, "early"));
  await receiver.meet(one, ours.publicKey);
  expect(await opening).toBe("early");
});

test("A point that is not on the curve is refused", async () => {
  const keys = new SignalKeys(one, await RoomKey.draw(room), await drawKeys());
  const bent = fromHex(`04${hex(utf8("x".repeat(64)))}`);
  await expect(keys.meet(two, bent)).rejects.toThrow();
});
