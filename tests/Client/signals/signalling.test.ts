import { expect, test } from "vitest";
import {
  type SeatInstance,
  type SignalCipher,
  Signalling,
  type Stream,
} from "../../../src/Web/Client/signals/signalling.ts";
import type { IncomingSignal, Presence, SeatView, Signal, Snapshot } from "../../../src/Web/Client/wire/messages.ts";
import { chances, stopTime } from "../fake-time.ts";
import { quietRoom } from "../wire/quiet-room.ts";

const clock = stopTime();
const anna: SeatInstance = { seat: "aa", instance: 1 };
const ben: SeatInstance = { seat: "bb", instance: 3 };

/** Seals by writing the stream and number in front; opens only under the same. */
const cipher: SignalCipher = {
  sealSignal: async (stream, number, plaintext) => new TextEncoder().encode(mark(stream, number) + plaintext),
  openSignal: async (stream, number, sealed) => {
    const text = new TextDecoder().decode(sealed);
    if (!text.startsWith(mark(stream, number))) {
      throw new Error("not sealed under this label");
    }
    return text.slice(mark(stream, number).length);
  },
};

function mark({ from, fromInstance, to, toInstance }: Stream, number: number): string {
  return `${from}${fromInstance}>${to}${toInstance}#${number}|`;
}

/** Two pages and a relay that loses what `lose` says. */
function twoPages(lose: () => boolean) {
  const received: Signal[] = [];
  const relayed: IncomingSignal[] = [];
  const fromAnna = new Signalling(
    anna,
    cipher,
    {
      signal: ({ toInstance, number, sealed }) => {
        const message = { from: anna.seat, fromInstance: anna.instance, toInstance, number, sealed };
        relayed.push(message);
        if (!lose()) {
          toBen.receive(message);
        }
      },
      acknowledge: () => undefined,
    },
    clock,
  );
  const toBen: Signalling = new Signalling(
    ben,
    cipher,
    {
      signal: () => undefined,
      acknowledge: ({ toInstance, number }) => {
        if (!lose()) {
          fromAnna.acknowledged({ from: ben.seat, fromInstance: ben.instance, toInstance, number });
        }
      },
    },
    clock,
  );
  toBen.events.on("signal", ({ signal }) => received.push(signal));
  return { fromAnna, toBen, received, relayed };
}

function restart(generation: number): Signal {
  return { kind: "restart", generation, relayOnly: false };
}

test("Signals arrive once and in order over a relay that loses", async () => {
  const chance = chances(5);
  const { fromAnna, received } = twoPages(() => chance() < 0.5);
  const sent = Array.from({ length: 20 }, (_, index) => restart(index + 1));
  sent.forEach((signal) => fromAnna.send(ben, signal));
  await clock.pass(300_000);
  expect(received).toEqual(sent);
});

test("A signal that was tampered with is dropped", async () => {
  const { fromAnna, toBen, received, relayed } = twoPages(() => true);
  fromAnna.send(ben, restart(1));
  await clock.pass(0);
  const [signal] = relayed as [IncomingSignal];
  toBen.receive({ ...signal, sealed: signal.sealed.map((byte) => byte ^ 1) });
  toBen.receive({ ...signal, number: 2 });
  await clock.pass(0);
  expect(received).toEqual([]);
  toBen.receive(signal);
  await clock.pass(0);
  expect(received).toEqual([restart(1)]);
});

test("A signal to an older instance is not opened", async () => {
  const { fromAnna, received } = twoPages(() => false);
  fromAnna.send({ ...ben, instance: 2 }, restart(1));
  await clock.pass(10_000);
  expect(received).toEqual([]);
});

test("A new instance starts a stream of its own", async () => {
  const { fromAnna, relayed } = twoPages(() => true);
  fromAnna.send(ben, restart(1));
  fromAnna.forget(ben);
  fromAnna.send({ ...ben, instance: 4 }, restart(1));
  await clock.pass(0);
  expect(relayed.map(({ toInstance, number }) => [toInstance, number]).at(-1)).toEqual([4, 1]);
});

function room(presence: Presence, instance = ben.instance): Snapshot {
  const seat = {
    seat: ben.seat,
    role: "patient",
    instance,
    presence,
    admitted: true,
    sealedHello: new Uint8Array(),
    since: 0,
  } as const;
  return { epoch: 1, version: 1, ...quietRoom, seats: [seat] };
}

test("After each Enter everything unacknowledged is sent again, once", async () => {
  const { fromAnna, relayed } = twoPages(() => true);
  fromAnna.send(ben, restart(1));
  fromAnna.send(ben, restart(2));
  await clock.pass(0);
  fromAnna.entered(room("present"));
  fromAnna.changed(room("present"));
  expect(relayed.map(({ number }) => number)).toEqual([1, 2, 1, 2]);
});

test("When the receiver is present again everything unacknowledged is sent again", async () => {
  const { fromAnna, relayed } = twoPages(() => true);
  fromAnna.entered(room("present"));
  fromAnna.send(ben, restart(1));
  await clock.pass(0);
  for (const presence of ["reconnecting", "present", "present", "away", "present"] as const) {
    fromAnna.changed(room(presence));
  }
  expect(relayed.map(({ number }) => number)).toEqual([1, 1, 1]);
});

test("A late signal of an instance that was replaced is dropped", async () => {
  const { fromAnna, toBen, received, relayed } = twoPages(() => true);
  fromAnna.send(ben, restart(1));
  await clock.pass(0);
  toBen.changed({
    ...room("present"),
    seats: [{ ...(room("present").seats[0] as SeatView), seat: anna.seat, instance: 2 }],
  });
  toBen.receive(relayed[0] as IncomingSignal);
  await clock.pass(0);
  expect(received).toEqual([]);
});

test("A signal that is opened after its stream has ended is not handed on", async () => {
  const { fromAnna, toBen, received, relayed } = twoPages(() => true);
  fromAnna.send(ben, restart(1));
  await clock.pass(0);
  toBen.receive(relayed[0] as IncomingSignal);
  toBen.forget(anna);
  await clock.pass(0);
  expect(received).toEqual([]);
});

test("An acknowledgement to an older instance acknowledges nothing", async () => {
  const { fromAnna, relayed } = twoPages(() => true);
  fromAnna.send(ben, restart(1));
  await clock.pass(0);
  fromAnna.acknowledged({ from: ben.seat, fromInstance: ben.instance, toInstance: anna.instance - 1, number: 1 });
  await clock.pass(500);
  expect(relayed).toHaveLength(2);
});

test("A signal that is sealed after its stream has ended is not sent", async () => {
  const { fromAnna, relayed } = twoPages(() => true);
  fromAnna.send(ben, restart(1));
  fromAnna.forget(ben);
  await clock.pass(10_000);
  expect(relayed).toEqual([]);
});

test("A plaintext that is no signal is skipped, and the next one is handed on", async () => {
  const { fromAnna, received } = twoPages(() => false);
  fromAnna.send(ben, null as unknown as Signal);
  fromAnna.send(ben, restart(1));
  await clock.pass(0);
  expect(received).toEqual([restart(1)]);
});
