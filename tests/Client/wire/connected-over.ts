import type { Clock } from "../../../src/Web/Client/base/clock.ts";
import type { EnterRequest } from "../../../src/Web/Client/wire/messages.ts";
import { RoomConnection } from "../../../src/Web/Client/wire/room-connection.ts";
import { entered, FakeHubConnection } from "./fake-hub-connection.ts";

export const seat = "5e";

export const request: EnterRequest = {
  room: "ab".repeat(16),
  passId: new Uint8Array(32),
  secret: new Uint8Array(32),
  instance: 1,
  sealedHello: new Uint8Array(1),
};

/** A server that accepts every Enter. */
export const accepting = (): FakeHubConnection => new FakeHubConnection({ Enter: () => entered() });

/** No server. */
export const unreachable = (): FakeHubConnection =>
  new FakeHubConnection({}, () => Promise.reject(new Error("no network")));

/** A room connection over the given ones, one after the other; the last is made for every later attempt. */
export function connectedOver(clock: Clock, ...makes: (() => FakeHubConnection)[]) {
  const used: FakeHubConnection[] = [];
  const events: string[] = [];
  const connection = new RoomConnection(() => {
    const made = (makes[used.length] ?? makes.at(-1))?.() ?? new FakeHubConnection({});
    used.push(made);
    return made;
  }, clock);
  connection.events.on("signalling", (state) => events.push(state));
  connection.events.on("entered", () => events.push("entered"));
  connection.events.on("refused", ({ reason }) => events.push(reason));
  connection.events.on("replaced", ({ instance }) => events.push(`replaced by ${instance}`));
  connection.events.on("signal", ({ number }) => events.push(`signal ${number}`));
  return { connection, used, events, last: () => used.at(-1) as FakeHubConnection };
}
