import { expect, test } from "vitest";
import { type Handlers, type OneOf, perform, reducerOf, stepTo } from "../../../src/Web/Client/base/reducer.ts";
import { Store } from "../../../src/Web/Client/base/store.ts";

const step = stepTo<number, OneOf<Effects>>;

interface Events {
  added: { readonly amount: number };
  doubled: object;
}

interface Effects {
  print: { readonly sum: number };
  double: object;
}

const handlers: Handlers<number, Events, OneOf<Effects>> = {
  added: (sum, { amount }) => step(sum + amount, { kind: "double" }, { kind: "print", sum: sum + amount }),
  doubled: (sum, _, now) => step(sum * 2 + now),
};

function sumFrom(start: number): Store<number, OneOf<Events>, OneOf<Effects>> {
  return new Store(reducerOf(handlers), start, () => 100);
}

test("An event that an effect causes waits until all effects of the event before are done", () => {
  const store = sumFrom(1);
  const log: unknown[] = [];
  store.events.on("changed", (sum) => log.push(sum));
  store.events.on("effect", (effect) =>
    perform<Effects>(
      { print: ({ sum }) => log.push(`print ${sum}`), double: () => store.dispatch({ kind: "doubled" }) },
      effect,
    ),
  );
  store.dispatch({ kind: "added", amount: 2 });
  expect(log).toEqual([3, "print 3", 106]);
});

test("A view that fails does not stop later events", () => {
  const store = sumFrom(0);
  const stop = store.events.on("changed", () => {
    throw new Error("a broken view");
  });
  expect(() => store.dispatch({ kind: "added", amount: 1 })).toThrow("a broken view");
  stop();
  const sums: number[] = [];
  store.events.on("changed", (sum) => sums.push(sum));
  store.dispatch({ kind: "added", amount: 2 });
  expect(sums).toEqual([3]);
});
