import { beforeAll, expect, test, vi } from "vitest";
import { Generation } from "../../../src/Web/Client/call/generation.ts";
import { hex, sha256 } from "../../../src/Web/Client/base/bytes.ts";
import type { Signal } from "../../../src/Web/Client/wire/messages.ts";
import { stopTime } from "../fake-time.ts";
import { FakePeerConnection, FakeTransport } from "./fake-peer-connection.ts";

const clock = stopTime();
const camera = { kind: "video" } as MediaStreamTrack;
const microphone = { kind: "audio" } as MediaStreamTrack;

beforeAll(() => {
  vi.stubGlobal(
    "MediaStream",
    class {
      readonly tracks: object[] = [];

      addTrack(track: object): void {
        this.tracks.push(track);
      }
    },
  );
});

function generationOf(polite: boolean) {
  const connection = new FakePeerConnection();
  const sent: Signal[] = [];
  const closings: string[] = [];
  const distrusts: string[] = [];
  const generation = new Generation(
    3,
    polite,
    connection as unknown as RTCPeerConnection,
    {
      send: (signal) => sent.push(signal),
      closedByPeer: () => closings.push("closed"),
      failed: () => distrusts.push("failed"),
      distrusted: () => distrusts.push("distrusted"),
    },
    clock,
  );
  return { connection, generation, sent, closings, distrusts };
}

test("The impolite side offers one audio and one video section, before there is anything to send", async () => {
  const { connection, generation, sent } = generationOf(false);
  generation.begin({ audio: microphone, video: null });
  await clock.pass(0);
  const sections = connection.transceivers.map(({ receiver, direction, sends }) => [
    receiver.track.kind,
    direction,
    sends,
  ]);
  expect(sections).toEqual([
    ["audio", "sendrecv", null],
    ["video", "sendrecv", null],
  ]);
  expect(sent).toMatchObject([{ kind: "description", generation: 3, description: { type: "offer" } }]);
});

test("Switching a device replaces its track without negotiating", async () => {
  const { connection, generation, sent } = generationOf(false);
  generation.begin({ audio: microphone, video: null });
  await proves(connection);
  generation.sendTracks({ audio: null, video: camera });
  await clock.pass(0);
  expect(connection.transceivers.map(({ sends }) => sends)).toEqual([null, camera]);
  expect(sent).toHaveLength(1);
});

test("The polite side does not offer before it was offered something", async () => {
  const { connection, generation, sent } = generationOf(true);
  connection.onnegotiationneeded?.();
  await clock.pass(0);
  expect(sent).toEqual([]);
  await generation.receive({ kind: "description", generation: 3, description: { type: "offer", sdp: "theirs" } });
  generation.restartIce();
  await clock.pass(0);
  expect(sent.map((signal) => signal.kind === "description" && signal.description.type)).toEqual(["answer", "offer"]);
});

test("The polite side answers with sendrecv and what it has to send", async () => {
  const { connection, generation } = generationOf(true);
  connection.addTransceiver("audio");
  await proves(connection);
  connection.remoteDescription = null;
  generation.sendTracks({ audio: microphone, video: null });
  connection.transceivers.forEach((transceiver) => (transceiver.direction = "recvonly"));
  await generation.receive({ kind: "description", generation: 3, description: { type: "offer", sdp: "theirs" } });
  expect(connection.transceivers.map(({ direction, sends }) => [direction, sends])).toEqual([["sendrecv", microphone]]);
});

test("Candidates are sent as they are found, and their end too", () => {
  const { connection, sent } = generationOf(false);
  connection.onicecandidate?.({ candidate: { toJSON: () => ({ candidate: "host 1" }) } });
  connection.onicecandidate?.({ candidate: null });
  expect(sent).toEqual([
    { kind: "candidate", generation: 3, candidate: { candidate: "host 1" } },
    { kind: "candidate", generation: 3, candidate: null },
  ]);
});

const theirs = "ab".repeat(32);

/** The other end of the connection shows the given certificate, and the handshake ends. */
async function connects(
  connection: FakePeerConnection,
  state: "connected" | "failed",
  ...certificates: readonly Uint8Array<ArrayBuffer>[]
): Promise<void> {
  Object.assign(connection, { sctp: { transport: new FakeTransport(state, ...certificates) }, connectionState: state });
  await connection.onconnectionstatechange?.();
}

/** The other side's description names the certificate that it then shows. */
async function proves(connection: FakePeerConnection): Promise<void> {
  const certificate = new Uint8Array([1, 2, 3]);
  connection.remoteDescription = describing(hex(await sha256(certificate)));
  await connects(connection, "connected", certificate);
}

function describing(fingerprint: string): RTCSessionDescription {
  return { type: "offer", sdp: `v=0\r\na=fingerprint:sha-256 ${fingerprint}\r\n` } as RTCSessionDescription;
}

test("Nothing is sent or shown before the connection is known to end at the described certificate", async () => {
  const { connection, generation, distrusts } = generationOf(false);
  generation.begin({ audio: microphone, video: camera });
  connection.ontrack?.({ track: camera });
  expect([connection.transceivers.map(({ sends }) => sends), generation.stream]).toEqual([[null, null], undefined]);
  await proves(connection);
  expect(connection.transceivers.map(({ sends }) => sends)).toEqual([microphone, camera]);
  expect([generation.stream, distrusts]).toMatchObject([{ tracks: [camera] }, []]);
});

test("A connection that ends at another certificate is distrusted, and nothing is sent", async () => {
  const { connection, generation, distrusts } = generationOf(false);
  generation.begin({ audio: microphone, video: camera });
  connection.remoteDescription = describing(theirs);
  await connects(connection, "connected", new Uint8Array([1]));
  expect(distrusts).toEqual(["distrusted"]);
  expect([connection.transceivers.map(({ sends }) => sends), generation.stream]).toEqual([[null, null], undefined]);
});

test("A connection that is connected before its certificate is known waits for it", async () => {
  const { connection, generation } = generationOf(false);
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

test.each([
  [theirs, []],
  ["cd".repeat(32), ["distrusted"]],
])("Where the transport shows no certificate the statistics count: %s", async (fingerprint, expected) => {
  const { connection, distrusts } = generationOf(false);
  connection.remoteDescription = describing(theirs);
  connection.stats.set("t", { type: "transport", remoteCertificateId: "c" } as never);
  const certificate = { id: "c", fingerprintAlgorithm: "sha-256", fingerprint };
  connection.stats.set("c", { type: "certificate", ...certificate });
  await connects(connection, "connected");
  expect(distrusts).toEqual(expected);
});

test("A handshake that fails is reported; a connection that fails for lack of a path is not", async () => {
  const { connection, distrusts } = generationOf(false);
  connection.connectionState = "failed";
  await connection.onconnectionstatechange?.();
  expect(distrusts).toEqual([]);
  await connects(connection, "failed");
  expect(distrusts).toEqual(["failed"]);
});

test("It says every half second that it is here, and says when it closes", async () => {
  const { connection, generation } = generationOf(false);
  await clock.pass(1100);
  generation.close();
  await clock.pass(2000);
  expect(connection.channel.said).toEqual(["here", "here", "here", "closed"]);
  expect(connection.closed).toBe(true);
});

test("Nothing is said on a channel that is not open", async () => {
  const { connection, generation } = generationOf(false);
  connection.channel.readyState = "connecting";
  const before = connection.channel.said.length;
  await clock.pass(600);
  generation.close();
  expect(connection.channel.said).toHaveLength(before);
});

test("Hearing that the other side is here is a byte that came in", async () => {
  const { connection, generation } = generationOf(false);
  await proves(connection);
  expect(generation.lastBytesAt).toBeUndefined();
  await clock.pass(300);
  connection.channel.receive("here");
  expect(generation.lastBytesAt).toBe(clock.now());
});

test("The other side's closing is reported", () => {
  const { connection, closings } = generationOf(false);
  connection.channel.receive("closed");
  expect(closings).toEqual(["closed"]);
});

test.each(["", "here?", "muted", "CLOSED", 7, new ArrayBuffer(4)])(
  "Another message on the channel is ignored: %s",
  (data) => {
    const { connection, generation, closings } = generationOf(false);
    connection.channel.receive(data);
    expect(closings).toEqual([]);
    expect(generation.lastBytesAt).toBeUndefined();
  },
);

test("Without the channel the bytes of the candidate pairs are measured, on a connected connection only", async () => {
  const { connection, generation } = generationOf(false);
  connection.stats.set("pair", { type: "candidate-pair", bytesReceived: 100 });
  await generation.measure();
  expect(generation.lastBytesAt).toBeUndefined();
  await proves(connection);
  await generation.measure();
  expect(generation.lastBytesAt).toBeUndefined();
  connection.stats.set("pair", { type: "candidate-pair", bytesReceived: 101 });
  connection.stats.set("track", { type: "inbound-rtp", bytesReceived: 50 });
  await generation.measure();
  expect(generation.lastBytesAt).toBe(clock.now());
});

test("Statistics are not read while the channel delivers texts", async () => {
  const { connection, generation } = generationOf(false);
  await proves(connection);
  const getStats = vi.spyOn(connection, "getStats");
  connection.channel.receive("here");
  await clock.pass(900);
  await generation.measure();
  expect(getStats).not.toHaveBeenCalled();
  await clock.pass(200);
  await generation.measure();
  expect(getStats).toHaveBeenCalledOnce();
});
