import { element, isolated } from "../base/dom.ts";
import { Events } from "../base/events.ts";
import { text } from "../base/texts.ts";
import type { Named } from "./admissions.ts";

/** Asks the practitioner whether somebody is really to leave the room. */
export class SendOutDialog {
  readonly events = new Events<{ confirmed: string }>();
  readonly #dialog = element("send-out", HTMLDialogElement);
  #seat = "";

  constructor() {
    this.#dialog.addEventListener("close", () => {
      if (this.#dialog.returnValue === "yes") {
        this.events.emit("confirmed", this.#seat);
      }
    });
  }

  ask({ seat, name }: Named): void {
    this.#seat = seat;
    this.#dialog.returnValue = "";
    element("send-out-title", HTMLElement).textContent = text("room.sendOutTitle", { name: isolated(name) });
    this.#dialog.showModal();
  }
}
