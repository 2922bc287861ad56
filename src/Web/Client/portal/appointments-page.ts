import { busy, element } from "../page/dom.ts";
import { text } from "../page/texts.ts";
import { showDetail, whenText, wireCopyButtons } from "./appointment-detail.ts";
import { fillForm, readForm, showTime } from "./appointment-form.ts";
import type { Appointment, Appointments } from "./appointments.ts";
import { addDays, germanToday } from "./german-time.ts";
import { mailLink, printInvitation, roomLink } from "./invitation.ts";
import { explain } from "./refusals.ts";
import { closeLikeMenu } from "./row-menu.ts";

const PAST_DAYS = 90;
const FUTURE_DAYS = 731;
const DAY = 24 * 3_600_000;

type View =
  | { readonly kind: "list" }
  | { readonly kind: "detail"; readonly appointment: Appointment }
  | { readonly kind: "form"; readonly appointment: Appointment | undefined };

/** The list of appointments with detail and form: on a wide screen side by side, on a phone one after the other. */
export class AppointmentsPage {
  readonly #appointments: Appointments;
  #all: readonly Appointment[] = [];
  #view: View = { kind: "list" };

  constructor(appointments: Appointments) {
    this.#appointments = appointments;
  }

  async start(): Promise<void> {
    this.#wire();
    this.#show(location.hash === "#neu" ? { kind: "form", appointment: undefined } : { kind: "list" });
    await this.#load();
  }

  #wire(): void {
    const click = (id: string, act: () => void): void => {
      element(id, HTMLButtonElement).addEventListener("click", act);
    };
    const current = (): Appointment | undefined => ("appointment" in this.#view ? this.#view.appointment : undefined);
    click("new", () => {
      this.#show({ kind: "form", appointment: undefined });
    });
    click("back", () => this.#backToList(current()));
    click("discard", () => {
      const appointment = current();
      if (appointment === undefined) {
        this.#backToList();
      } else {
        this.#show({ kind: "detail", appointment });
      }
    });
    for (const act of ["print", "change", "cancel"] as const) {
      click(act, () => {
        const appointment = current();
        if (appointment !== undefined) {
          this.#act(act, appointment);
        }
      });
    }
    element("search", HTMLInputElement).addEventListener("input", () => {
      this.#list();
    });
    element("past", HTMLInputElement).addEventListener("change", () => void this.#load());
    element("form", HTMLFormElement).addEventListener("input", showTime);
    element("form", HTMLFormElement).addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#save();
    });
    wireCopyButtons();
  }

  /** The keyboard goes on where it left the list. */
  #backToList(from?: Appointment): void {
    this.#show({ kind: "list" });
    (document.querySelector<HTMLElement>(`[data-id="${from?.id ?? ""}"] .open`) ?? element("new", HTMLElement)).focus();
  }

  async #load(): Promise<void> {
    const today = germanToday(new Date());
    const past = element("past", HTMLInputElement).checked;
    try {
      this.#all = await this.#appointments.list(addDays(today, past ? -PAST_DAYS : -1), addDays(today, past ? 0 : FUTURE_DAYS));
    } catch (failure) {
      element("page-error", HTMLElement).textContent = explain(failure);
    }
    this.#list();
  }

  #list(): void {
    const wanted = element("search", HTMLInputElement).value.trim().toLowerCase();
    const past = element("past", HTMLInputElement).checked;
    const now = Date.now();
    const shown = this.#all
      .filter((a) => (a.startUtc.getTime() + DAY < now) === past)
      .filter((a) => `${a.participant} ${a.subject} ${whenText(a)}`.toLowerCase().includes(wanted));
    element("list", HTMLUListElement).replaceChildren(...shown.map((a) => this.#entry(a)));
    element("empty", HTMLElement).hidden = shown.length > 0;
  }

  #entry(appointment: Appointment): DocumentFragment {
    const row = document.importNode(element("entry", HTMLTemplateElement).content, true);
    const selected = this.#view.kind === "detail" && this.#view.appointment.id === appointment.id;
    const item = part(row, "li");
    item.setAttribute("aria-current", String(selected));
    item.setAttribute("data-id", appointment.id);
    item.classList.toggle("cancelled", appointment.cancelled);
    part(row, ".who").textContent = appointment.participant;
    part(row, ".when").textContent = whenText(appointment);
    part(row, ".open").addEventListener("click", () => this.#show({ kind: "detail", appointment }));
    part(row, '[data-act="start"]').setAttribute("href", roomLink(appointment.practitionerCode ?? ""));
    part(row, '[data-act="invite"]').setAttribute("href", mailLink(appointment));
    for (const act of ["print", "change", "cancel"] as const) {
      part(row, `[data-act="${act}"]`).addEventListener("click", () => this.#act(act, appointment));
    }
    closeLikeMenu(part(row, "details"));
    return row;
  }

  #act(act: "print" | "change" | "cancel", appointment: Appointment): void {
    if (act === "print") {
      printInvitation(appointment, element("invitation", HTMLElement));
    } else if (act === "change") {
      this.#show({ kind: "form", appointment });
    } else {
      this.#cancel(appointment);
    }
  }

  #show(view: View): void {
    this.#view = view;
    element("split", HTMLElement).dataset["view"] = view.kind;
    element("choose", HTMLElement).hidden = view.kind !== "list";
    element("detail", HTMLElement).hidden = view.kind !== "detail";
    element("form", HTMLElement).hidden = view.kind !== "form";
    if (view.kind === "detail") {
      showDetail(view.appointment);
      element("detail-title", HTMLElement).focus();
    } else if (view.kind === "form") {
      fillForm(view.appointment, new Date());
      element("participant", HTMLInputElement).focus();
    }
    this.#list();
  }

  async #save(): Promise<void> {
    const error = element("form-error", HTMLElement);
    const form = readForm();
    const button = document.querySelector<HTMLButtonElement>("#form button[type=submit]");
    const before = this.#view.kind === "form" ? this.#view.appointment : undefined;
    error.textContent = form === undefined ? text("plan.incomplete") : "";
    if (form === undefined || button === null) {
      return;
    }
    await busy(button, text("plan.saving"), async () => {
      try {
        const appointment = await (before === undefined ? this.#appointments.plan(form) : this.#appointments.change(before, form));
        await this.#load();
        this.#show({ kind: "detail", appointment });
      } catch (failure) {
        error.textContent = explain(failure);
      }
    });
  }

  #cancel(appointment: Appointment): void {
    const dialog = element("confirm", HTMLDialogElement);
    dialog.addEventListener(
      "close",
      () => {
        if (dialog.returnValue === "yes") {
          this.#appointments.cancel(appointment).then(
            async () => {
              await this.#load();
              this.#show({ kind: "detail", appointment: { ...appointment, cancelled: true } });
            },
            (failure: unknown) => {
              element("page-error", HTMLElement).textContent = explain(failure);
            },
          );
        }
      },
      { once: true },
    );
    dialog.returnValue = "";
    dialog.showModal();
  }
}

/** A part of a row that its template promises. */
function part(row: DocumentFragment, selector: string): Element {
  const found = row.querySelector(selector);
  if (!found) {
    throw new TypeError(`the row has no ${selector}`);
  }
  return found;
}
