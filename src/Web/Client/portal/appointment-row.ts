import { element } from "../base/dom.ts";
import { setAddress, startLink } from "./appointment-detail.ts";
import { whenText } from "./appointment-words.ts";
import type { Appointment } from "./appointments.ts";
import { mailLink } from "./invitation.ts";
import { closeLikeMenu } from "./row-menu.ts";

const acts = ["print", "change", "cancel"] as const;

/** What a person can do with an appointment from its row. */
export type Act = "open" | (typeof acts)[number];

/** An appointment as a row of the list, with its menu. A cancelled one can only be opened. */
export function appointmentRow(
  appointment: Appointment,
  fullName: string,
  selected: boolean,
  act: (act: Act) => void,
): DocumentFragment {
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
  setAddress(part(row, '[data-act="start"]', HTMLAnchorElement), startLink(appointment, fullName));
  setAddress(part(row, '[data-act="invite"]', HTMLAnchorElement), mailLink(appointment));
  for (const name of acts) {
    part(row, `[data-act="${name}"]`, HTMLButtonElement).addEventListener("click", () => act(name));
  }
  return row;
}

/** A part of the row, as the template in Videosprechstunde.cshtml has it. */
function part<T extends Element>(row: DocumentFragment, selector: string, type: abstract new () => T): T {
  const found = row.querySelector(selector);
  if (!(found instanceof type)) {
    throw new TypeError(`the row has no ${selector}`);
  }
  return found;
}
