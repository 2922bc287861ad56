/** Keeps the screen on during a call. Hiding the page releases the lock, so `hold` is called on each return. */
export class ScreenWake {
  readonly #navigator: Pick<Navigator, "wakeLock">;
  #lock: Promise<WakeLockSentinel | undefined> | undefined;

  constructor(navigator: Pick<Navigator, "wakeLock">) {
    this.#navigator = navigator;
  }

  hold(): void {
    this.release();
    // Older browsers lack it, and pages in the background are refused. The call goes on without it.
    const locks = this.#navigator.wakeLock as WakeLock | undefined;
    this.#lock = locks?.request("screen").catch(() => undefined);
  }

  release(): void {
    void this.#lock?.then((lock) => lock?.release());
    this.#lock = undefined;
  }
}
