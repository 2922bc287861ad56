/** Closes a row's menu on Escape, and when the focus moves outside it. */
export function closeLikeMenu(menu: Element): void {
  const close = (): void => menu.removeAttribute("open");
  menu.addEventListener("keydown", (event) => {
    if (event instanceof KeyboardEvent && event.key === "Escape" && menu.hasAttribute("open")) {
      close();
      menu.querySelector("summary")?.focus();
    }
  });
  menu.addEventListener("focusout", (event) => {
    const next = event instanceof FocusEvent ? event.relatedTarget : null;
    if (next instanceof Node && !menu.contains(next)) {
      close();
    }
  });
}
