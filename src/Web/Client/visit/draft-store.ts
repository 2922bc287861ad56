import { readObject, type TextStorage } from "../base/text-storage.ts";
import { isLink, type LinkToken } from "../crypto/link-secret.ts";

/** What was typed into the entry form, or filled in from a link. */
export interface Draft {
  readonly code: string;
  readonly name: string;
  /** The link that was followed, in place of a code. */
  readonly link?: LinkToken;
}

const place = "redconnect.entry";
const nothing: Draft = { code: "", name: "" };

/**
 * Keeps the entry form's input in this tab, so that another language, a reload or the help page does not lose it. It is
 * forgotten as soon as the person is in the room or begins anew, and with the tab.
 */
export class DraftStore {
  readonly #storage: TextStorage;

  constructor(storage: TextStorage) {
    this.#storage = storage;
  }

  read(): Draft {
    const { code, name, link } = readObject(this.#storage, place) ?? {};
    if (typeof code !== "string" || typeof name !== "string") {
      return nothing;
    }
    return { code, name, ...(typeof link === "string" && isLink(link) && { link }) };
  }

  keep(draft: Draft): void {
    this.#storage.setItem(place, JSON.stringify(draft));
  }

  forget(): void {
    this.#storage.removeItem(place);
  }
}
