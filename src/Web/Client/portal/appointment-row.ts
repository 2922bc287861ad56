import { element } from "../base/dom.ts";
import { lead, startLink, whenText } from "./appointment-detail.ts";
import type { Appointment } from "./appointments.ts";
import { mailLink } from "./invitation.ts";
import { closeLikeMenu } from "./row-menu.ts";

const acts = ["print", "change", "cancel"] as const;

/** What a person can do with an appointment from its row. */
export type Act = "open" | (typeof acts)[number];

/** An appointment as a row of the list, with its menu. A cancelled one can be opened, and nothing else. */
export function appointmentRow(appointment: Appointment, fullName: string, selected: boolean, act: (act: Act) => void): DocumentFragment {
  const row = document.importNode(element("entry", HTMLTemplateElement).content, true);
  const item = part(row, "li", HTMLLIElement);
  item.setAttribute("aria-current", String(selected));
  item.dataset["id"] = appointment.id;
  item.classList.toggle("cancelled", appointment.cancelled);
  part(row, ".who", HTMLElement).textContent = appointment.participant;
  part(row, ".when", HTMLElement).textContent = whenText(appointment);
  part(row, ".open", HTMLButtonElement).addEventListener("click", () => act("open"));
  const menu = part(row, "details", HTMLDetailsElement);
  menu.hidden = appointment.cancelled;
  closeLikeMenu(menu);
  lead(part(row, '[data-act="start"]', HTMLAnchorElement), startLink(appointment, fullName));
  lead(part(row, '[data-act="invite"]', HTMLAnchorElement), mailLink(appointment));
  for (const name of acts) {
    part(row, `[data-act="${name}"]`, HTMLButtonElement).addEventListener("click", () => act(name));
  }
  return row;
}

/** A part of a row that its template promises. */
function part<T extends Element>(row: DocumentFragment, selector: string, type: abstract new () => T): T {
  const found = row.querySelector(selector);
  if (!(found instanceof type)) {
    throw new TypeError(`the row has no ${selector}`);
  }
  return found;
}
