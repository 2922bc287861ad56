import { type Clock, within } from "../base/clock.ts";
import { Deliveries } from "./deliveries.ts";
import { Events } from "../base/events.ts";
import type { HubLine } from "./hub-connection.ts";
import { LineKeeper, patienceMs } from "./connection-keeper.ts";
import type {
  Acknowledged,
  Closing,
  Delivery,
  Entered,
  EnterReply,
  EnterRequest,
  KnockReply,
  OutgoingAcknowledgement,
  OutgoingSignal,
  Refusal,
  Snapshot,
} from "./messages.ts";

export interface RoomConnectionEvents {
  /** Whether the room hears us. Says nothing about picture and sound. */
  signalling: "connected" | "reconnecting";
  knocked: KnockReply;
  /** After every successful Enter, the first and each one that came back. */
  entered: Entered;
  refused: Refusal;
  /** Deliveries were lost: raise the instance and enter again. */
  outrun: undefined;
  changed: Snapshot;
  delivery: Delivery;
  acknowledged: Acknowledged;
  replaced: { readonly instance: number };
}

export type Ticket = Omit<EnterRequest, "lastSeen">;
type Greeting = { readonly kind: "knock"; readonly codeId: Uint8Array } | { readonly kind: "enter"; readonly ticket: Ticket };

/** Keeps the line to the room: greets on every new connection, comes back by itself, hands events on. Knows no page. */
export class RoomConnection {
  readonly events = new Events<RoomConnectionEvents>();
  readonly #clock: Clock;
  readonly #keeper: LineKeeper;
  #deliveries = new Deliveries();
  #greeting: Greeting | undefined;
  #greetingOn: HubLine | undefined;
  #greetAgain = false;
  /** The line on which the room last let us in. */
  #inOn: HubLine | undefined;

  constructor(openLine: (attempt: number) => HubLine, clock: Clock) {
    this.#clock = clock;
    this.#keeper = new LineKeeper(
      {
        openLine: (attempt) => this.#listen(openLine(attempt)),
        opened: (line) => void this.#greet(line),
        closed: () => this.#greeting && this.events.emit("signalling", "reconnecting"),
      },
      clock,
    );
  }

  knock(codeId: Uint8Array): void {
    this.#begin({ kind: "knock", codeId });
  }

  /** Takes the seat and keeps it until `leave` or `close`. A raised instance starts afresh. */
  enter(ticket: Ticket): void {
    this.#inOn = undefined;
    this.#deliveries = new Deliveries();
    this.#begin({ kind: "enter", ticket });
  }

  /** Before the room has let us in on this line it is dropped, and so are acknowledgements: after that everything is sent again. */
  signal(message: OutgoingSignal): void {
    this.#inside?.signal(message);
  }

  acknowledge(message: OutgoingAcknowledgement): void {
    this.#inside?.send("Acknowledge", message);
  }

  /** False also while no line leads into the room: one may ask again. */
  async admit(seat: string): Promise<boolean> {
    return (await this.#inside?.invoke<boolean>("Admit", { seat })) ?? false;
  }

  /** Something changed in the world: try at once, or make sure that the line is alive. */
  nudge(): void {
    const line = this.#keeper.line;
    if (line === undefined) {
      this.#keeper.hurry();
    } else if (this.#greetingOn === undefined && this.#greeting?.kind === "enter") {
      within(this.#clock, patienceMs, line.invoke<Snapshot | null>("Snapshot")).then(
        (snapshot) => (snapshot === null ? void this.#greet(line) : this.events.emit("changed", snapshot)),
        () => line.close(),
      );
    }
  }

  /** Goodbye; resolves when said, or when the line is too slow for it. */
  async leave(): Promise<void> {
    this.#greeting = undefined;
    const said = this.#keeper.line?.invoke("Leave");
    await (said && within(this.#clock, patienceMs, said).catch(() => undefined));
    this.close();
  }

  close(): void {
    this.#greeting = undefined;
    this.#keeper.drop();
  }

  get #inside(): HubLine | undefined {
    return this.#inOn === this.#keeper.line ? this.#inOn : undefined;
  }

  #begin(greeting: Greeting): void {
    this.#greeting = greeting;
    this.#keeper.keep();
    if (this.#keeper.line) {
      void this.#greet(this.#keeper.line);
    } else {
      this.#keeper.hurry();
    }
  }

  #listen(line: HubLine): HubLine {
    line.on("Changed", (snapshot: Snapshot) => this.events.emit("changed", snapshot));
    line.on("Acknowledged", (message: Acknowledged) => this.events.emit("acknowledged", message));
    line.on("Signals", (deliveries: readonly Delivery[]) => deliveries.forEach((delivery) => this.#take(delivery, line)));
    line.on("Resume", () => void this.#greet(line));
    line.on("Closing", (closing: Closing) => this.#keeper.waitAtLeast(closing.retryAfter ?? 0));
    line.on("Replaced", (message: { instance: number }) => {
      this.close();
      this.events.emit("replaced", message);
    });
    return line;
  }

  #take(delivery: Delivery, line: HubLine): void {
    this.#deliveries.see(delivery);
    this.events.emit("delivery", delivery);
    if (this.#deliveries.gap && this.#greetingOn !== line) {
      void this.#greet(line);
    }
  }

  /** Says the greeting, and once more if that is asked for meanwhile. A greeting that fails ends the line. */
  async #greet(line: HubLine): Promise<void> {
    if (this.#greetingOn === line) {
      this.#greetAgain = true;
      return;
    }
    this.#greetingOn = line;
    try {
      do {
        this.#greetAgain = false;
        await this.#say(line, this.#greeting);
      } while (this.#greetAgain && this.#keeper.line === line);
    } catch {
      line.close();
    }
    if (this.#greetingOn === line) {
      this.#greetingOn = undefined;
    }
  }

  async #say(line: HubLine, greeting: Greeting | undefined): Promise<void> {
    if (greeting?.kind === "knock") {
      const reply = await within(this.#clock, patienceMs, line.invoke<KnockReply>("Knock", { codeId: greeting.codeId }));
      if (this.#greeting === greeting) {
        this.#greeting = undefined;
        this.events.emit("signalling", "connected");
        this.events.emit("knocked", reply);
      }
    } else if (greeting) {
      const lastSeen = this.#inOn ? this.#deliveries.lastSeen : null;
      const reply = await within(this.#clock, patienceMs, line.invoke<EnterReply>("Enter", { ...greeting.ticket, lastSeen }));
      if (this.#greeting === greeting && this.#keeper.line === line) {
        this.#answered(reply, lastSeen !== null, line);
      }
    }
  }

  #answered(reply: EnterReply, cameBack: boolean, line: HubLine): void {
    this.events.emit("signalling", "connected");
    if (reply.refusal || !reply.entered) {
      this.#greeting = undefined;
      this.events.emit("refused", reply.refusal ?? { reason: "unknown" });
    } else if (cameBack && !reply.entered.resumed) {
      this.events.emit("outrun", undefined);
    } else {
      this.#inOn = line;
      this.#deliveries.follow(reply.entered.snapshot.epoch);
      this.events.emit("entered", reply.entered);
      reply.entered.missed.forEach((delivery) => this.#take(delivery, line));
      this.#deliveries.settle();
    }
  }
}
