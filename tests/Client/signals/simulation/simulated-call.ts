import type { Clock } from "../../../../src/Web/Client/base/clock.ts";
import { SimulatedPage } from "./simulated-page.ts";
import { SimulatedPerson } from "./simulated-person.ts";
import { SimulatedRoom } from "./simulated-room.ts";
import { UnreliableNetwork } from "./unreliable-network.ts";
import { VirtualTime } from "./virtual-time.ts";

const healMs = 20_000;

/** People in one room, and a network that loses, repeats and reorders. */
export class SimulatedCall {
  readonly people: readonly SimulatedPerson[];
  readonly network = new UnreliableNetwork();
  readonly #time = new VirtualTime();
  readonly #room = new SimulatedRoom();
  readonly #owners = new Map<string, SimulatedPerson>();
  #signals = 0;

  constructor(people: 2 | 3) {
    const roles = (["practitioner", "patient", "guest"] as const).slice(0, people);
    this.people = roles.map((role) => new SimulatedPerson(role, (person, instance) => this.#open(person, instance)));
    this.people.forEach((person) => this.connect(person));
  }

  get isQuiet(): boolean {
    return this.#time.isQuiet && this.network.isQuiet;
  }

  send(from: SimulatedPerson, to: SimulatedPerson, count: number): void {
    if (from !== to && !from.hasLeft && !from.isAsleep) {
      for (let sent = 0; sent < count; sent++) {
        from.page.send(to.seat, ++this.#signals);
      }
    }
  }

  /** The page's connection is gone; the room may or may not have noticed. */
  disconnect(person: SimulatedPerson, isNoticed: boolean): void {
    if (isNoticed && person.connection !== undefined) {
      this.#room.drop(person.connection);
      this.#tellEverybody();
    }
    person.disconnect();
  }

  /** A new connection, whose first message is Enter. */
  connect(person: SimulatedPerson): void {
    if (person.hasLeft) {
      person.reload();
    }
    person.disconnect();
    person.connection = `connection ${this.#owners.size}`;
    this.#owners.set(person.connection, person);
    this.#enter(person, person.connection);
  }

  reload(person: SimulatedPerson): void {
    person.reload();
    this.connect(person);
  }

  leave(person: SimulatedPerson): void {
    if (person.connection !== undefined) {
      this.#room.leave(person.connection);
      this.#tellEverybody();
    }
    person.leave();
  }

  admit(): void {
    this.#room.admitEverybody();
    this.#tellEverybody();
  }

  /** A server is gone. The others have their connections still, but the room has forgotten them. */
  crash(isClockBehind: boolean): void {
    this.#room.crash(isClockBehind);
  }

  pass(ms: number): void {
    this.#room.pass(ms);
    this.#tellEverybody();
    this.#time.pass(ms);
  }

  /** Everybody who is absent comes back, the network is reliable from now on, and some time passes. */
  async heal(settle: () => Promise<void>): Promise<void> {
    this.people.forEach((person) => person.sleep(false));
    const connected = new Set(this.#room.connections);
    const absent = this.people.filter((person) => person.pendingEnter || !connected.has(person.connection ?? ""));
    absent.forEach((person) => this.connect(person));
    const end = this.#time.now + healMs;
    for (this.admit(); this.#time.now < end; this.#time.pass(this.isQuiet ? healMs : 100)) {
      for (await settle(); !this.network.isQuiet; await settle()) {
        this.network.arrive(0);
      }
    }
  }

  #open(person: SimulatedPerson, instance: number): SimulatedPage {
    const clock: Clock = this.#time.clock(() => person.page === page && person.isAsleep);
    const page: SimulatedPage = new SimulatedPage(
      { seat: person.seat, instance },
      {
        signal: (message) =>
          this.#transmit(person, (connection) => {
            const relayed = this.#room.relay(connection, message);
            return relayed && this.#deliver(relayed.connection, (to) => to.signalling.receive(relayed.message));
          }),
        acknowledge: (message) =>
          this.#transmit(person, (connection) => {
            const relayed = this.#room.acknowledge(connection, message);
            return relayed && this.#deliver(relayed.connection, (to) => to.signalling.acknowledged(relayed.message));
          }),
      },
      clock,
    );
    return page;
  }

  /** One at a time on a connection. */
  #enterAgain(person: SimulatedPerson, connection: string): void {
    if (person.connection === connection && !person.pendingEnter) {
      this.#enter(person, connection);
    }
  }

  /** An invocation arrives once or never, and its reply may be lost. */
  #enter(person: SimulatedPerson, connection: string): void {
    const { page, role, seat } = person;
    const enter = {};
    let hasArrived = false;
    person.pendingEnter = enter;
    this.network.carry(() => {
      if (!hasArrived && this.#room.enter(seat, role, page.own.instance, connection)) {
        const { snapshot } = this.#room;
        this.#tellEverybody();
        this.#deliver(connection, () => {
          if (person.pendingEnter === enter) {
            person.pendingEnter = undefined;
            person.enteredOn = connection;
            page.entered(snapshot);
          }
        });
      }
      hasArrived = true;
    });
  }

  /** From a page to the room, which asks a connection that it does not know to enter again. */
  #transmit(person: SimulatedPerson, arrive: (connection: string) => void): void {
    const { connection } = person;
    if (connection !== undefined && person.mayTransmit) {
      this.network.carry(() => {
        if (this.#room.connections.includes(connection)) {
          arrive(connection);
        } else {
          this.#deliver(connection, () => this.#enterAgain(person, connection));
        }
      });
    }
  }

  /** From the room to the page that had that connection, or to the one that its person has open by now. */
  #deliver(connection: string, arrive: (page: SimulatedPage) => void): void {
    this.network.carry(() => this.#owners.get(connection)?.take(arrive));
  }

  #tellEverybody(): void {
    const { snapshot } = this.#room;
    for (const connection of this.#room.connections) {
      this.#deliver(connection, (page) => page.changed(snapshot));
    }
  }
}
