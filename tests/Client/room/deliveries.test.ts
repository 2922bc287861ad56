import { expect, test } from "vitest";
import { Deliveries } from "../../../src/Web/Client/room/deliveries.ts";

test("The position is the last delivery before which none is missing", () => {
  const deliveries = new Deliveries();
  [1, 2, 4].forEach((sequence) => deliveries.see({ epoch: 7, sequence }));
  expect(deliveries.lastSeen).toEqual({ epoch: 7, sequence: 2 });
  expect(deliveries.gap).toBe(true);
});

test("A gap that is filled is none", () => {
  const deliveries = new Deliveries();
  [2, 3, 1].forEach((sequence) => deliveries.see({ epoch: 7, sequence }));
  expect(deliveries.lastSeen).toEqual({ epoch: 7, sequence: 3 });
  expect(deliveries.gap).toBe(false);
});

test("A new epoch counts from one again, and an older one is not heard any more", () => {
  const deliveries = new Deliveries();
  deliveries.see({ epoch: 7, sequence: 1 });
  deliveries.follow(8);
  expect(deliveries.lastSeen).toEqual({ epoch: 8, sequence: 0 });
  deliveries.see({ epoch: 7, sequence: 2 });
  expect(deliveries.lastSeen).toEqual({ epoch: 8, sequence: 0 });
});

test("After the room has replayed everything nothing is missing", () => {
  const deliveries = new Deliveries();
  [1, 5].forEach((sequence) => deliveries.see({ epoch: 7, sequence }));
  deliveries.settle();
  expect(deliveries.lastSeen).toEqual({ epoch: 7, sequence: 5 });
  expect(deliveries.gap).toBe(false);
});
