import { type AccountTools, type DrawnRegistration, drawRegistration, register, type Registration } from "./account.ts";
import type { RecoverySheet } from "./unconfirmed-sheet.ts";

/**
 * Sends the same registration again when the same form is sent again: the answer to the first may be lost, and drawn
 * anew it would be refused because the short name is taken, with a recovery sheet that nobody has seen.
 */
export class RepeatedRegistration {
  readonly #tools: AccountTools;
  #drawn: DrawnRegistration | undefined;

  constructor(tools: AccountTools) {
    this.#tools = tools;
  }

  /** Returns the recovery sheet of the practice. */
  async send(form: Registration): Promise<RecoverySheet> {
    if (this.#drawn === undefined || !isSame(this.#drawn.form, form)) {
      this.#drawn = await drawRegistration(this.#tools, form);
    }
    return register(this.#tools, this.#drawn);
  }
}

function isSame(before: Registration, next: Registration): boolean {
  return (Object.keys(next) as (keyof Registration)[]).every((field) => before[field] === next[field]);
}
