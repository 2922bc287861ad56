import type { AccountTools } from "./account.ts";
import { ApiRefusal } from "./api.ts";
import { forgetSession } from "./session-keys.ts";

/** What signing out does to a page. */
export interface SignedOutPage {
  /** Removes everything of the practice from the page and says why. */
  empty(why: "here" | "elsewhere" | "offline"): void;
  /** Goes to the sign-in page. */
  leave(): void;
}

/** Ends the session in this tab and in all others of the browser. */
export class SignOut {
  readonly #tools: Pick<AccountTools, "api" | "store">;
  readonly #others: Pick<BroadcastChannel, "postMessage" | "addEventListener">;
  readonly #page: SignedOutPage;

  constructor(
    tools: Pick<AccountTools, "api" | "store">,
    others: Pick<BroadcastChannel, "postMessage" | "addEventListener">,
    page: SignedOutPage,
  ) {
    this.#tools = tools;
    this.#others = others;
    this.#page = page;
    others.addEventListener("message", () => page.empty("elsewhere"));
  }

  /**
   * The data go at once, whatever the line does. Without keys every later page of the portal signs out at the server
   * first, so a session that could not be ended now is ended then.
   */
  async now(): Promise<void> {
    this.#page.empty("here");
    this.#others.postMessage("signedOut");
    await forgetSession(this.#tools.store).catch(() => undefined);
    try {
      await this.#tools.api.request("DELETE", "/session");
      this.#page.leave();
    } catch (failure) {
      if (!(failure instanceof ApiRefusal)) {
        throw failure;
      }
      this.#page.empty("offline");
    }
  }
}
