/** The page's element of that id; a page without it is a mistake of ours. */
export function element<T extends Element>(id: string, type: abstract new () => T): T {
  const found = document.querySelector(`#${CSS.escape(id)}`);
  if (!(found instanceof type)) {
    throw new TypeError(`#${id} is missing on this page`);
  }
  return found;
}

/** What a person typed into a field. */
export function typed(id: string): string {
  return element(id, HTMLInputElement).value;
}

/** Runs a click's or submit's work, one at a time, with the button saying so. */
export async function busy(button: HTMLButtonElement, label: string, work: () => Promise<void>): Promise<void> {
  const before = button.textContent;
  button.disabled = true;
  button.classList.add("busy");
  button.textContent = label;
  try {
    await work();
  } finally {
    button.disabled = false;
    button.classList.remove("busy");
    button.textContent = before;
  }
}

/** Copies to the clipboard; where that is forbidden, selects the text so that the person can. */
export async function copy(source: Element): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(source.textContent);
    return true;
  } catch {
    getSelection()?.selectAllChildren(source);
    return false;
  }
}
