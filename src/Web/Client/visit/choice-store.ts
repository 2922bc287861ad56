import type { MediaChoice } from "../media/own-media.ts";

const place = "redconnect.devices";

/** The devices a person chose, kept in this browser. */
export class ChoiceStore {
  readonly #storage: Pick<Storage, "getItem" | "setItem">;

  constructor(storage: Pick<Storage, "getItem" | "setItem">) {
    this.#storage = storage;
  }

  read(): MediaChoice {
    return JSON.parse(this.#storage.getItem(place) ?? "{}") as MediaChoice;
  }

  keep(choice: MediaChoice): void {
    this.#storage.setItem(place, JSON.stringify(choice));
  }
}
