import type {
  Acknowledged,
  IncomingSignal,
  OutgoingAcknowledgement,
  OutgoingSignal,
  Presence,
  Role,
  SeatView,
  Snapshot,
} from "../../../../src/Web/Client/wire/messages.ts";
import { quietRoom } from "../../wire/quiet-room.ts";

interface Seat {
  readonly seat: string;
  readonly role: Role;
  readonly since: number;
  instance: number;
  presence: Presence;
  admitted: boolean;
  connection: string | undefined;
}

export interface Relayed<Message> {
  readonly connection: string;
  readonly message: Message;
}

const awayAfterMs = 15_000;

/** What docs/room-states.md says about seats and signals, without codes and secrets. It keeps no signals. */
export class SimulatedRoom {
  #seats: Seat[] = [];
  #epoch = 0;
  #crashes = 0;
  #version = 1;

  get snapshot(): Snapshot {
    const seats = this.#seats.map(({ seat, role, instance, presence, admitted }): SeatView => ({
      seat,
      role,
      instance,
      presence,
      admitted,
      sealedHello: new Uint8Array(),
      since: 0,
    }));
    return { epoch: this.#epoch, version: this.#version, ...quietRoom, seats };
  }

  get connections(): readonly string[] {
    return this.#seats.flatMap(({ connection }) => connection ?? []);
  }

  /** False: a higher instance holds the seat. */
  enter(seat: string, role: Role, instance: number, connection: string): boolean {
    const known = this.#seats.find((each) => each.seat === seat);
    if (known && known.instance > instance) {
      return false;
    }
    const admitted = role !== "guest";
    const entering = known ?? { seat, role, instance, presence: "waiting", admitted, connection, since: 0 };
    entering.instance = instance;
    entering.connection = connection;
    entering.presence = "waiting";
    this.#seats = known ? this.#seats : [...this.#seats, entering];
    this.#changed();
    return true;
  }

  leave(connection: string): void {
    this.#end(connection, "left");
  }

  drop(connection: string): void {
    this.#end(connection, "reconnecting");
  }

  admitEverybody(): void {
    this.#seats.forEach((seat) => (seat.admitted = true));
    this.#changed();
  }

  /** Time passes for those who are reconnecting. */
  pass(ms: number): void {
    const late = this.#seats.filter(({ presence }) => presence === "reconnecting" && ms > awayAfterMs);
    late.forEach((seat) => (seat.presence = "away"));
    if (late.length > 0) {
      this.#changed();
    }
  }

  /** Another server takes the room over, whose clock may be behind: the room has forgotten its connections. */
  crash(isClockBehind: boolean): void {
    this.#epoch = ++this.#crashes * (isClockBehind ? -1 : 1);
    this.#version = 0;
    for (const seat of this.#seats.filter(({ connection }) => connection !== undefined)) {
      seat.connection = undefined;
      seat.presence = "reconnecting";
    }
    this.#changed();
  }

  relay(connection: string, { to, toInstance, number, sealed }: OutgoingSignal): Relayed<IncomingSignal> | undefined {
    return this.#pass(connection, to, toInstance, (from) => ({ ...from, toInstance, number, sealed }));
  }

  acknowledge(connection: string, message: OutgoingAcknowledgement): Relayed<Acknowledged> | undefined {
    const { to, toInstance, number } = message;
    return this.#pass(connection, to, toInstance, (from) => ({ ...from, toInstance, number }));
  }

  #pass<Message>(
    connection: string,
    to: string,
    toInstance: number,
    message: (from: { readonly from: string; readonly fromInstance: number }) => Message,
  ): Relayed<Message> | undefined {
    const sender = this.#seats.find((each) => each.connection === connection);
    const receiver = this.#seats.find((each) => each.seat === to && each.instance === toInstance);
    if (sender?.presence !== "present" || receiver?.presence !== "present" || receiver.connection === undefined) {
      return undefined;
    }
    return {
      connection: receiver.connection,
      message: message({ from: sender.seat, fromInstance: sender.instance }),
    };
  }

  #end(connection: string, presence: "left" | "reconnecting"): void {
    const seat = this.#seats.find((each) => each.connection === connection);
    if (seat) {
      seat.connection = undefined;
      seat.presence = presence;
      this.#changed();
    }
  }

  /** Two sides that are both here are present for each other. */
  #changed(): void {
    const here = this.#seats.filter(({ admitted, presence }) => admitted && presence !== "away" && presence !== "left");
    const isMeeting = new Set(here.map(({ role }) => role === "practitioner")).size === 2;
    for (const seat of this.#seats.filter(({ connection }) => connection !== undefined)) {
      seat.presence = isMeeting && seat.admitted ? "present" : "waiting";
    }
    this.#version++;
  }
}
