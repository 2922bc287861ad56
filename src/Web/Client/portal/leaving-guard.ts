import { element } from "../base/dom.ts";

/**
 * Asks before a page is left that shows, or is about to show, a secret that is shown only once. Browsers ask by
 * themselves when a page is reloaded or closed, though some phones do not; links of ours ask with words of ours. Needs
 * the dialog `leave` on the page.
 */
export class LeavingGuard {
  readonly #dialog = element("leave", HTMLDialogElement);
  #question: string | undefined;
  #keepsLanguageLinks = false;
  #wanted = "";

  constructor() {
    addEventListener("beforeunload", (event) => {
      if (this.#question !== undefined) {
        event.preventDefault();
      }
    });
    document.addEventListener("click", (event) => this.#intercept(event));
    this.#dialog.addEventListener("close", () => {
      if (this.#dialog.returnValue === "yes") {
        this.release();
        location.assign(this.#wanted);
      }
    });
  }

  /** Asks the question from now on. `keepsLanguageLinks`: the page shows the same in another language. */
  hold(question: string, keepsLanguageLinks: boolean): void {
    this.#question = question;
    this.#keepsLanguageLinks = keepsLanguageLinks;
  }

  /** The page can be left. */
  release(): void {
    this.#question = undefined;
  }

  #intercept(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (this.#question === undefined || link === null || link.target !== "" || link.hasAttribute("download")) {
      return;
    }
    if (this.#keepsLanguageLinks && link.hreflang !== "") {
      this.release();
      return;
    }
    event.preventDefault();
    this.#wanted = link.href;
    element("leave-text", HTMLElement).textContent = this.#question;
    this.#dialog.returnValue = "";
    this.#dialog.showModal();
  }
}
