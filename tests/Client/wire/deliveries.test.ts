import { expect, test } from "vitest";
import { Deliveries } from "../../../src/Web/Client/wire/deliveries.ts";

function entered(epoch: number): Deliveries {
  const deliveries = new Deliveries();
  deliveries.follow(epoch);
  return deliveries;
}

test("The position is the last delivery before which none is missing", () => {
  const deliveries = entered(7);
  [1, 2, 4].forEach((sequence) => deliveries.see({ epoch: 7, sequence }));
  expect(deliveries.lastSeen).toEqual({ epoch: 7, sequence: 2 });
  expect(deliveries.gap).toBe(true);
});

test("A gap that is filled is none", () => {
  const deliveries = entered(7);
  [2, 3, 1].forEach((sequence) => deliveries.see({ epoch: 7, sequence }));
  expect(deliveries.lastSeen).toEqual({ epoch: 7, sequence: 3 });
  expect(deliveries.gap).toBe(false);
});

test.each([8, 6])("After entering another epoch it counts from one again, and the one before is not heard any more (%i)", (epoch) => {
  const deliveries = entered(7);
  deliveries.see({ epoch: 7, sequence: 1 });
  deliveries.follow(epoch);
  expect(deliveries.lastSeen).toEqual({ epoch, sequence: 0 });
  deliveries.see({ epoch: 7, sequence: 2 });
  expect(deliveries.lastSeen).toEqual({ epoch, sequence: 0 });
});

test("A delivery that overtakes the reply of the entry it follows counts", () => {
  const deliveries = new Deliveries();
  deliveries.see({ epoch: 7, sequence: 1 });
  deliveries.follow(7);
  expect(deliveries.lastSeen).toEqual({ epoch: 7, sequence: 1 });
});

test("After the room has replayed everything nothing is missing", () => {
  const deliveries = entered(7);
  [1, 5].forEach((sequence) => deliveries.see({ epoch: 7, sequence }));
  deliveries.settle();
  expect(deliveries.lastSeen).toEqual({ epoch: 7, sequence: 5 });
  expect(deliveries.gap).toBe(false);
});
