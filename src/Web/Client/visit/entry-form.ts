import { formatAccessCode } from "../crypto/access-code.ts";
import { LONGEST_NAME } from "../crypto/room-key.ts";
import { Events } from "../base/events.ts";
import type { Problem } from "./room-view.ts";
import type { Visitor } from "./seat-store.ts";
import { element, say } from "../base/dom.ts";
import { parseTypedCode } from "./room-link.ts";
import { text } from "../base/texts.ts";

/** The form at the door: code and name, typed as people type. */
export class EntryForm {
  readonly events = new Events<{ submitted: Visitor }>();
  readonly #code = element("code", HTMLInputElement);
  readonly #name = element("name", HTMLInputElement);

  constructor() {
    element("entry-form", HTMLElement).addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  /** A link was followed: its code is filled in, the name is next. */
  fill(code: string, name: string | undefined): void {
    this.#code.value = formatAccessCode(code);
    this.#name.value ||= name ?? "";
    (this.#name.value === "" ? this.#name : this.#code).focus();
  }

  show(problem: Problem | undefined): void {
    say(element("entry-problem", HTMLElement), problem && text(`entry.${problem}`));
    if (problem === "unknown") {
      this.#code.focus();
    }
  }

  #submit(): void {
    const code = parseTypedCode(this.#code.value);
    const name = this.#name.value.trim();
    const nameProblem = problemOf(name);
    mark(this.#name, element("name-problem", HTMLElement), nameProblem);
    mark(this.#code, element("code-problem", HTMLElement), code === undefined ? text("entry.codeProblem") : undefined);
    if (code !== undefined && nameProblem === undefined) {
      const camera = element("with-camera", HTMLInputElement).checked;
      const microphone = element("with-microphone", HTMLInputElement).checked;
      this.events.emit("submitted", { code, name, camera, microphone });
    }
  }
}

function problemOf(name: string): string | undefined {
  if (name === "") {
    return text("entry.nameMissing");
  }
  return new TextEncoder().encode(name).length > LONGEST_NAME ? text("entry.nameTooLong") : undefined;
}

function mark(input: HTMLInputElement, place: HTMLElement, problem: string | undefined): void {
  say(place, problem);
  input.setAttribute("aria-invalid", String(problem !== undefined));
  if (problem !== undefined) {
    input.focus();
  }
}
