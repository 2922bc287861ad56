import { Events } from "../base/events.ts";
import type { PageEffect } from "./page-effect.ts";
import type { PageEvent } from "./page-event.ts";
import type { PageState } from "./page-state.ts";
import { reduce } from "./reducer.ts";

/** Holds the page's state. Every event comes in here, one after the other, also those that effects cause. */
export class PageStore {
  readonly events = new Events<{ changed: PageState; effect: PageEffect }>();
  readonly #now: () => number;
  readonly #waiting: PageEvent[] = [];
  #state: PageState;
  #running = false;

  constructor(state: PageState, now: () => number) {
    this.#state = state;
    this.#now = now;
  }

  dispatch(event: PageEvent): void {
    this.#waiting.push(event);
    if (this.#running) {
      return;
    }
    this.#running = true;
    try {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
        this.#take(next);
      }
    } finally {
      this.#running = false;
    }
  }

  #take(event: PageEvent): void {
    const { state, effects } = reduce(this.#state, event, this.#now());
    this.#state = state;
    this.events.emit("changed", state);
    effects.forEach((effect) => this.events.emit("effect", effect));
  }
}
