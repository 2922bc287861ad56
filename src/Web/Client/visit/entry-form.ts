import { formatAccessCode } from "../crypto/access-code.ts";
import { LONGEST_NAME } from "../crypto/room-key.ts";
import { Events } from "../base/events.ts";
import type { PageState, Visit } from "./page-state.ts";
import type { Visitor } from "./seat-store.ts";
import { element, say } from "../base/dom.ts";
import { parseTypedCode, type RoomLink } from "./room-link.ts";
import { text } from "../base/texts.ts";

/** The form for access code and name. */
export class EntryForm {
  readonly events = new Events<{ submitted: Visitor }>();
  readonly #code = element("code", HTMLInputElement);
  readonly #name = element("name", HTMLInputElement);
  #shown: Visit | undefined;

  constructor() {
    element("entry-form", HTMLElement).addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  show({ visit }: PageState): void {
    if (visit === this.#shown) {
      return;
    }
    this.#shown = visit;
    const { problem, link } = visit.kind === "entry" ? visit : {};
    say(element("entry-problem", HTMLElement), problem && text(`entry.${problem}`));
    if (link) {
      this.#fill(link);
    } else if (problem === "unknown") {
      this.#code.focus();
    }
  }

  /** After a link was followed the name is typed next, unless it is known. */
  #fill({ code, name }: RoomLink): void {
    this.#code.value = formatAccessCode(code);
    this.#name.value ||= name ?? "";
    (this.#name.value === "" ? this.#name : this.#code).focus();
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
