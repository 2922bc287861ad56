import * as fc from "fast-check";
import { expect, test } from "vitest";
import { SimulatedCall } from "./simulation/simulated-call.ts";
import { nameOf } from "./simulation/simulated-page.ts";
import type { SimulatedPerson } from "./simulation/simulated-person.ts";

const histories = 2000;

interface Chance {
  readonly weight: number;
  take(call: SimulatedCall, who: SimulatedPerson, whom: SimulatedPerson, number: number): void;
}

/** What may happen, and how often compared with the rest. */
const chances = {
  send: { weight: 10, take: (call, who, whom) => call.send(who, whom, 1) },
  sendMany: { weight: 1, take: (call, who, whom) => call.send(who, whom, 70) },
  arrive: { weight: 18, take: ({ network }, _who, _whom, which) => network.arrive(which) },
  arriveInOrder: { weight: 6, take: ({ network }) => network.arrive(0) },
  arriveTwice: { weight: 2, take: ({ network }, _who, _whom, which) => network.arriveTwice(which) },
  lose: { weight: 3, take: ({ network }, _who, _whom, which) => network.lose(which) },
  wait: { weight: 2, take: (call, _who, _whom, number) => call.pass(number * 2) },
  waitLong: { weight: 1, take: (call) => call.pass(20_000) },
  disconnect: { weight: 2, take: (call, who, _whom, number) => call.disconnect(who, number % 2 === 0) },
  connect: { weight: 3, take: (call, who) => call.connect(who) },
  sleep: { weight: 1, take: (_call, who) => who.sleep(true) },
  wake: { weight: 1, take: (_call, who) => who.sleep(false) },
  reload: { weight: 2, take: (call, who) => call.reload(who) },
  leave: { weight: 1, take: (call, who) => call.leave(who) },
  admit: { weight: 1, take: (call) => call.admit() },
  crash: { weight: 1, take: (call, _who, _whom, number) => call.crash(number % 2 === 0) },
} satisfies Readonly<Record<string, Chance>>;

type Kind = keyof typeof chances;

const kinds = (Object.keys(chances) as Kind[]).map((kind) => ({
  weight: chances[kind].weight,
  arbitrary: fc.constant(kind),
}));
const step = fc.record({ kind: fc.oneof(...kinds), who: fc.nat(2), whom: fc.nat(2), number: fc.nat(1000) });

/** Lets everything that was sealed or sent be opened or handed on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) {
    await Promise.resolve();
  }
}

/** Every pair of pages that are there at the end. */
function expectExactlyOnce(call: SimulatedCall): void {
  for (const { page: to } of call.people) {
    for (const { page: from } of call.people.filter(({ page }) => page !== to)) {
      const sent = from.sent.get(nameOf(to.own)) ?? [];
      expect(to.received.get(nameOf(from.own)) ?? []).toEqual(sent);
    }
    expect(to.outdated).toEqual([]);
  }
  expect(call.isQuiet).toBe(true);
}

test.each([2, 3] as const)(
  "Between %i pages every signal is handed on once and in order, whatever the network does",
  async (people) => {
    const history = fc.asyncProperty(fc.array(step, { maxLength: 120, size: "max" }), async (steps) => {
      const call = new SimulatedCall(people);
      const person = (index: number): SimulatedPerson => call.people[index % people] as SimulatedPerson;
      for (const { kind, who, whom, number } of steps) {
        chances[kind].take(call, person(who), person(whom), number);
        await settle();
      }
      await call.heal(settle);
      expectExactlyOnce(call);
    });
    await fc.assert(history, { numRuns: histories });
  },
  120_000,
);
