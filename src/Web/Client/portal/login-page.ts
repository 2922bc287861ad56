import { parseSheet } from "../crypto/recovery-sheet.ts";
import { busy, element, typed } from "../base/dom.ts";
import { text } from "../base/texts.ts";
import { type AccountTools, type Credentials, recover, signIn } from "./account.ts";
import { ApiRefusal } from "./api.ts";
import { explain } from "./refusals.ts";

const AFTER = "/arzt/videosprechstunde";

/** Whether what was typed as a user's short name looks like a full name: a title, or two capitalised words. */
export function looksLikeFullName(name: string): boolean {
  return /\b(dr|prof)\b\.?/i.test(name) || /^\p{Lu}\p{L}+,?\s+\p{Lu}\p{L}+/u.test(name.trim());
}

function watchNames(recovery: HTMLElement): void {
  // The sheet was asked for one practice. Another one may know this browser.
  element("practice", HTMLInputElement).addEventListener("input", () => {
    recovery.hidden = true;
  });
  element("user", HTMLInputElement).addEventListener("change", () => {
    element("user-hint", HTMLElement).textContent = looksLikeFullName(typed("user")) ? text("login.fullNameHint") : "";
  });
}

/** The login form, with the recovery sheet when this browser is not approved. Tells when somebody has signed in. */
export function loginPage(tools: AccountTools, signedIn: () => void): void {
  const form = element("login", HTMLFormElement);
  const error = element("login-error", HTMLElement);
  const recovery = element("recovery", HTMLElement);
  watchNames(recovery);

  const attempt = async (): Promise<void> => {
    const credentials: Credentials = { practice: typed("practice"), user: typed("user"), password: typed("password") };
    if (recovery.hidden) {
      await signIn(tools, credentials);
    } else {
      const sheet = parseSheet(typed("sheet"));
      if (sheet === undefined) {
        error.textContent = text("login.sheetInvalid");
        return;
      }
      await recover(tools, credentials, sheet, typed("workplace"));
    }
    signedIn();
    location.assign(AFTER);
  };

  const refused = (failure: unknown): void => {
    if (failure instanceof ApiRefusal && failure.code === "workplaceUnknown") {
      recovery.hidden = false;
      element("workplace", HTMLInputElement).focus();
    } else {
      error.textContent = explain(failure);
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    error.textContent = "";
    const button = form.querySelector("button");
    if (button !== null) {
      void busy(button, text("login.working"), () => attempt().catch(refused));
    }
  });
}
