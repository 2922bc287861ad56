import type { AccountTools } from "./account.ts";
import { type Api, ApiRefusal } from "./api.ts";
import { forgetSession } from "./session-keys.ts";

/** Why a page no longer shows anything of the practice. `replaced`: somebody signed in anew in this browser. */
export type SignedOutReason = "here" | "elsewhere" | "offline" | "ended" | "replaced";

/** What signing out does to a page. */
export interface SignedOutPage {
  /** Removes everything of the practice from the page and says why. */
  empty(why: SignedOutReason): void;
  /** Goes to the sign-in page. */
  leave(): void;
}

/** The interface, which tells when the server has ended the session. */
export function watchSession(api: Api, ended: () => void): Api {
  return {
    request: (method, path, body) =>
      api.request<never>(method, path, body).catch((failure: unknown) => {
        if (failure instanceof ApiRefusal && failure.code === "signedOut") {
          ended();
        }
        throw failure;
      }),
  };
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
    others.addEventListener("message", ({ data }) => page.empty(data as SignedOutReason));
  }

  /**
   * The data go at once, whatever the line does. Without keys every later page of the portal signs out at the server
   * first, so a session that could not be ended now is ended then.
   */
  async now(): Promise<void> {
    this.#page.empty("here");
    this.#others.postMessage("elsewhere" satisfies SignedOutReason);
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

  /** The server has ended the session: nothing of it stays in this browser. */
  async ended(): Promise<void> {
    this.#page.empty("ended");
    this.#others.postMessage("ended" satisfies SignedOutReason);
    await forgetSession(this.#tools.store).catch(() => undefined);
  }

  /**
   * Somebody has signed in here. Other tabs still have the keys of the session before, and the cookie of this one:
   * saving would seal one practice's data for another.
   */
  replaced(): void {
    this.#others.postMessage("replaced" satisfies SignedOutReason);
  }
}
