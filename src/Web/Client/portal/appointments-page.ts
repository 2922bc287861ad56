import { element, say } from "../base/dom.ts";
import { type EffectTable, perform } from "../base/reducer.ts";
import { Store } from "../base/store.ts";
import { text } from "../base/texts.ts";
import { AppointmentDetail } from "./appointment-detail.ts";
import { AppointmentFormView } from "./appointment-form.ts";
import { AppointmentList } from "./appointment-list.ts";
import type { Act } from "./appointment-row.ts";
import type { Appointments } from "./appointments.ts";
import type { AppointmentsEffects } from "./appointments-effect.ts";
import { appointmentsEffects, load } from "./appointments-effects.ts";
import type { AppointmentsEvent } from "./appointments-event.ts";
import { loadFor, reduce } from "./appointments-reducer.ts";
import { type AppointmentsState, failureIn, initialState } from "./appointments-state.ts";
import { CancelDialog } from "./cancel-dialog.ts";
import { fillSheet } from "./invitation.ts";
import { explain } from "./refusals.ts";
import type { ServerTime } from "./server-time.ts";

const eventOf = {
  open: "opened",
  print: "printAsked",
  change: "changeAsked",
  cancel: "cancelAsked",
} as const satisfies Readonly<Record<Act, AppointmentsEvent["kind"]>>;

/**
 * The list of appointments with detail and form: on a wide screen side by side, on a phone one after the other.
 * Makes the parts and connects them. What happens is decided in appointments-reducer.ts.
 */
export class AppointmentsPage {
  readonly #appointments: Appointments;
  readonly #list: AppointmentList;
  readonly #detail: AppointmentDetail;
  readonly #form: AppointmentFormView;
  readonly #dialog = new CancelDialog();
  readonly #time: Pick<ServerTime, "now">;
  #isClosed = false;

  constructor(appointments: Appointments, fullName: string, time: Pick<ServerTime, "now">) {
    this.#appointments = appointments;
    this.#time = time;
    this.#list = new AppointmentList(fullName, time);
    this.#detail = new AppointmentDetail(fullName);
    this.#form = new AppointmentFormView(time);
  }

  /** Shows nothing any more: the page has been emptied. */
  close(): void {
    this.#isClosed = true;
  }

  /** Resolves when the list is loaded, or could not be. */
  start(): Promise<void> {
    const state = initialState(this.#list.chosen);
    const store = new Store(reduce, state, () => this.#time.now());
    const dispatch = (event: AppointmentsEvent): void => {
      if (!this.#isClosed) {
        store.dispatch(event);
      }
    };
    const environment = { appointments: this.#appointments, dispatch };
    const effects = { ...appointmentsEffects(environment), ...this.#pageEffects() };
    store.events.on("changed", (next) => this.#show(next));
    store.events.on("effect", (effect) => perform<AppointmentsEffects>(effects, effect));
    this.#listen(dispatch);
    this.#show(state);
    followLink(dispatch);
    return load(environment, loadFor(state, this.#time.now()));
  }

  #pageEffects() {
    return {
      print: () => print(),
      focusDetail: () => this.#detail.focus(),
      focusForm: () => this.#form.focus(),
      focusList: ({ id }) => this.#list.focus(id),
    } satisfies Partial<EffectTable<AppointmentsEffects>>;
  }

  #listen(dispatch: (event: AppointmentsEvent) => void): void {
    const { events } = this.#list;
    events.on("searched", (search) => dispatch({ kind: "searched", search }));
    events.on("pastSwitched", (past) => dispatch({ kind: "pastSwitched", past }));
    events.on("newAsked", () => dispatch({ kind: "newAsked" }));
    events.on("act", ({ act, appointment }) => dispatch({ kind: eventOf[act], appointment }));
    for (const act of ["print", "change", "cancel"] as const) {
      this.#detail.events.on(act, (appointment) => dispatch({ kind: eventOf[act], appointment }));
    }
    this.#form.events.on("submitted", (values) => dispatch({ kind: "submitted", values }));
    this.#form.events.on("discarded", () => dispatch({ kind: "discarded" }));
    this.#dialog.events.on("answered", (confirmed) => dispatch({ kind: "cancelAnswered", confirmed }));
    element("back", HTMLButtonElement).addEventListener("click", () => dispatch({ kind: "back" }));
    window.addEventListener("hashchange", () => followLink(dispatch));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") {
        dispatch({ kind: "returned" });
      }
    });
  }

  #show(state: AppointmentsState): void {
    const failure = failureIn(state);
    element("split", HTMLElement).dataset["view"] = state.view.kind;
    element("choose", HTMLElement).hidden = state.view.kind !== "list";
    element("page-error", HTMLElement).textContent = failure === undefined ? "" : explain(failure);
    const altered = state.altered > 0 ? text("plan.altered", { count: state.altered }) : undefined;
    say(element("altered", HTMLElement), altered);
    fillSheet(element("invitation", HTMLElement), state.view);
    this.#detail.show(state.view);
    this.#form.show(state.view);
    this.#list.show(state);
    this.#dialog.show(state.confirming);
  }
}

/** A link to a new appointment opens the form, once: loading the page again shows the list. */
function followLink(dispatch: (event: AppointmentsEvent) => void): void {
  if (location.hash === "#neu") {
    history.replaceState(null, "", location.pathname);
    dispatch({ kind: "newAsked" });
  }
}
