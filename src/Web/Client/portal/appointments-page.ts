import { busy, element } from "../base/dom.ts";
import { text } from "../base/texts.ts";
import { showDetail, whenText, wireCopyButtons } from "./appointment-detail.ts";
import { fillForm, readForm, showTime } from "./appointment-form.ts";
import { type Act, appointmentRow } from "./appointment-row.ts";
import type { Appointment, Appointments } from "./appointments.ts";
import { addDays, germanToday } from "./german-time.ts";
import { printInvitation } from "./invitation.ts";
import { explain } from "./refusals.ts";

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
  readonly #fullName: string;
  #all: readonly Appointment[] = [];
  #view: View = { kind: "list" };

  constructor(appointments: Appointments, fullName: string) {
    this.#appointments = appointments;
    this.#fullName = fullName;
  }

  async start(): Promise<void> {
    this.#wire();
    this.#show({ kind: "list" });
    this.#follow();
    window.addEventListener("hashchange", () => {
      this.#follow();
    });
    await this.#load();
  }

  /** A link to a new appointment opens the form, once: loading the page again shows the list. */
  #follow(): void {
    if (location.hash === "#neu") {
      history.replaceState(null, "", location.pathname);
      this.#show({ kind: "form", appointment: undefined });
    }
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
    const selected = this.#view.kind === "detail" ? this.#view.appointment.id : undefined;
    const rows = shown.map((a) => appointmentRow(a, this.#fullName, a.id === selected, (act) => this.#act(act, a)));
    element("list", HTMLUListElement).replaceChildren(...rows);
    element("empty", HTMLElement).hidden = shown.length > 0;
  }

  #act(act: Act, appointment: Appointment): void {
    if (act === "open") {
      this.#show({ kind: "detail", appointment });
    } else if (act === "print") {
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
      showDetail(view.appointment, this.#fullName);
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
