import { Events } from "../base/events.ts";
import { element } from "../base/dom.ts";
import { isInRoom, type PageState, type ShownKind, shownCall, shownKind } from "./page-state.ts";

export interface RoomPageEvents {
  again: undefined;
  startOver: undefined;
}

/** Which part of the page is shown. The main element carries the state as attributes. */
export class RoomPage {
  readonly events = new Events<RoomPageEvents>();
  readonly #room = element("room", HTMLElement);
  #kind: ShownKind | undefined;

  constructor() {
    this.#onClick(".again, #try-again", "again");
    this.#onClick(".start-over", "startOver");
  }

  show(state: PageState): void {
    this.#room.dataset["signalling"] = state.signalling;
    const presence = shownCall(state)?.seated.own?.presence;
    if (presence !== undefined) {
      this.#room.dataset["presence"] = presence;
    }
    this.#openHelp(isInRoom(state) ? "_blank" : "");
    const kind = shownKind(state.visit);
    if (kind !== this.#kind) {
      this.#kind = kind;
      this.#showPart(kind);
    }
  }

  /** During a call help opens beside it: leaving the page would leave the other side alone. */
  #openHelp(target: "_blank" | ""): void {
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href^="/hilfe"]')) {
      link.target = target;
    }
  }

  #onClick(selector: string, name: keyof RoomPageEvents): void {
    for (const button of this.#room.querySelectorAll(selector)) {
      button.addEventListener("click", () => this.events.emit(name, undefined));
    }
  }

  #showPart(kind: ShownKind): void {
    this.#room.dataset["state"] = kind === "opening" ? "connecting" : kind;
    for (const section of this.#room.querySelectorAll<HTMLElement>("[data-for]")) {
      section.hidden = !section.dataset["for"]?.split(" ").includes(kind);
    }
    this.#moveFocus();
  }

  /** Announces the new heading and moves the focus there, unless it is in the shown part or in a field already. */
  #moveFocus(): void {
    const section = this.#room.querySelector("[data-for]:not([hidden])");
    const heading = section?.querySelector<HTMLElement>("[tabindex='-1']");
    element("announce", HTMLElement).textContent = heading?.textContent ?? "";
    const { activeElement } = document;
    if (!section?.contains(activeElement) && !(activeElement instanceof HTMLInputElement)) {
      heading?.focus();
    }
  }
}
