import { formatAccessCode } from "../crypto/access-code.ts";
import { copy, element, sentenceAround } from "../base/dom.ts";
import { Events } from "../base/events.ts";
import { text } from "../base/texts.ts";
import { roomLink } from "../visit/room-link.ts";
import type { SidePasses } from "./appointment-passes.ts";
import { factsOf } from "./appointment-words.ts";
import type { Appointment } from "./appointments.ts";
import type { View } from "./appointments-state.ts";
import { mailLink } from "./invitation.ts";

const acts = ["print", "change", "cancel"] as const;

function put(id: string, content: string): void {
  element(id, HTMLElement).textContent = content;
}

function putPasses(side: "patient" | "practitioner", passes: SidePasses | undefined): void {
  put(`${side}-code`, passes === undefined ? "" : formatAccessCode(passes.code));
  put(`${side}-link`, passes === undefined ? "" : roomLink(passes.link));
}

/** The practitioner's way into the room, with the name in it; undefined for staff and for a cancelled appointment. */
export function startLink({ practitioner, cancelled }: Appointment, fullName: string): string | undefined {
  return practitioner === undefined || cancelled ? undefined : roomLink(practitioner.link, fullName);
}

/** Gives the link an address, or hides it. */
export function setAddress(link: HTMLAnchorElement, address: string | undefined): void {
  link.hidden = address === undefined;
  link.href = address ?? "";
}

/** An appointment with its links and codes. */
export class AppointmentDetail {
  readonly events = new Events<Record<(typeof acts)[number], Appointment>>();
  readonly #fullName: string;
  #shown: Appointment | undefined;

  constructor(fullName: string) {
    this.#fullName = fullName;
    for (const act of acts) {
      element(act, HTMLButtonElement).addEventListener("click", () => {
        if (this.#shown !== undefined) {
          this.events.emit(act, this.#shown);
        }
      });
    }
    wireCopyButtons();
  }

  show(view: View): void {
    element("detail", HTMLElement).hidden = view.kind !== "detail";
    if (view.kind === "detail" && view.appointment !== this.#shown) {
      this.#shown = view.appointment;
      this.#fill(view.appointment);
    }
  }

  focus(): void {
    element("detail-title", HTMLElement).focus();
  }

  #fill(appointment: Appointment): void {
    const { cancelled, patient, practitioner } = appointment;
    element("detail-title", HTMLElement).replaceChildren(...sentenceAround(appointment.participant, text("plan.with")));
    for (const [fact, words] of Object.entries(factsOf(appointment))) {
      put(`detail-${fact}`, words);
    }
    putPasses("patient", patient);
    putPasses("practitioner", practitioner);
    element("practitioner-section", HTMLElement).hidden = practitioner === undefined;
    element("detail-cancelled", HTMLElement).hidden = !cancelled;
    setAddress(element("start", HTMLAnchorElement), startLink(appointment, this.#fullName));
    setAddress(element("invite", HTMLAnchorElement), cancelled ? undefined : mailLink(appointment));
    for (const act of acts) {
      element(act, HTMLButtonElement).hidden = cancelled;
    }
  }
}

function wireCopyButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
    button.addEventListener("click", () => {
      void copy(element(button.dataset["copy"] ?? "", HTMLElement)).then((done) => {
        put("copied", done ? text("portal.copied") : "");
        button.classList.toggle("primary", done);
      });
    });
  }
}
