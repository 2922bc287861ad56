import { Events } from "../base/events.ts";
import type { SeatedView } from "./room-view.ts";
import { element, isolated, make } from "../base/dom.ts";
import { text } from "../base/texts.ts";

/** Who wants to come in, for the practitioner to let in. */
export class Admissions {
  readonly events = new Events<{ admitted: string }>();
  #shown = "";

  show({ role, others }: SeatedView, names: ReadonlyMap<string, string>): void {
    const waiting = role === "practitioner" ? others.filter(({ admitted, presence }) => !admitted && presence !== "left") : [];
    const people = waiting.map(({ seat }) => ({ seat, name: names.get(seat) ?? text("room.someone") }));
    const now = JSON.stringify(people);
    const list = element("admissions", HTMLElement);
    list.hidden = people.length === 0;
    if (now !== this.#shown) {
      this.#shown = now;
      list.replaceChildren(...people.map(({ seat, name }) => this.#entry(seat, name)));
    }
  }

  #entry(seat: string, name: string): HTMLElement {
    const button = make("button", { type: "button", className: "primary", textContent: text("room.admit", { name: isolated(name) }) });
    button.addEventListener("click", () => this.events.emit("admitted", seat));
    return make("li", {}, button);
  }
}
