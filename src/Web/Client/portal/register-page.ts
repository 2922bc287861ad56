import { LONGEST_PASSWORD } from "../crypto/key-ring.ts";
import { busy, element, typed } from "../base/dom.ts";
import { isVisible } from "../base/plain-text.ts";
import { text } from "../base/texts.ts";
import type { AccountTools, Registration } from "./account.ts";
import { ApiRefusal } from "./api.ts";
import { LeavingGuard } from "./leaving-guard.ts";
import { explain } from "./refusals.ts";
import { RepeatedRegistration } from "./repeated-registration.ts";
import { findSession } from "./session-keys.ts";
import { showSheet } from "./sheet-section.ts";
import { confirmSheet, findSheet, type RecoverySheet } from "./unconfirmed-sheet.ts";

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

/** Answers after which it is not known whether the practice was founded. */
const unknownOutcomes: ReadonlySet<string> = new Set(["offline", "unavailable", "fault"]);

function isOutcomeUnknown(failure: unknown): boolean {
  return failure instanceof ApiRefusal && unknownOutcomes.has(failure.code);
}

/** The recovery sheet of who is signed in, if it has yet to be confirmed. */
async function sheetToConfirm({ store }: AccountTools, show: (sheet: RecoverySheet) => void): Promise<void> {
  const keys = await findSession(store).catch(() => undefined);
  const sheet = keys && (await findSheet(store, keys));
  if (sheet !== undefined) {
    show(sheet);
  }
}

/** The registration form, then the recovery sheet. Tells when somebody may be signed in. */
export function registerPage(tools: AccountTools, registered: () => void): void {
  const form = element("register", HTMLFormElement);
  const error = element("register-error", HTMLElement);
  const registering = new RepeatedRegistration(tools);
  const guard = new LeavingGuard();
  const show = (sheet: RecoverySheet): void => showSheet(sheet, guard, () => confirm(tools));
  const send = async (registration: Registration): Promise<void> => {
    guard.hold(text("register.leaveUnanswered"), false);
    try {
      const sheet = await registering.send(registration);
      registered();
      show(sheet);
    } catch (failure) {
      if (!isOutcomeUnknown(failure)) {
        guard.release();
      }
      error.textContent = explain(failure);
    }
  };
  watchPassword();
  void sheetToConfirm(tools, show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const registration = typedRegistration();
    error.textContent = problemIn(registration, typed("repeat")) ?? "";
    const button = form.querySelector("button");
    if (error.textContent === "" && button !== null) {
      void busy(button, text("register.working"), () => send(registration));
    }
  });
}

async function confirm({ store }: AccountTools): Promise<void> {
  const keys = await findSession(store);
  await (keys && confirmSheet(store, keys));
}

function typedRegistration(): Registration {
  return {
    practice: typed("practice"),
    user: typed("user"),
    password: typed("password"),
    fullName: typed("full-name"),
    workplaceName: typed("workplace"),
  };
}
