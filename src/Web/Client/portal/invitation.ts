import { formatAccessCode } from "../crypto/access-code.ts";
import { roomLink } from "../visit/room-link.ts";
import { make } from "../base/dom.ts";
import { text, type TextKey } from "../base/texts.ts";
import type { Appointment } from "./appointments.ts";
import type { View } from "./appointments-state.ts";
import { readable } from "./german-time.ts";

function words(part: string, appointment: Appointment): string {
  const { date, time } = readable(appointment.startUtc, appointment.language);
  return text(`invite.${appointment.language}.${part}` as TextKey, {
    date,
    time,
    name: appointment.participant,
    link: roomLink(appointment.patient.link),
    site: location.origin,
    code: formatAccessCode(appointment.patient.code),
  });
}

/**
 * Opens the user's mail program: the addresses do not reach the server. RFC 6068: several addresses are separated by
 * commas, the @ stays as it is, and lines end with CRLF (section 5).
 */
export function mailLink(appointment: Appointment): string {
  const [subject, body] = [words("subject", appointment), words("body", appointment).replaceAll("\n", "\r\n")].map(
    encodeURIComponent,
  );
  return `mailto:${addresses(appointment.email)}?subject=${subject}&body=${body}`;
}

function addresses(typed: string): string {
  const each = typed.split(/[,;\s]+/).filter((address) => address !== "");
  return each.map((address) => encodeURIComponent(address).replaceAll("%40", "@")).join(",");
}

/**
 * The printed sheet: the invitation with the code in large print, in the patient's language, of the appointment that is
 * shown. It is on the page whenever that is, so that the browser's own print prints it, and never another one.
 */
export function fillSheet(sheet: HTMLElement, view: View): void {
  const appointment = view.kind === "detail" && !view.appointment.cancelled ? view.appointment : undefined;
  sheet.lang = appointment?.language ?? "";
  sheet.replaceChildren(...(appointment === undefined ? [] : sheetOf(appointment)));
}

function sheetOf(appointment: Appointment): readonly HTMLElement[] {
  return [
    make("h2", { textContent: words("title", appointment) }),
    make("p", { textContent: words("code", appointment) }),
    make("p", { className: "code", textContent: formatAccessCode(appointment.patient.code) }),
    ...words("body", appointment).split("\n\n").map((textContent) => make("p", { textContent })),
  ];
}
