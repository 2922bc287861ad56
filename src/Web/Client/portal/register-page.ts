import { LONGEST_PASSWORD } from "../crypto/key-ring.ts";
import { busy, element, typed } from "../base/dom.ts";
import { isVisible } from "../base/plain-text.ts";
import { text } from "../base/texts.ts";
import type { AccountTools, Registration } from "./account.ts";
import { explain } from "./refusals.ts";
import { RepeatedRegistration } from "./repeated-registration.ts";

const SHORTEST_PASSWORD = 10;

function passwordWords(password: string): string {
  const count = Array.from(password).length;
  if (count > LONGEST_PASSWORD) {
    return text("register.passwordTooLong", { count });
  }
  if (count < SHORTEST_PASSWORD) {
    const missing = SHORTEST_PASSWORD - count;
    return count === 0 ? text("register.passwordHint") : text("register.passwordTooShort", { count: missing });
  }
  return text("register.passwordGood", { count });
}

function isGood(password: string): boolean {
  const count = Array.from(password).length;
  return count >= SHORTEST_PASSWORD && count <= LONGEST_PASSWORD;
}

/** Why the form cannot be sent, in words; undefined when it can. */
function problemIn(form: Registration, repeat: string): string | undefined {
  if ([form.practice, form.user, form.fullName, form.workplaceName].some((value) => !isVisible(value))) {
    return text("register.incomplete");
  }
  if (!isGood(form.password)) {
    return passwordWords(form.password);
  }
  return form.password === repeat ? undefined : text("register.repeatDiffers");
}

function watchPassword(): void {
  const password = element("password", HTMLInputElement);
  const hint = element("password-hint", HTMLElement);
  password.addEventListener("input", () => {
    const long = Array.from(password.value).length > LONGEST_PASSWORD;
    password.setAttribute("aria-invalid", String(long));
    hint.classList.toggle("error", long);
    hint.textContent = passwordWords(password.value);
  });
}

function showSheet(sheet: string, { practice, user }: Registration): void {
  element("register-section", HTMLElement).hidden = true;
  const section = element("sheet-section", HTMLElement);
  section.hidden = false;
  const owner = text("register.sheetOwner", { practice: practice.trim(), user: user.trim(), site: location.origin });
  element("sheet-owner", HTMLElement).textContent = owner;
  element("sheet", HTMLElement).replaceChildren(...groups(sheet));
  const file = [text("register.sheetTitle"), owner, sheet, text("register.sheetText"), ""].join("\r\n\r\n");
  const blob = new Blob([file], { type: "text/plain;charset=utf-8" });
  element("save-sheet", HTMLAnchorElement).href = URL.createObjectURL(blob);
  element("print-sheet", HTMLButtonElement).addEventListener("click", () => {
    print();
  });
  section.querySelector("h1")?.focus();
}

/** The groups of a sheet's code: lines break between groups, never inside one. */
function groups(sheet: string): (HTMLElement | string)[] {
  return sheet.split("-").flatMap((group, index) => {
    const span = document.createElement("span");
    span.textContent = index === 0 ? group : `-${group}`;
    return index === 0 ? [span] : [document.createElement("wbr"), span];
  });
}

/** The registration form, then the recovery sheet. */
export function registerPage(tools: AccountTools): void {
  const form = element("register", HTMLFormElement);
  const error = element("register-error", HTMLElement);
  const registering = new RepeatedRegistration(tools);
  watchPassword();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const registration: Registration = {
      practice: typed("practice"),
      user: typed("user"),
      password: typed("password"),
      fullName: typed("full-name"),
      workplaceName: typed("workplace"),
    };
    error.textContent = problemIn(registration, typed("repeat")) ?? "";
    const button = form.querySelector("button");
    if (error.textContent !== "" || button === null) {
      return;
    }
    void busy(button, text("register.working"), async () => {
      await registering.send(registration).then((sheet) => showSheet(sheet, registration), (failure: unknown) => {
        error.textContent = explain(failure);
      });
    });
  });
}
