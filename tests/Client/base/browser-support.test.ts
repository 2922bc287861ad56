import { expect, test } from "vitest";
import { missingFeature } from "../../../src/Web/Client/base/browser-support.ts";

const browser = {
  RTCPeerConnection: Object,
  MediaStream: Object,
  WebSocket: Object,
  Worker: Object,
  WebAssembly: {},
  isSecureContext: true,
};

test("A current browser lacks nothing", () => {
  expect(missingFeature(browser)).toBeUndefined();
});

test.each([
  ["RTCPeerConnection", "calls"],
  ["MediaStream", "calls"],
  ["WebSocket", "calls"],
  ["Worker", "encryption"],
  ["WebAssembly", "encryption"],
  ["isSecureContext", "encryption"],
] as const)("A browser without %s is told apart: %s", (name, missing) => {
  expect(missingFeature({ ...browser, [name]: undefined })).toBe(missing);
});
