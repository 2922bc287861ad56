import type { Clock } from "../base/clock.ts";
import { Events } from "../base/events.ts";
import { ConnectionKeeper } from "./connection-keeper.ts";
import { type FirstMessage, type FirstReply, invokeFirst, type Question } from "./first-message.ts";
import type { HubConnection } from "./hub-connection.ts";
import type {
  Acknowledged,
  Door,
  Entered,
  EnterRequest,
  IncomingSignal,
  OutgoingAcknowledgement,
  OutgoingSignal,
  Refusal,
  Snapshot,
} from "./messages.ts";

export interface RoomConnectionEvents {
  /** Whether there is a connection to the room. Says nothing about picture and sound. */
  signalling: "connected" | "reconnecting";
  /** A blinded code, multiplied with the server's key. */
  evaluated: Uint8Array;
  knocked: Door;
  /** After every successful Enter, the first and each later one. */
  entered: Entered;
  refused: Refusal;
  changed: Snapshot;
  signal: IncomingSignal;
  acknowledged: Acknowledged;
  replaced: { readonly instance: number };
}

/** Keeps a connection to the room: sends its first message on every new one, and hands events on. */
export class RoomConnection {
  readonly events = new Events<RoomConnectionEvents>();
  readonly #keeper: ConnectionKeeper;
  #first: FirstMessage | undefined;
  #sendingOn: HubConnection | undefined;
  #sendAgain = false;
  /** The connection on which the room last accepted our Enter. */
  #enteredOn: HubConnection | undefined;

  constructor(open: (attempt: number) => HubConnection, clock: Clock) {
    this.#keeper = new ConnectionKeeper(
      {
        open: (attempt) => this.#listen(open(attempt)),
        opened: (connection) => void this.#sendFirst(connection),
        closed: () => this.#first && this.events.emit("signalling", "reconnecting"),
      },
      clock,
    );
  }

  /** Evaluates a code, or knocks. */
  ask(question: Question): void {
    this.#begin(question);
  }

  /** Takes the seat and keeps it until `leave` or `close`. */
  enter(seat: string, request: EnterRequest): void {
    this.#enteredOn = undefined;
    this.#begin({ kind: "enter", seat, request });
  }

  /** Dropped, like acknowledgements, until Enter was answered on this connection: after that all is sent again. */
  signal(message: OutgoingSignal): void {
    this.#entered?.signal(message);
  }

  acknowledge(message: OutgoingAcknowledgement): void {
    this.#entered?.send("Acknowledge", message);
  }

  /** The practitioner admits a seat or ends it. False also when no answer came: it may be asked again. */
  async decide(decision: "Admit" | "SendOut", seat: string): Promise<boolean> {
    const answer = this.#entered?.invoke<boolean>(decision, { seat });
    return (await (answer && this.#keeper.within(answer).catch(() => false))) ?? false;
  }

  /** Something changed in the browser or its network: connects now, or checks that the connection works. */
  nudge(): void {
    const connection = this.#entered;
    if (connection === undefined) {
      this.#keeper.hurry();
    } else if (this.#sendingOn === undefined) {
      this.#keeper.within(connection.invoke<Snapshot | null>("Snapshot")).then(
        (snapshot) => (snapshot ? this.events.emit("changed", snapshot) : void this.#sendFirst(connection)),
        () => connection.close(),
      );
    }
  }

  /** Gives up the seat; resolves when the server has confirmed it, or after the timeout. */
  async leave(): Promise<void> {
    this.#first = undefined;
    const left = this.#keeper.connection?.invoke("Leave");
    await (left && this.#keeper.within(left).catch(() => undefined));
    if (this.#isIdle()) {
      this.close();
    }
  }

  close(): void {
    this.#first = undefined;
    this.#keeper.drop();
  }

  get #entered(): HubConnection | undefined {
    return this.#enteredOn === this.#keeper.connection ? this.#enteredOn : undefined;
  }

  /** Nothing was asked for: the person may have come back before the goodbye was answered. */
  #isIdle = (): boolean => this.#first === undefined;

  #begin(first: FirstMessage): void {
    this.#first = first;
    this.#keeper.keep();
    if (this.#keeper.connection) {
      void this.#sendFirst(this.#keeper.connection);
    }
  }

  #listen(connection: HubConnection): HubConnection {
    connection.on("Changed", (snapshot: Snapshot) => this.#changed(connection, snapshot));
    connection.on("Acknowledged", (message: Acknowledged) => this.events.emit("acknowledged", message));
    connection.on("Signals", (signals: readonly IncomingSignal[]) =>
      signals.forEach((signal) => this.events.emit("signal", signal)),
    );
    connection.on("EnterAgain", () => connection === this.#keeper.connection && void this.#sendFirst(connection));
    // The server is about to close this connection: not waiting for that makes the next one come sooner.
    connection.on("Closing", () => connection.close());
    connection.on("Replaced", (message: { instance: number }) => this.#replaced(message));
    return connection;
  }

  /** A seat that we did not give up was ended by the practitioner: the room says so when we enter again. */
  #changed(connection: HubConnection, snapshot: Snapshot): void {
    this.events.emit("changed", snapshot);
    const own = this.#first?.kind === "enter" ? this.#first.seat : undefined;
    if (snapshot.seats.some(({ seat, presence }) => seat === own && presence === "left")) {
      void this.#sendFirst(connection);
    }
  }

  /** A newer page holds the seat. An instance that is not newer than ours is an outdated message. */
  #replaced(message: { readonly instance: number }): void {
    if (this.#first?.kind === "enter" && message.instance > this.#first.request.instance) {
      this.close();
      this.events.emit("replaced", message);
    }
  }

  /** Sends the first message, and once more if that is asked for meanwhile. A failure ends the connection. */
  async #sendFirst(connection: HubConnection): Promise<void> {
    if (this.#sendingOn === connection) {
      this.#sendAgain = true;
      return;
    }
    this.#sendingOn = connection;
    try {
      do {
        this.#sendAgain = false;
        await this.#send(connection, this.#first);
      } while (this.#sendAgain && this.#keeper.connection === connection);
    } catch {
      connection.close();
    }
    if (this.#sendingOn === connection) {
      this.#sendingOn = undefined;
    }
  }

  async #send(connection: HubConnection, first: FirstMessage | undefined): Promise<void> {
    const reply = first && (await this.#keeper.within(invokeFirst(connection, first)));
    if (reply && this.#first === first && this.#keeper.connection === connection) {
      this.#take(reply, connection);
    }
  }

  #take(reply: FirstReply, connection: HubConnection): void {
    this.#first = reply.kind === "entered" ? this.#first : undefined;
    this.#enteredOn = reply.kind === "entered" ? connection : undefined;
    this.#keeper.confirm();
    this.events.emit("signalling", "connected");
    this.#tell(reply);
  }

  #tell(reply: FirstReply): void {
    switch (reply.kind) {
      case "evaluated":
        return this.events.emit("evaluated", reply.evaluated);
      case "door":
        return this.events.emit("knocked", reply.door);
      case "entered":
        return this.events.emit("entered", reply.entered);
      case "refused":
        return this.events.emit("refused", reply.refusal);
    }
  }
}
