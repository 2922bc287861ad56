import { element } from "../base/dom.ts";
import { Events } from "../base/events.ts";
import type { Appointment } from "./appointments.ts";

/** Asks whether an appointment is really to be cancelled. */
export class CancelDialog {
  readonly events = new Events<{ answered: boolean }>();
  readonly #dialog = element("confirm", HTMLDialogElement);

  constructor() {
    this.#dialog.addEventListener("close", () => this.events.emit("answered", this.#dialog.returnValue === "yes"));
  }

  show(confirming: Appointment | undefined): void {
    if (confirming !== undefined && !this.#dialog.open) {
      this.#dialog.returnValue = "";
      this.#dialog.showModal();
    }
  }
}
