import { type Clock, within } from "../base/clock.ts";
import type { HubLine } from "./hub-connection.ts";
import { Pause, retryDelay } from "./retry.ts";

/** How long an attempt to connect, or an invocation, may take. */
export const patienceMs = 3000;
const steadyMs = 5000;

export interface LineOwner {
  /** A new line, not yet open. */
  openLine(attempt: number): HubLine;
  opened(line: HubLine): void;
  closed(): void;
}

/** Holds one line at a time and replaces it when it breaks, on the schedule of docs/protocol.md section 6. */
export class LineKeeper {
  readonly #owner: LineOwner;
  readonly #clock: Clock;
  readonly #pause: Pause;
  #line: HubLine | undefined;
  #wanted = false;
  #running = false;
  #attempt = 0;
  #waitAtLeastMs = 0;

  constructor(owner: LineOwner, clock: Clock) {
    this.#owner = owner;
    this.#clock = clock;
    this.#pause = new Pause(clock);
  }

  /** The open line, if there is one. */
  get line(): HubLine | undefined {
    return this.#line;
  }

  keep(): void {
    this.#wanted = true;
    if (!this.#running) {
      this.#attempt = 0;
      void this.#run();
    }
  }

  drop(): void {
    this.#wanted = false;
    this.#line?.close();
    this.#pause.cut();
  }

  /** No more waiting: the next attempt is now. */
  hurry(): void {
    this.#attempt = 0;
    this.#pause.cut();
  }

  waitAtLeast(ms: number): void {
    this.#waitAtLeastMs = ms;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#wanted) {
      await this.#pause.wait(Math.max(this.#waitAtLeastMs, retryDelay(this.#attempt, Math.random())));
      this.#waitAtLeastMs = 0;
      if (this.#wanted) {
        await this.#hold(this.#owner.openLine(this.#attempt++));
      }
    }
    this.#running = false;
  }

  /** One line from opening to its end, whatever the end is. A line that did not last leaves the schedule where it was. */
  async #hold(line: HubLine): Promise<void> {
    const over = new Promise<void>((resolve) => line.onClosed(resolve));
    const since = this.#clock.now();
    try {
      await within(this.#clock, patienceMs, line.open());
      this.#line = line;
      this.#owner.opened(line);
      await over;
    } catch {
      line.close();
    }
    this.#line = undefined;
    if (this.#clock.now() - since > steadyMs) {
      this.#attempt = 0;
    }
    this.#owner.closed();
  }
}
