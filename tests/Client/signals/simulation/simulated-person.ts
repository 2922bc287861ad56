import type { Role } from "../../../../src/Web/Client/wire/messages.ts";
import type { SimulatedPage } from "./simulated-page.ts";

/** A person in front of a page, which they may reload, leave, or put to sleep. */
export class SimulatedPerson {
  readonly role: Role;
  readonly #open: (person: SimulatedPerson, instance: number) => SimulatedPage;
  readonly #inbox: ((page: SimulatedPage) => void)[] = [];
  page: SimulatedPage;
  connection: string | undefined;
  /** The connection on which the room has accepted the page. */
  enteredOn: string | undefined;
  /** The Enter that is not answered yet; if it never is, the page connects again. */
  pendingEnter: object | undefined;
  hasLeft = false;
  isAsleep = false;

  constructor(role: Role, open: (person: SimulatedPerson, instance: number) => SimulatedPage) {
    this.role = role;
    this.#open = open;
    this.page = open(this, 1);
  }

  get seat(): string {
    return this.role;
  }

  /** As RoomConnection: nothing is sent before Enter was answered on the connection. */
  get mayTransmit(): boolean {
    return this.connection !== undefined && this.enteredOn === this.connection;
  }

  /** A page that sleeps takes its messages when it is awake. */
  take(message: (page: SimulatedPage) => void): void {
    if (this.connection !== undefined) {
      this.#inbox.push(message);
      this.sleep(this.isAsleep);
    }
  }

  sleep(isAsleep: boolean): void {
    this.isAsleep = isAsleep;
    const messages = isAsleep ? [] : this.#inbox.splice(0);
    messages.forEach((each) => each(this.page));
  }

  disconnect(): void {
    this.connection = undefined;
    this.pendingEnter = undefined;
    this.#inbox.length = 0;
  }

  leave(): void {
    this.disconnect();
    this.sleep(false);
    this.page.signalling.close();
    this.hasLeft = true;
  }

  /** Nothing of the page remains but its seat. */
  reload(): void {
    this.leave();
    this.hasLeft = false;
    this.page = this.#open(this, this.page.own.instance + 1);
  }
}
