import { formatAccessCode } from "../crypto/access-code.ts";
import { copy, element, sentenceAround } from "../base/dom.ts";
import { roomLink } from "../visit/room-link.ts";
import { text } from "../base/texts.ts";
import type { Appointment } from "./appointments.ts";
import { localIfDifferent, readable } from "./german-time.ts";
import { mailLink } from "./invitation.ts";

/** Date and time in German wall time, and this device's when it differs. */
export function whenText(appointment: Appointment): string {
  const language = document.documentElement.lang;
  const local = localIfDifferent(appointment.startUtc, language);
  const german = text("plan.oclock", readable(appointment.startUtc, language));
  return local === undefined ? german : `${german} (${text("plan.localTime", { local })})`;
}

function put(id: string, content: string): void {
  element(id, HTMLElement).textContent = content;
}

/** The practitioner's way into the room, the name at hand; undefined where there is none: for staff, or once cancelled. */
export function startLink({ practitionerCode, cancelled }: Appointment, fullName: string): string | undefined {
  return practitionerCode === undefined || cancelled ? undefined : roomLink(practitionerCode, fullName);
}

/** Lets a link lead somewhere, or hides it. */
export function lead(link: HTMLAnchorElement, address: string | undefined): void {
  link.hidden = address === undefined;
  link.href = address ?? "";
}

/** Shows an appointment with its codes and links. */
export function showDetail(appointment: Appointment, fullName: string): void {
  const { patientCode, practitionerCode, cancelled } = appointment;
  element("detail-title", HTMLElement).replaceChildren(...sentenceAround(appointment.participant, text("plan.with")));
  put("detail-when", whenText(appointment));
  put("detail-duration", text("plan.minutesCount", { count: appointment.durationMinutes }));
  put("detail-subject", appointment.subject || "–");
  put("detail-email", appointment.email || "–");
  put("detail-admission", text(appointment.admission === "automatic" ? "plan.automatic" : "plan.byPractitioner"));
  put("patient-code", formatAccessCode(patientCode));
  put("patient-link", roomLink(patientCode));
  put("practitioner-code", formatAccessCode(practitionerCode ?? ""));
  put("practitioner-link", roomLink(practitionerCode ?? ""));
  element("practitioner-section", HTMLElement).hidden = practitionerCode === undefined;
  element("detail-cancelled", HTMLElement).hidden = !cancelled;
  lead(element("start", HTMLAnchorElement), startLink(appointment, fullName));
  lead(element("invite", HTMLAnchorElement), cancelled ? undefined : mailLink(appointment));
  element("change", HTMLButtonElement).hidden = cancelled;
  element("cancel", HTMLButtonElement).hidden = cancelled;
}

/** Lets the copy buttons copy. */
export function wireCopyButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
    button.addEventListener("click", () => {
      void copy(element(button.dataset["copy"] ?? "", HTMLElement)).then((done) => {
        put("copied", done ? text("portal.copied") : "");
        button.classList.toggle("primary", done);
      });
    });
  }
}
