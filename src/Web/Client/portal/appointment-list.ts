import { element } from "../base/dom.ts";
import { Events } from "../base/events.ts";
import { type Act, appointmentRow } from "./appointment-row.ts";
import { whenText } from "./appointment-words.ts";
import type { Appointment } from "./appointments.ts";
import { type AppointmentsState, listed } from "./appointments-state.ts";
import type { ServerTime } from "./server-time.ts";

export interface AppointmentListEvents {
  searched: string;
  pastSwitched: boolean;
  newAsked: undefined;
  act: { readonly act: Act; readonly appointment: Appointment };
}

type Shown = Pick<AppointmentsState, "appointments" | "altered" | "search" | "past"> & {
  readonly selected: string | undefined;
};

/** The list of appointments, with search and the switch to past ones. */
export class AppointmentList {
  readonly events = new Events<AppointmentListEvents>();
  readonly #fullName: string;
  readonly #time: Pick<ServerTime, "now">;
  readonly #search = element("search", HTMLInputElement);
  readonly #past = element("past", HTMLInputElement);
  #shown: Shown | undefined;

  constructor(fullName: string, time: Pick<ServerTime, "now">) {
    this.#fullName = fullName;
    this.#time = time;
    this.#search.addEventListener("input", () => this.events.emit("searched", this.#search.value));
    this.#past.addEventListener("change", () => this.events.emit("pastSwitched", this.#past.checked));
    element("new", HTMLButtonElement).addEventListener("click", () => this.events.emit("newAsked", undefined));
  }

  /** What the fields contain before anybody typed: browsers restore them with the page. */
  get chosen(): Pick<AppointmentsState, "search" | "past"> {
    return { search: this.#search.value, past: this.#past.checked };
  }

  show({ appointments, altered, search, past, view }: AppointmentsState): void {
    const selected = view.kind === "detail" ? view.appointment.id : undefined;
    const next = { appointments, altered, search, past, selected };
    if (this.#shown === undefined || !isSame(this.#shown, next)) {
      this.#shown = next;
      this.#showRows(next);
    }
  }

  focus(id: string | undefined): void {
    const row = document.querySelector<HTMLElement>(`[data-id="${id ?? ""}"] .open`);
    (row ?? element("new", HTMLElement)).focus();
  }

  #showRows(shown: Shown): void {
    const rows = listed(shown, this.#time.now(), whenText).map((appointment) =>
      appointmentRow(appointment, this.#fullName, appointment.id === shown.selected, (act) =>
        this.events.emit("act", { act, appointment }),
      ),
    );
    const focused = document.activeElement?.closest<HTMLElement>("[data-id]")?.dataset["id"];
    element("list", HTMLUListElement).replaceChildren(...rows);
    element("empty", HTMLElement).hidden = rows.length > 0 || shown.altered > 0;
    if (focused !== undefined) {
      this.focus(focused);
    }
  }
}

function isSame(before: Shown, next: Shown): boolean {
  return (Object.keys(next) as (keyof Shown)[]).every((name) => before[name] === next[name]);
}
