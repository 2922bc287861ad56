import { element, make, say, typed } from "../base/dom.ts";
import { Events } from "../base/events.ts";
import { text } from "../base/texts.ts";
import { type Fact, factKeys, factsOf } from "./appointment-words.ts";
import type { Appointment } from "./appointments.ts";
import type { FormProblem, FormView, View } from "./appointments-state.ts";
import { type FormValues, startIn } from "./form-values.ts";
import { germanToday, instantsOf, localIfDifferent } from "./german-time.ts";
import { explain } from "./refusals.ts";
import type { ServerTime } from "./server-time.ts";

const fields = ["participant", "subject", "email", "date", "time", "duration"] as const;
const choices = ["language", "admission"] as const;

export interface AppointmentFormEvents {
  submitted: FormValues;
  discarded: undefined;
}

/** The form for a new or changed appointment. What is typed is in its fields only, and stays when saving fails. */
export class AppointmentFormView {
  readonly events = new Events<AppointmentFormEvents>();
  readonly #form = element("form", HTMLFormElement);
  readonly #time: Pick<ServerTime, "now">;
  readonly #fold = element("fold", HTMLInputElement);
  #attempt: number | undefined;

  constructor(time: Pick<ServerTime, "now">) {
    this.#time = time;
    this.#form.addEventListener("input", () => this.#showTime());
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.events.emit("submitted", this.#read());
    });
    element("discard", HTMLButtonElement).addEventListener("click", () => this.events.emit("discarded", undefined));
  }

  show(view: View): void {
    this.#form.hidden = view.kind !== "form";
    if (view.kind !== "form") {
      return;
    }
    if (view.attempt !== this.#attempt) {
      this.#attempt = view.attempt;
      this.#open(view);
    }
    this.#showSaving(view.saving);
    showProblem(view.problem);
  }

  focus(): void {
    element("participant", HTMLInputElement).focus();
  }

  #open({ seen, opened }: FormView): void {
    element("form-title", HTMLElement).textContent = text(seen === undefined ? "plan.newTitle" : "plan.changeTitle");
    for (const name of fields) {
      element(name, HTMLInputElement).value = opened[name];
    }
    for (const name of choices) {
      element(name, HTMLSelectElement).value = opened[name];
    }
    this.#fold.checked = opened.fold;
    element("date", HTMLInputElement).min = seen === undefined ? germanToday(new Date(this.#time.now())) : "";
    this.#showTime();
  }

  #read(): FormValues {
    const texts = Object.fromEntries(fields.map((name) => [name, typed(name)]));
    const chosen = Object.fromEntries(choices.map((name) => [name, element(name, HTMLSelectElement).value]));
    return { ...texts, ...chosen, fold: this.#fold.checked } as FormValues;
  }

  /** Says what the chosen German time is on this device, and asks which hour is meant when it occurs twice. */
  #showTime(): void {
    const instants = instantsOf(startIn(this.#read()));
    element("fold-choice", HTMLElement).hidden = instants.length < 2;
    const instant = instants[this.#fold.checked ? 1 : 0] ?? instants[0];
    const local = instant === undefined ? undefined : localIfDifferent(instant, document.documentElement.lang);
    const hint = local === undefined ? text("plan.germanTime") : text("plan.localTime", { local });
    element("time-hint", HTMLElement).textContent = hint;
  }

  #showSaving(saving: boolean): void {
    const button = element("save", HTMLButtonElement);
    button.disabled = saving;
    button.classList.toggle("busy", saving);
    button.textContent = text(saving ? "plan.saving" : "plan.save");
  }
}

function showProblem(problem: FormProblem | undefined): void {
  const present = problem?.kind === "changedMeanwhile" ? problem.present : undefined;
  element("conflict", HTMLElement).hidden = present === undefined;
  element("conflict-facts", HTMLElement).replaceChildren(...(present === undefined ? [] : presentFacts(present)));
  say(element("form-error", HTMLElement), problemWords(problem));
}

function problemWords(problem: FormProblem | undefined): string | undefined {
  switch (problem?.kind) {
    case "incomplete":
      return text("plan.incomplete");
    case "refused":
      return explain(problem.failure);
    default:
      return undefined;
  }
}

function presentFacts(present: Appointment): readonly HTMLElement[] {
  const facts = Object.entries(factsOf(present)).map(([fact, words]) => [text(factKeys[fact as Fact]), words] as const);
  return [[text("plan.participant"), present.participant] as const, ...facts].flatMap(([name, words]) => [
    make("dt", { textContent: name }),
    make("dd", {}, make("bdi", { textContent: words })),
  ]);
}
