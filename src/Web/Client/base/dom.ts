/** The page's element of that id; throws when the page lacks it. */
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

/** Disables the button and shows the label while the work runs. */
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

/** Copies to the clipboard. Where that is forbidden, selects the text for copying by hand and returns false. */
export async function copy(source: Element): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(source.textContent);
    return true;
  } catch {
    getSelection()?.selectAllChildren(source);
    return false;
  }
}

/** A new element with the given properties set and children inside. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** Shows the words, or hides the element. */
export function say(place: HTMLElement, words: string | undefined): void {
  place.hidden = words === undefined;
  if (words !== undefined && place.textContent !== words) {
    place.textContent = words;
  }
}

/** A name for use in a sentence: isolated, so that its writing direction does not affect the words around it. */
export function isolated(name: string): string {
  return `\u2068${name.replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, "")}\u2069`;
}

/** A sentence with `{name}` in it, around the name as it was typed. */
export function sentenceAround(name: string, sentence: string): readonly (Node | string)[] {
  const [before = "", after = ""] = sentence.split("{name}");
  return [before, make("bdi", { textContent: name }), after];
}
