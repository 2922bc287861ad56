import { Mesh, type MeshEnvironment } from "../../../src/Web/Client/call/mesh.ts";
import type { AgreementOwner } from "../../../src/Web/Client/call/agreement.ts";
import type { PeerView } from "../../../src/Web/Client/call/partner.ts";
import type { Clock } from "../../../src/Web/Client/base/clock.ts";
import type { Hello } from "../../../src/Web/Client/crypto/hello.ts";
import type { SeatInstance } from "../../../src/Web/Client/signals/signalling.ts";
import type { Presence, Role, SeatView, Signal } from "../../../src/Web/Client/wire/messages.ts";
import { FakePeerConnection } from "./fake-peer-connection.ts";
import { quietRoom } from "../wire/quiet-room.ts";

export function seat(
  name: string,
  role: Role,
  presence: Presence = "present",
  instance = 1,
  admitted = true,
): SeatView {
  return { seat: name, role, instance, presence, admitted, sealedHello: new Uint8Array(), since: 0 };
}

export const hello: Hello = { name: "", publicKey: new Uint8Array(65), fingerprint: "ab".repeat(32) };

export function describing(type: "offer" | "answer", ...fingerprints: readonly string[]): Signal {
  const sdp = fingerprints.map((each) => `a=fingerprint:sha-256 ${each}\r\n`).join("");
  return { kind: "description", generation: 1, description: { type, sdp } };
}

/** What a mesh did to the world around it. */
interface Traces {
  readonly sent: { to: string; signal: Signal }[];
  readonly made: FakePeerConnection[];
  readonly forgotten: string[];
  readonly owners: AgreementOwner[];
}

function environment(clock: Clock, { sent, made, forgotten, owners }: Traces): MeshEnvironment {
  return {
    clock,
    send: (to: SeatInstance, signal: Signal) => sent.push({ to: `${to.seat}/${to.instance}`, signal }),
    certificate: {} as RTCCertificate,
    helloOf: (page) => (page.seat === "mute" ? undefined : hello),
    agree: (_page, _hello, owner) => {
      owners.push(owner);
      return { number: `number ${owners.length}`, receive: () => undefined };
    },
    forget: (peer) => forgotten.push(`${peer.seat}/${peer.instance}`),
    connect: (configuration) => {
      const connection = new FakePeerConnection(configuration);
      made.push(connection);
      return connection as unknown as RTCPeerConnection;
    },
  };
}

/** Our page in a room with the given seats. */
export function room(clock: Clock, role: Role, iceServers: { urls: string[] }[] = []) {
  const traces: Traces = { sent: [], made: [], forgotten: [], owners: [] };
  const mesh = new Mesh({ seat: "me", instance: 1 }, environment(clock, traces));
  mesh.iceServers = iceServers;
  let version = 0;
  let peers: readonly PeerView[] = [];
  mesh.events.on("peers", (views) => {
    peers = views;
  });
  const show = (own: Presence, ...others: SeatView[]): void =>
    mesh.show({
      epoch: 1,
      version: ++version,
      ...quietRoom,
      seats: [seat("me", role, own), ...others],
    });
  return {
    mesh,
    ...traces,
    show,
    views: () => peers,
    peers: () => peers.map((peer) => `${peer.seat.seat}/${peer.seat.instance}`),
  };
}
