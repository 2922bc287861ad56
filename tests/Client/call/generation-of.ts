import { beforeAll, vi } from "vitest";
import { hex, sha256 } from "../../../src/Web/Client/base/bytes.ts";
import type { Clock } from "../../../src/Web/Client/base/clock.ts";
import { Generation } from "../../../src/Web/Client/call/generation.ts";
import type { Signal } from "../../../src/Web/Client/wire/messages.ts";
import { FakePeerConnection, FakeTransport } from "./fake-peer-connection.ts";

/** Media streams that Node lacks. */
export function fakeStreams(): void {
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
}

/** A generation over a fake connection, and what it told its owner. */
export function generationOf(clock: Clock, polite: boolean) {
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

export const theirs = "ab".repeat(32);

/** The other end of the connection shows the given certificate, and the handshake ends. */
export async function connects(
  connection: FakePeerConnection,
  state: "connected" | "failed",
  ...certificates: readonly Uint8Array<ArrayBuffer>[]
): Promise<void> {
  Object.assign(connection, { sctp: { transport: new FakeTransport(state, ...certificates) }, connectionState: state });
  await connection.onconnectionstatechange?.();
}

/** The other side's description names the certificate that it then shows. */
export async function proves(connection: FakePeerConnection): Promise<void> {
  const certificate = new Uint8Array([1, 2, 3]);
  connection.remoteDescription = describing(hex(await sha256(certificate)));
  await connects(connection, "connected", certificate);
}

export function describing(fingerprint: string): RTCSessionDescription {
  return { type: "offer", sdp: `v=0\r\na=fingerprint:sha-256 ${fingerprint}\r\n` } as RTCSessionDescription;
}
