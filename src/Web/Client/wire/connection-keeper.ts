import { type Clock, within } from "../base/clock.ts";
import type { HubConnection } from "./hub-connection.ts";
import { attemptTimeout, Pause, retryDelay } from "./retry.ts";

const stableMs = 5000;
/** After that many failures in a row an attempt is left the time that its limit gives it. */
const replaceable = 2;

export interface ConnectionOwner {
  /** A new connection, not yet open. */
  open(attempt: number): HubConnection;
  opened(connection: HubConnection): void;
  closed(): void;
}

/** Holds one connection at a time and replaces it when it breaks, on the schedule of docs/protocol.md section 6. */
export class ConnectionKeeper {
  readonly #owner: ConnectionOwner;
  readonly #clock: Clock;
  readonly #pause: Pause;
  #connection: HubConnection | undefined;
  #isOpen = false;
  #isWanted = false;
  #isRunning = false;
  #attempt = 0;
  #failures = 0;
  #timeoutMs = attemptTimeout(0);
  #confirmedAt: number | undefined;

  constructor(owner: ConnectionOwner, clock: Clock) {
    this.#owner = owner;
    this.#clock = clock;
    this.#pause = new Pause(clock);
  }

  /** The open connection, if there is one. */
  get connection(): HubConnection | undefined {
    return this.#isOpen ? this.#connection : undefined;
  }

  /** The outcome of an invocation, or `TimedOut`. A connection that needed long to open gets as long for each. */
  within<T>(invocation: Promise<T>): Promise<T> {
    return within(this.#clock, this.#timeoutMs, invocation);
  }

  /** Connects if there is no connection yet, without delay. */
  keep(): void {
    this.#isWanted = true;
    this.#attempt = this.#isOpen ? this.#attempt : 0;
    this.#pause.end();
    if (!this.#isRunning) {
      void this.#run();
    }
  }

  drop(): void {
    this.#isWanted = false;
    this.#isOpen = false;
    this.#connection?.close();
    this.#pause.end();
  }

  /**
   * The network may be another one: an attempt that is waiting or under way gives way to a new one. Browsers on slow
   * lines report changes every few seconds; ending each attempt then would never let one succeed, so the limits go on
   * growing, and only the first attempts give way.
   */
  hurry(): void {
    this.#attempt = 0;
    this.#pause.end();
    if (this.#confirmedAt === undefined && this.#failures <= replaceable) {
      this.#connection?.close();
    }
  }

  /** The server has answered on this connection. */
  confirm(): void {
    this.#failures = 0;
    this.#confirmedAt ??= this.#clock.now();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#isWanted) {
      await this.#pause.wait(retryDelay(this.#attempt, Math.random()));
      if (this.#isWanted) {
        await this.#hold(this.#owner.open(this.#attempt++));
        this.#owner.closed();
      }
    }
    this.#isRunning = false;
  }

  /** One connection from opening to its end. One that did not last leaves the schedule where it was. */
  async #hold(connection: HubConnection): Promise<void> {
    const closed = new Promise<"closed">((resolve) => connection.onClosed(() => resolve("closed")));
    this.#connection = connection;
    this.#confirmedAt = undefined;
    this.#timeoutMs = attemptTimeout(this.#failures++);
    try {
      if ((await this.within(Promise.race([connection.open(), closed]))) !== "closed") {
        this.#isOpen = true;
        this.#owner.opened(connection);
        await closed;
      }
    } catch {
      connection.close();
    }
    this.#isOpen = false;
    this.#connection = undefined;
    if (this.#confirmedAt !== undefined && this.#clock.now() - this.#confirmedAt > stableMs) {
      this.#attempt = 0;
    }
  }
}
