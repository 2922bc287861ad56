import { expect, test, vi } from "vitest";
import { hex, sha256 } from "../../../src/Web/Client/base/bytes.ts";
import { stopTime } from "../fake-time.ts";
import { FakeTransport } from "./fake-peer-connection.ts";
import { connects, describing, fakeStreams, generationOf, proves, theirs } from "./generation-of.ts";

const clock = stopTime();
const camera = { kind: "video" } as MediaStreamTrack;
const microphone = { kind: "audio" } as MediaStreamTrack;
const aGeneration = (polite: boolean) => generationOf(clock, polite);

fakeStreams();

test("Nothing is sent or shown before the connection is known to end at the described certificate", async () => {
  const { connection, generation, distrusts } = aGeneration(false);
  generation.begin({ audio: microphone, video: camera });
  connection.ontrack?.({ track: camera });
  expect([connection.transceivers.map(({ sends }) => sends), generation.stream]).toEqual([[null, null], undefined]);
  await proves(connection);
  expect(connection.transceivers.map(({ sends }) => sends)).toEqual([microphone, camera]);
  expect([generation.stream, distrusts]).toMatchObject([{ tracks: [camera] }, []]);
});

test("A connection that ends at another certificate is distrusted, and nothing is sent", async () => {
  const { connection, generation, distrusts } = aGeneration(false);
  generation.begin({ audio: microphone, video: camera });
  connection.remoteDescription = describing(theirs);
  await connects(connection, "connected", new Uint8Array([1]));
  expect(distrusts).toEqual(["distrusted"]);
  expect([connection.transceivers.map(({ sends }) => sends), generation.stream]).toEqual([[null, null], undefined]);
});

test("A connection that is connected before its certificate is known waits for it", async () => {
  const { connection, generation } = aGeneration(false);
  const certificate = new Uint8Array([1, 2, 3]);
  connection.remoteDescription = describing(hex(await sha256(certificate)));
  const transport = new FakeTransport("connecting");
  connection.sctp = { transport };
  connection.connectionState = "connected";
  await connection.onconnectionstatechange?.();
  expect(generation.stream).toBeUndefined();
  transport.state = "connected";
  transport.certificates.push(certificate.buffer);
  transport.dispatchEvent(new Event("statechange"));
  await vi.waitFor(() => expect(generation.stream).toBeDefined());
});

test("A connection that is connected before its answer is known waits for it", async () => {
  const { connection, generation, distrusts } = aGeneration(true);
  const certificate = new Uint8Array([1, 2, 3]);
  await connects(connection, "connected", certificate);
  expect(distrusts).toEqual([]);
  const { sdp } = describing(hex(await sha256(certificate)));
  await generation.receive({ kind: "description", generation: 3, description: { type: "offer", sdp } });
  await vi.waitFor(() => expect(generation.stream).toBeDefined());
});

test.each([
  [theirs, []],
  ["cd".repeat(32), ["distrusted"]],
])("Where the transport shows no certificate the statistics count: %s", async (fingerprint, expected) => {
  const { connection, distrusts } = aGeneration(false);
  connection.remoteDescription = describing(theirs);
  connection.stats.set("t", { type: "transport", remoteCertificateId: "c" } as never);
  const certificate = { id: "c", fingerprintAlgorithm: "sha-256", fingerprint };
  connection.stats.set("c", { type: "certificate", ...certificate });
  await connects(connection, "connected");
  expect(distrusts).toEqual(expected);
});

test("A handshake that fails is reported; a connection that fails for lack of a path is not", async () => {
  const { connection, distrusts } = aGeneration(false);
  connection.remoteDescription = describing(theirs);
  connection.connectionState = "failed";
  await connection.onconnectionstatechange?.();
  expect(distrusts).toEqual([]);
  await connects(connection, "failed");
  expect(distrusts).toEqual(["failed"]);
});
