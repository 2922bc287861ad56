/** Typed events of one module, for any number of listeners. */
export class Events<Map extends object> {
  readonly #listeners = new Map<keyof Map, Set<(detail: never) => void>>();

  /** Returns a function that removes the listener. */
  on<Name extends keyof Map>(name: Name, listener: (detail: Map[Name]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  emit<Name extends keyof Map>(name: Name, detail: Map[Name]): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      (listener as (detail: Map[Name]) => void)(detail);
    }
  }
}
