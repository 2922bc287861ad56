import { hex, randomBytes } from "../base/bytes.ts";

/** Names of acts whose answer did not arrive. The same act keeps its name, so that repeating it does nothing twice. */
export class UnansweredActs {
  readonly #acts = new Map<string, Map<string, string>>();

  /** The name of an act on an appointment, 32 hexadecimal digits. */
  name(appointment: string, content: string): string {
    const acts = this.#acts.get(appointment) ?? new Map<string, string>();
    const name = acts.get(content) ?? hex(randomBytes(16));
    this.#acts.set(appointment, acts.set(content, name));
    return name;
  }

  answered(appointment: string): void {
    this.#acts.delete(appointment);
  }

  /** Whether the change is one of these acts: it arrived, only its answer did not. */
  has(appointment: string, change: string): boolean {
    return [...(this.#acts.get(appointment)?.values() ?? [])].includes(change);
  }
}
