/** What pages of one browser know of each other: whether one of them is in a call. */

const name = "redconnect.in-call";

/** Held while this page is in a call. The browser releases it with the page, however that ends. */
export class CallLock {
  #release: (() => void) | undefined;

  show(inCall: boolean): void {
    if (inCall && this.#release === undefined) {
      const held = new Promise<void>((resolve) => (this.#release = resolve));
      navigator.locks?.request(name, { mode: "shared" }, () => held).catch(() => undefined);
    } else if (!inCall) {
      this.#release?.();
      this.#release = undefined;
    }
  }
}

/** Whether a page of this browser is in a call. */
export async function isInCall(): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.some((lock) => lock.name === name);
}
