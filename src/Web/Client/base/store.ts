import { Events } from "./events.ts";
import type { Reducer } from "./reducer.ts";

/** Holds a page's state. Every event comes in here, one after the other, also those that effects cause. */
export class Store<State, Event extends object, Effect> {
  readonly events = new Events<{ changed: State; effect: Effect }>();
  readonly #reduce: Reducer<State, Event, Effect>;
  readonly #now: () => number;
  readonly #waiting: Event[] = [];
  #state: State;
  #running = false;

  constructor(reduce: Reducer<State, Event, Effect>, state: State, now: () => number) {
    this.#reduce = reduce;
    this.#state = state;
    this.#now = now;
  }

  dispatch(event: Event): void {
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

  #take(event: Event): void {
    const { state, effects } = this.#reduce(this.#state, event, this.#now());
    this.#state = state;
    this.events.emit("changed", state);
    effects.forEach((effect) => this.events.emit("effect", effect));
  }
}
