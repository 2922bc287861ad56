import { Events } from "../base/events.ts";
import type { RoomView } from "./room-view.ts";
import { element } from "../base/dom.ts";

export interface RoomPageEvents {
  again: undefined;
  startOver: undefined;
}

/** Which part of the page is shown. Its state is on the element for everyone to see, and nowhere else. */
export class RoomPage {
  readonly events = new Events<RoomPageEvents>();
  readonly #room = element("room", HTMLElement);
  #kind: RoomView["kind"] | undefined;

  constructor() {
    const onClick = (selector: string, name: keyof RoomPageEvents): void =>
      this.#room.querySelectorAll(selector).forEach((button) => button.addEventListener("click", () => this.events.emit(name, undefined)));
    onClick(".again, #try-again", "again");
    onClick(".start-over", "startOver");
  }

  show(kind: RoomView["kind"]): void {
    if (kind === this.#kind) {
      return;
    }
    this.#kind = kind;
    this.#room.dataset["state"] = kind === "opening" ? "connecting" : kind;
    for (const section of this.#room.querySelectorAll<HTMLElement>("[data-for]")) {
      section.hidden = !section.dataset["for"]?.split(" ").includes(kind);
    }
    this.#lead();
  }

  mark(name: "presence" | "signalling", value: string): void {
    this.#room.dataset[name] = value;
  }

  /** Screen readers hear the new heading; the keyboard goes on from it, unless it is already at work in the room. */
  #lead(): void {
    const section = this.#room.querySelector("[data-for]:not([hidden])");
    const heading = section?.querySelector<HTMLElement>("[tabindex='-1']");
    element("announce", HTMLElement).textContent = heading?.textContent ?? "";
    const { activeElement } = document;
    if (!section?.contains(activeElement) && !(activeElement instanceof HTMLInputElement)) {
      heading?.focus();
    }
  }
}
