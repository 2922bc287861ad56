import { Events } from "../base/events.ts";
import { type PageState, shownCall } from "./page-state.ts";
import { element, isolated, make } from "../base/dom.ts";
import { text } from "../base/texts.ts";

/** A seat and whose it is. */
export interface Named {
  readonly seat: string;
  readonly name: string;
}

/** The people who wait to be admitted, shown to the practitioner. */
export class Admissions {
  readonly events = new Events<{ admitted: string; rejected: Named }>();
  #shown = "";

  show(state: PageState): void {
    const people = waitingPeople(state);
    const now = JSON.stringify(people);
    const list = element("admissions", HTMLElement);
    list.hidden = people.length === 0;
    if (now !== this.#shown) {
      this.#shown = now;
      list.replaceChildren(...people.map(({ seat, name }) => this.#entry(seat, name)));
    }
  }

  #entry(seat: string, name: string): HTMLElement {
    const textContent = text("room.admit", { name: isolated(name) });
    const button = make("button", { type: "button", className: "primary", textContent });
    button.addEventListener("click", () => this.events.emit("admitted", seat));
    const reject = make("button", { type: "button", textContent: text("room.reject", { name: isolated(name) }) });
    reject.addEventListener("click", () => this.events.emit("rejected", { seat, name }));
    return make("li", {}, button, reject);
  }
}

function waitingPeople(state: PageState): readonly Named[] {
  const { seated, names } = shownCall(state) ?? {};
  const waiting = seated?.role === "practitioner" ? seated.others.filter(({ admitted }) => !admitted) : [];
  return waiting.map(({ seat }) => ({ seat, name: names?.get(seat) ?? text("room.someone") }));
}
