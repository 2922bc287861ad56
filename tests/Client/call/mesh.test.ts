import { beforeAll, expect, test, vi } from "vitest";
import { Mesh } from "../../../src/Web/Client/call/mesh.ts";
import type { PeerView } from "../../../src/Web/Client/call/partner.ts";
import type { Hello } from "../../../src/Web/Client/crypto/hello.ts";
import type { SeatInstance } from "../../../src/Web/Client/signals/signalling.ts";
import type { AgreementOwner } from "../../../src/Web/Client/call/agreement.ts";
import type { Presence, Role, SeatView, Signal } from "../../../src/Web/Client/wire/messages.ts";
import { stopTime } from "../fake-time.ts";
import { FakePeerConnection } from "./fake-peer-connection.ts";

const clock = stopTime();

beforeAll(() => {
  vi.stubGlobal("MediaStream", EventTarget);
});

function seat(name: string, role: Role, presence: Presence = "present", instance = 1, admitted = true): SeatView {
  return { seat: name, role, instance, presence, admitted, sealedHello: new Uint8Array(), since: 0 };
}

const hello: Hello = { name: "", publicKey: new Uint8Array(65), fingerprint: "ab".repeat(32) };

function describing(type: "offer" | "answer", ...fingerprints: readonly string[]): Signal {
  const sdp = fingerprints.map((each) => `a=fingerprint:sha-256 ${each}\r\n`).join("");
  return { kind: "description", generation: 1, description: { type, sdp } };
}

/** Our page in a room with the given seats. */
function room(role: Role, iceServers: { urls: string[] }[] = []) {
  const sent: { to: string; signal: Signal }[] = [];
  const made: FakePeerConnection[] = [];
  const forgotten: string[] = [];
  const owners: AgreementOwner[] = [];
  const mesh = new Mesh(
    { seat: "me", instance: 1 },
    {
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
    },
  );
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
      advice: "none",
      cancelled: false,
      seats: [seat("me", role, own), ...others],
    });
  return {
    mesh,
    sent,
    made,
    forgotten,
    owners,
    show,
    views: () => peers,
    peers: () => peers.map((peer) => `${peer.seat.seat}/${peer.seat.instance}`),
  };
}

const offers = (sent: { to: string; signal: Signal }[]): string[] =>
  sent.filter(({ signal }) => signal.kind === "description").map(({ to }) => to);

test("The practitioner offers, the patient waits for the offer", async () => {
  const [doctor, patient] = [room("practitioner"), room("patient")];
  doctor.show("present", seat("pa", "patient"));
  patient.show("present", seat("dr", "practitioner"));
  await clock.pass(0);
  expect(offers(doctor.sent)).toEqual(["pa/1"]);
  expect(offers(patient.sent)).toEqual([]);
});

test("Of equals the smaller seat id offers", async () => {
  const guest = room("guest");
  guest.show("present", seat("aa", "patient"), seat("zz", "patient"));
  await clock.pass(0);
  expect(offers(guest.sent)).toEqual(["zz/1"]);
});

test("No one is called while we wait, and only admitted seats are", () => {
  const { show, made, peers } = room("practitioner");
  show("waiting", seat("pa", "patient", "waiting"));
  show("present", seat("pa", "patient", "waiting", 1, false));
  expect([made.length, peers().length]).toEqual([0, 0]);
});

test("A peer whose connection to the room is gone keeps its media", () => {
  const { show, made } = room("practitioner");
  show("present", seat("pa", "patient"));
  show("present", seat("pa", "patient", "reconnecting"));
  expect(made.map(({ closed }) => closed)).toEqual([false]);
});

test("A peer that is away keeps its media, and a seat that is away already is not called", () => {
  const { show, made, peers, forgotten } = room("practitioner");
  show("present", seat("pa", "patient"));
  show("waiting", seat("pa", "patient", "away"), seat("ot", "patient", "away"));
  show("present", seat("pa", "patient"), seat("ot", "patient", "away"));
  expect(peers()).toEqual(["pa/1"]);
  expect([made.map(({ closed }) => closed), forgotten]).toEqual([[false], []]);
});

test("A reloaded peer is called anew, and the old connection closed with a word", () => {
  const { show, made, forgotten, peers } = room("practitioner");
  show("present", seat("pa", "patient"));
  show("present", seat("pa", "patient", "present", 2));
  expect(peers()).toEqual(["pa/2"]);
  expect(made.map(({ closed }) => closed)).toEqual([true, false]);
  expect(made[0]?.channel.said.at(-1)).toBe("closed");
  expect(forgotten).toEqual(["pa/1"]);
});

test("A peer who left is closed", () => {
  const { show, made, peers } = room("practitioner");
  show("present", seat("pa", "patient"));
  show("waiting", seat("pa", "patient", "left"));
  expect(peers()).toEqual([]);
  expect(made[0]?.closed).toBe(true);
});

test("Signals that overtake the news of their sender wait for it", async () => {
  const { mesh, show, sent } = room("patient");
  mesh.receive({ seat: "dr", instance: 1 }, describing("offer", hello.fingerprint));
  show("present", seat("dr", "practitioner"));
  await clock.pass(0);
  expect(
    sent.filter(({ signal }) => signal.kind === "description" && signal.description.type === "answer"),
  ).toHaveLength(1);
});

test.each([
  ["turn:relay.example", "relay"],
  ["stun:stun.example", "all"],
])("Relay only is asked of %s as policy %s: without a relay there is nothing to insist on", (url, policy) => {
  const { mesh, show, made } = room("practitioner", [{ urls: [url] }]);
  show("present", seat("pa", "patient"));
  mesh.receive({ seat: "pa", instance: 1 }, { kind: "restart", generation: 2, relayOnly: true });
  expect(made.map(({ configuration }) => configuration.iceTransportPolicy)).toEqual(["all", policy]);
});

test("What we show is told to everybody, also to those who come later", () => {
  const { mesh, show, sent } = room("practitioner");
  mesh.sendTracks({ audio: null, video: null }, { camera: false, microphone: true });
  show("present", seat("pa", "patient"));
  expect(sent[0]).toMatchObject({ to: "pa/1", signal: { kind: "media", camera: false, microphone: true } });
});

test("A page without a hello is not called", () => {
  const { show, made, peers } = room("practitioner");
  show("present", seat("mute", "patient"));
  expect([made.length, peers()]).toEqual([0, []]);
});

test.each([
  ["another fingerprint", ["cd".repeat(32)]],
  ["a second fingerprint", [hello.fingerprint, "cd".repeat(32)]],
  ["no fingerprint", []],
])("A description with %s ends the connection for good, and the other side is told", async (_, fingerprints) => {
  const { mesh, show, sent, made, views } = room("patient");
  show("present", seat("dr", "practitioner"));
  mesh.receive({ seat: "dr", instance: 1 }, describing("offer", hello.fingerprint));
  mesh.receive({ seat: "dr", instance: 1 }, describing("offer", ...fingerprints));
  mesh.receive({ seat: "dr", instance: 1 }, describing("offer", hello.fingerprint));
  await clock.pass(60_000);
  expect(sent.filter(({ signal }) => signal.kind === "distrust")).toHaveLength(1);
  expect([made.map(({ closed }) => closed), views()]).toMatchObject([[true], [{ distrusted: true, flowing: false }]]);
});

test("Who is told of distrust ends the connection too, and does not tell it back", () => {
  const { mesh, show, sent, made, views } = room("practitioner");
  show("present", seat("pa", "patient"));
  mesh.receive({ seat: "pa", instance: 1 }, { kind: "distrust" });
  expect(sent.filter(({ signal }) => signal.kind === "distrust")).toEqual([]);
  expect([made.map(({ closed }) => closed), views()]).toMatchObject([[true], [{ distrusted: true }]]);
  expect(views()[0]?.safetyNumber).toBeUndefined();
});

test("A broken agreement ends the connection", () => {
  const { show, owners, made } = room("practitioner");
  show("present", seat("pa", "patient"));
  owners[0]?.distrusted();
  expect(made.map(({ closed }) => closed)).toEqual([true]);
});

test("A page agrees on sixteen numbers at most, so that nobody may try until two are alike", () => {
  const { show, owners, views } = room("practitioner");
  for (let instance = 1; instance <= 20; instance++) {
    show("present", seat("pa", "patient", "present", instance));
  }
  expect([owners.length, views()[0]?.safetyNumber]).toEqual([16, undefined]);
});
