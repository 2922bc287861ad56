import { formatAccessCode } from "../crypto/access-code.ts";
import { roomLink } from "../visit/room-link.ts";
import { text, type TextKey } from "../base/texts.ts";
import type { Appointment } from "./appointments.ts";
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

function paragraph(content: string, className = ""): HTMLElement {
  const made = document.createElement("p");
  made.className = className;
  made.textContent = content;
  return made;
}

/** Prints the invitation with the code in large print, in the patient's language. */
export function printInvitation(appointment: Appointment, sheet: HTMLElement): void {
  const title = document.createElement("h2");
  title.textContent = words("title", appointment);
  const body = words("body", appointment).split("\n\n").map((part) => paragraph(part));
  const code = [paragraph(words("code", appointment)), paragraph(formatAccessCode(appointment.patient.code), "code")];
  sheet.lang = appointment.language;
  sheet.replaceChildren(title, ...code, ...body);
  document.body.classList.add("printing");
  print();
  document.body.classList.remove("printing");
}
