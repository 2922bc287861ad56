import { expect, test, vi } from "vitest";
import { stopTime } from "../fake-time.ts";
import { fakeStreams, generationOf, proves } from "./generation-of.ts";

const clock = stopTime();
const camera = { kind: "video" } as MediaStreamTrack;
const microphone = { kind: "audio" } as MediaStreamTrack;
const aGeneration = (polite: boolean) => generationOf(clock, polite);

fakeStreams();

test("The impolite side offers one audio and one video section, before there is anything to send", async () => {
  const { connection, generation, sent } = aGeneration(false);
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
  const { connection, generation, sent } = aGeneration(false);
  generation.begin({ audio: microphone, video: null });
  await proves(connection);
  generation.sendTracks({ audio: null, video: camera });
  await clock.pass(0);
  expect(connection.transceivers.map(({ sends }) => sends)).toEqual([null, camera]);
  expect(sent).toHaveLength(1);
});

test("The polite side does not offer before it was offered something", async () => {
  const { connection, generation, sent } = aGeneration(true);
  connection.onnegotiationneeded?.();
  await clock.pass(0);
  expect(sent).toEqual([]);
  await generation.receive({ kind: "description", generation: 3, description: { type: "offer", sdp: "theirs" } });
  generation.restartIce();
  await clock.pass(0);
  expect(sent.map((signal) => signal.kind === "description" && signal.description.type)).toEqual(["answer", "offer"]);
});

test("The polite side answers with sendrecv and what it has to send", async () => {
  const { connection, generation } = aGeneration(true);
  connection.addTransceiver("audio");
  await proves(connection);
  connection.remoteDescription = null;
  generation.sendTracks({ audio: microphone, video: null });
  connection.transceivers.forEach((transceiver) => (transceiver.direction = "recvonly"));
  await generation.receive({ kind: "description", generation: 3, description: { type: "offer", sdp: "theirs" } });
  expect(connection.transceivers.map(({ direction, sends }) => [direction, sends])).toEqual([["sendrecv", microphone]]);
});

test("Candidates are sent as they are found, and their end too", () => {
  const { connection, sent } = aGeneration(false);
  connection.onicecandidate?.({ candidate: { toJSON: () => ({ candidate: "host 1" }) } });
  connection.onicecandidate?.({ candidate: null });
  expect(sent).toEqual([
    { kind: "candidate", generation: 3, candidate: { candidate: "host 1" } },
    { kind: "candidate", generation: 3, candidate: null },
  ]);
});

test("It says every half second that it is here, and says when it closes", async () => {
  const { connection, generation } = aGeneration(false);
  await clock.pass(1100);
  generation.close();
  await clock.pass(2000);
  expect(connection.channel.said).toEqual(["here", "here", "here", "closed"]);
  expect(connection.closed).toBe(true);
});

test("Nothing is said on a channel that is not open", async () => {
  const { connection, generation } = aGeneration(false);
  connection.channel.readyState = "connecting";
  const before = connection.channel.said.length;
  await clock.pass(600);
  generation.close();
  expect(connection.channel.said).toHaveLength(before);
});

test("Hearing that the other side is here is a byte that came in", async () => {
  const { connection, generation } = aGeneration(false);
  await proves(connection);
  expect(generation.lastBytesAt).toBeUndefined();
  await clock.pass(300);
  connection.channel.receive("here");
  expect(generation.lastBytesAt).toBe(clock.now());
});

test("The other side's closing is reported", () => {
  const { connection, closings } = aGeneration(false);
  connection.channel.receive("closed");
  expect(closings).toEqual(["closed"]);
});

test.each(["", "here?", "muted", "CLOSED", 7, new ArrayBuffer(4)])(
  "Another message on the channel is ignored: %s",
  (data) => {
    const { connection, generation, closings } = aGeneration(false);
    connection.channel.receive(data);
    expect(closings).toEqual([]);
    expect(generation.lastBytesAt).toBeUndefined();
  },
);

test("Without the channel the bytes of the candidate pairs are measured, on a connected connection only", async () => {
  const { connection, generation } = aGeneration(false);
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
  const { connection, generation } = aGeneration(false);
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
