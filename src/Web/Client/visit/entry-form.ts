import { formatAccessCode } from "../crypto/access-code.ts";
import { LONGEST_NAME } from "../crypto/room-key.ts";
import type { Missing } from "../base/browser-support.ts";
import { Events } from "../base/events.ts";
import type { Draft, DraftStore } from "./draft-store.ts";
import type { PageState, Problem, Visit } from "./page-state.ts";
import type { Visitor } from "./seat-store.ts";
import { element, say } from "../base/dom.ts";
import { isVisible } from "../base/plain-text.ts";
import type { LinkToken } from "../crypto/link-secret.ts";
import { findPass, type Pass, type RoomLink } from "./room-link.ts";
import { text } from "../base/texts.ts";

/** The form for access code and name. */
export class EntryForm {
  readonly events = new Events<{ submitted: Visitor }>();
  readonly #code = element("code", HTMLInputElement);
  readonly #name = element("name", HTMLInputElement);
  /** The link that was followed: there is no code to type. */
  #link: LinkToken | undefined;
  readonly #drafts: DraftStore;
  readonly #missing: Missing | undefined;
  #shown: Visit | undefined;

  /** Says at once what this browser lacks, before anything is typed in vain. */
  constructor(drafts: DraftStore, missing: Missing | undefined) {
    this.#drafts = drafts;
    this.#missing = missing;
    this.#write(drafts.read());
    this.#code.addEventListener("input", () => this.#keep());
    this.#name.addEventListener("input", () => this.#keep());
    element("entry-form", HTMLElement).addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  show({ visit }: PageState): void {
    if (visit === this.#shown) {
      return;
    }
    const before = this.#shown;
    this.#shown = visit;
    if (isOver(before, visit)) {
      this.#drafts.forget();
      this.#write({ code: "", name: "" });
    }
    if (visit.kind === "entry") {
      this.#showEntry(visit);
    } else {
      say(element("entry-problem", HTMLElement), undefined);
    }
  }

  #showEntry({ problem, link }: Extract<Visit, { readonly kind: "entry" }>): void {
    say(element("entry-problem", HTMLElement), this.#problemWords(problem));
    if (link) {
      this.#fill(link);
    } else if (problem === "unknown") {
      this.#follow(undefined);
      this.#keep();
      this.#code.focus();
    }
  }

  #problemWords(problem: Problem | undefined): string | undefined {
    return this.#missing ? text(`entry.missing.${this.#missing}`) : problem && text(`entry.${problem}`);
  }

  /** After a link was followed the name is typed next, unless it is known. */
  #fill({ pass, name }: RoomLink): void {
    this.#follow(pass.kind === "link" ? pass.link : undefined);
    this.#code.value = pass.kind === "code" ? formatAccessCode(pass.code) : "";
    this.#name.value ||= name ?? "";
    this.#keep();
    (this.#name.value === "" || pass.kind === "link" ? this.#name : this.#code).focus();
  }

  #follow(link: LinkToken | undefined): void {
    this.#link = link;
    element("code-field", HTMLElement).hidden = link !== undefined;
    element("other-code", HTMLElement).hidden = link === undefined;
  }

  #keep(): void {
    const link = this.#link === undefined ? {} : { link: this.#link };
    this.#drafts.keep({ code: this.#code.value, name: this.#name.value, ...link });
  }

  #write({ code, name, link }: Draft): void {
    this.#follow(link);
    this.#code.value = code;
    this.#name.value = name;
  }

  #pass(): Pass | undefined {
    return this.#link === undefined ? findPass(this.#code.value)?.pass : { kind: "link", link: this.#link };
  }

  #submit(): void {
    if (this.#missing) {
      element("entry-problem", HTMLElement).focus();
      return;
    }
    const pass = this.#pass();
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

/** The input has served: the person is in the room, or begins anew. */
function isOver(before: Visit | undefined, visit: Visit): boolean {
  const isAnew = before !== undefined && visit.kind === "entry" && !visit.problem && !visit.link;
  return isAnew || visit.kind === "seated";
}

function problemOf(name: string): string | undefined {
  if (!isVisible(name)) {
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
