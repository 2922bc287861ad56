import { formatAccessCode } from "../crypto/access-code.ts";
import { LONGEST_NAME } from "../crypto/room-key.ts";
import { Events } from "../base/events.ts";
import type { PageState, Visit } from "./page-state.ts";
import type { Visitor } from "./seat-store.ts";
import { element, say } from "../base/dom.ts";
import { findPass, type Pass, type RoomLink } from "./room-link.ts";
import { text } from "../base/texts.ts";

/** The form for access code and name. */
export class EntryForm {
  readonly events = new Events<{ submitted: Visitor }>();
  readonly #code = element("code", HTMLInputElement);
  readonly #name = element("name", HTMLInputElement);
  /** The link that was followed: there is no code to type. */
  #link: Pass | undefined;
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
    if (visit.kind === "entry") {
      this.#showEntry(visit);
    } else {
      say(element("entry-problem", HTMLElement), undefined);
    }
  }

  #showEntry({ problem, link }: Extract<Visit, { readonly kind: "entry" }>): void {
    say(element("entry-problem", HTMLElement), problem && text(`entry.${problem}`));
    this.#follow(link?.pass.kind === "link" ? link.pass : undefined);
    if (link) {
      this.#fill(link);
    } else if (problem === "unknown") {
      this.#code.focus();
    }
  }

  /** After a link was followed the name is typed next, unless it is known. */
  #fill({ pass, name }: RoomLink): void {
    if (pass.kind === "code") {
      this.#code.value = formatAccessCode(pass.code);
    }
    this.#name.value ||= name ?? "";
    (this.#name.value === "" || pass.kind === "link" ? this.#name : this.#code).focus();
  }

  #follow(link: Pass | undefined): void {
    this.#link = link;
    element("code-field", HTMLElement).hidden = link !== undefined;
  }

  #submit(): void {
    const pass = this.#link ?? findPass(this.#code.value)?.pass;
    const name = this.#name.value.trim();
    const nameProblem = problemOf(name);
    mark(this.#name, element("name-problem", HTMLElement), nameProblem);
    mark(this.#code, element("code-problem", HTMLElement), pass === undefined ? text("entry.codeProblem") : undefined);
    if (pass !== undefined && nameProblem === undefined) {
      const camera = element("with-camera", HTMLInputElement).checked;
      const microphone = element("with-microphone", HTMLInputElement).checked;
      this.events.emit("submitted", { pass, name, camera, microphone });
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
