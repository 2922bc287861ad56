import { expect, test } from "vitest";
import { readSignal } from "../../../src/Web/Client/signals/signal-format.ts";

test.each([
  { kind: "description", generation: 1, description: { type: "offer", sdp: "v=0" } },
  { kind: "candidate", generation: 2, candidate: { candidate: "candidate:1", sdpMid: "0" } },
  { kind: "candidate", generation: 2, candidate: null },
  { kind: "restart", generation: 3, relayOnly: true },
  { kind: "media", camera: true, microphone: false, hands: "up" },
])("$kind is understood, with whatever a newer client adds", (signal) => {
  expect(readSignal(JSON.stringify(signal))).toEqual(signal);
});

test.each([
  "",
  "{",
  "null",
  "7",
  "[]",
  '{"kind":"toString"}',
  '{"kind":"wave"}',
  '{"kind":"description","generation":1}',
  '{"kind":"description","generation":0,"description":{"type":"offer","sdp":""}}',
  '{"kind":"description","generation":1,"description":{"type":"rollback","sdp":""}}',
  '{"kind":"description","generation":1,"description":{"type":"wish","sdp":""}}',
  '{"kind":"candidate","generation":1}',
  '{"kind":"restart","generation":"2","relayOnly":true}',
  '{"kind":"media","camera":1,"microphone":0}',
])("%s is ignored", (plaintext) => {
  expect(readSignal(plaintext)).toBeUndefined();
});
