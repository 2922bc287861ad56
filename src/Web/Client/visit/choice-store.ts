import { readObject, type TextStorage } from "../base/text-storage.ts";
import type { MediaChoice } from "../media/own-media.ts";

const place = "redconnect.devices";
const kinds = ["audio", "video", "speaker"] as const;

/** The devices a person chose, kept in this browser. */
export class ChoiceStore {
  readonly #storage: TextStorage;

  constructor(storage: TextStorage) {
    this.#storage = storage;
  }

  /** A damaged choice is none. */
  read(): MediaChoice {
    const kept = readObject(this.#storage, place) ?? {};
    return Object.fromEntries(kinds.flatMap((kind) => (typeof kept[kind] === "string" ? [[kind, kept[kind]]] : [])));
  }

  keep(choice: MediaChoice): void {
    this.#storage.setItem(place, JSON.stringify(choice));
  }
}
