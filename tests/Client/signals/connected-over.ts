import type { Clock } from "../../../src/Web/Client/base/clock.ts";
import { RoomConnection, type Ticket } from "../../../src/Web/Client/wire/room-connection.ts";
import { entered, FakeLine } from "../wire/fake-hub-connection.ts";

export const ticket: Ticket = { codeId: new Uint8Array(32), seat: "5e", secret: new Uint8Array(32), instance: 1, sealedName: new Uint8Array(1) };

export const welcoming = (): FakeLine => new FakeLine({ Enter: () => entered({ resumed: true }) });

/** A connection over the given lines, one after the other; the last one is used again and again. */
export function connectedOver(clock: Clock, ...lines: (() => FakeLine)[]) {
  const used: FakeLine[] = [];
  const told: string[] = [];
  const connection = new RoomConnection(() => {
    const line = (lines[used.length] ?? lines.at(-1))?.() ?? new FakeLine({});
    used.push(line);
    return line;
  }, clock);
  connection.events.on("signalling", (state) => told.push(state));
  connection.events.on("entered", () => told.push("entered"));
  connection.events.on("outrun", () => told.push("outrun"));
  connection.events.on("refused", ({ reason }) => told.push(reason));
  connection.events.on("replaced", ({ instance }) => told.push(`replaced by ${instance}`));
  connection.events.on("delivery", ({ sequence }) => told.push(`delivery ${sequence}`));
  return { connection, used, told, last: () => used.at(-1) as FakeLine };
}
