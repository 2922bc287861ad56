import { element, say, typed } from "../base/dom.ts";
import { text } from "../base/texts.ts";
import { readableSheet } from "../crypto/recovery-sheet.ts";
import type { LeavingGuard } from "./leaving-guard.ts";
import type { RecoverySheet } from "./unconfirmed-sheet.ts";

/** Whether what was typed is the last group of the sheet. */
export function isLastGroup(typedText: string, code: string): boolean {
  return readableSheet(typedText) === readableSheet(code.split("-").at(-1) ?? "");
}

/**
 * Shows the recovery sheet, and goes on once it is secured: its last group was typed off the paper, or it was printed
 * or saved and the person says so.
 */
export function showSheet(sheet: RecoverySheet, guard: LeavingGuard, confirmed: () => Promise<void>): void {
  guard.hold(text("register.leaveSheet"), true);
  fill(sheet);
  const offerChoice = (): void => {
    element("secured-choice", HTMLElement).hidden = false;
  };
  element("save-sheet", HTMLAnchorElement).addEventListener("click", offerChoice);
  element("print-sheet", HTMLButtonElement).addEventListener("click", () => {
    offerChoice();
    print();
  });
  element("sheet-form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    const secured = element("secured", HTMLInputElement).checked || isLastGroup(typed("last-group"), sheet.code);
    say(element("sheet-error", HTMLElement), secured ? undefined : text("register.notSecured"));
    if (secured) {
      void confirmed().then(() => {
        guard.release();
        location.assign("/arzt/videosprechstunde");
      });
    }
  });
}

function fill({ practice, user, code }: RecoverySheet): void {
  element("register-section", HTMLElement).hidden = true;
  const section = element("sheet-section", HTMLElement);
  section.hidden = false;
  const owner = text("register.sheetOwner", { practice, user, site: location.origin });
  element("sheet-owner", HTMLElement).textContent = owner;
  element("sheet", HTMLElement).replaceChildren(...groups(code));
  const file = [text("register.sheetTitle"), owner, code, text("register.sheetText"), ""].join("\r\n\r\n");
  const blob = new Blob([file], { type: "text/plain;charset=utf-8" });
  element("save-sheet", HTMLAnchorElement).href = URL.createObjectURL(blob);
  section.querySelector("h1")?.focus();
}

/** The groups of a sheet's code: lines break between groups, never inside one. */
function groups(code: string): (HTMLElement | string)[] {
  return code.split("-").flatMap((group, index) => {
    const span = document.createElement("span");
    span.textContent = index === 0 ? group : `-${group}`;
    return index === 0 ? [span] : [document.createElement("wbr"), span];
  });
}
