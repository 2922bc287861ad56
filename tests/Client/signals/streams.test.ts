import { expect, test } from "vitest";
import { ReceivingStream, SendingStream } from "../../../src/Web/Client/signals/streams.ts";
import { chances, stopTime } from "../fake-time.ts";

const clock = stopTime();

interface Network {
  readonly lose: number;
  readonly repeat: number;
  readonly mostDelayMs: number;
}

/** A stream over a network that loses, repeats and reorders, in both directions. */
function streamOver(network: Network, seed: number) {
  const chance = chances(seed);
  const received: string[] = [];
  const carry = (arrive: () => void): void => {
    for (const copy of [0, ...(chance() < network.repeat ? [1] : [])]) {
      if (chance() >= network.lose) {
        clock.after(chance() * network.mostDelayMs + copy, arrive);
      }
    }
  };
  const receiving = new ReceivingStream<string>(
    (payload) => received.push(payload),
    (number) => carry(() => sending.acknowledged(number)),
    clock,
  );
  const sending: SendingStream<string> = new SendingStream<string>(
    (number, payload) => carry(() => receiving.receive(number, payload)),
    clock,
  );
  return { sending, received };
}

test.each(Array.from({ length: 30 }, (_, seed) => seed))(
  "Every payload arrives once and in order over a network that loses, repeats and reorders (%i)",
  async (seed) => {
    const { sending, received } = streamOver({ lose: 0.4, repeat: 0.3, mostDelayMs: 900 }, seed + 1);
    const sent = Array.from({ length: 40 }, (_, index) => `payload ${index}`);
    for (const payload of sent) {
      sending.send(payload);
      await clock.pass(100);
    }
    await clock.pass(300_000);
    expect(received).toEqual(sent);
  },
);

test("What is not acknowledged is sent again after 0.5, 0.5, four times 1, then every 3 seconds", async () => {
  const sent: number[] = [];
  const sending = new SendingStream<string>((number) => sent.push(number), clock);
  ["a", "b", "c"].forEach((payload) => sending.send(payload));
  sending.acknowledged(1);
  const repeats: number[] = [];
  for (const seconds of [0.5, 0.5, 1, 1, 1, 1, 3, 3]) {
    await clock.pass(seconds * 1000 - 1);
    expect(sent).toHaveLength(3 + repeats.length);
    await clock.pass(1);
    repeats.push(2, 3);
    expect(sent).toEqual([1, 2, 3, ...repeats]);
  }
});

test("An acknowledgement starts the waits anew", async () => {
  const sent: number[] = [];
  const sending = new SendingStream<string>((number) => sent.push(number), clock);
  sending.send("a");
  await clock.pass(2000);
  sending.acknowledged(1);
  sending.send("b");
  await clock.pass(500);
  expect(sent).toEqual([1, 1, 1, 1, 2, 2]);
});

test("At most 64 payloads are on the way: the next ones wait for acknowledgements", () => {
  const sent: number[] = [];
  const sending = new SendingStream<string>((number) => sent.push(number), clock);
  for (let count = 0; count < 100; count++) {
    sending.send("x");
  }
  expect(sent).toHaveLength(64);
  sending.acknowledged(10);
  expect(sent.slice(64)).toEqual([65, 66, 67, 68, 69, 70, 71, 72, 73, 74]);
  sending.resend();
  expect(sent.slice(74)).toEqual(Array.from({ length: 64 }, (_, index) => 11 + index));
});

test("What was not sent cannot be acknowledged", async () => {
  const sent: number[] = [];
  const sending = new SendingStream<string>((number) => sent.push(number), clock);
  sending.send("a");
  sending.acknowledged(2);
  sending.resend();
  expect(sent).toEqual([1, 1]);
});

test("Sending everything again starts the waits anew", async () => {
  const sent: number[] = [];
  const sending = new SendingStream<string>((number) => sent.push(number), clock);
  sending.send("a");
  await clock.pass(20_000);
  const before = sent.length;
  sending.resend();
  await clock.pass(500);
  expect(sent.length).toBe(before + 2);
});

test("Nothing is sent again once everything is acknowledged", async () => {
  const sent: number[] = [];
  const sending = new SendingStream<string>((number) => sent.push(number), clock);
  sending.send("a");
  sending.acknowledged(1);
  await clock.pass(60_000);
  sending.resend();
  expect(sent).toEqual([1]);
});

test("One acknowledgement, at most 200 ms late, answers several payloads", async () => {
  const acknowledged: number[] = [];
  const receiving = new ReceivingStream<string>(
    () => undefined,
    (number) => acknowledged.push(number),
    clock,
  );
  [1, 2, 3].forEach((number) => receiving.receive(number, "x"));
  expect(acknowledged).toEqual([]);
  await clock.pass(200);
  expect(acknowledged).toEqual([3]);
});

test("A repeated payload is acknowledged at once", () => {
  const acknowledged: number[] = [];
  const receiving = new ReceivingStream<string>(
    () => undefined,
    (number) => acknowledged.push(number),
    clock,
  );
  receiving.receive(1, "x");
  receiving.receive(1, "x");
  expect(acknowledged).toEqual([1]);
});

test("A payload too far ahead is not held", () => {
  const receiving = new ReceivingStream<string>(
    () => undefined,
    () => undefined,
    clock,
  );
  expect(receiving.expects(64)).toBe(true);
  expect(receiving.expects(65)).toBe(false);
});
