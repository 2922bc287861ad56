/** Keeps the screen on during a call; taken again on each return to the page, since hiding it releases the lock. */
export class ScreenWake {
  readonly #navigator: Pick<Navigator, "wakeLock">;
  #lock: Promise<WakeLockSentinel | undefined> | undefined;

  constructor(navigator: Pick<Navigator, "wakeLock">) {
    this.#navigator = navigator;
  }

  hold(): void {
    this.release();
    // Older browsers lack it, and a page in the background is refused: both are no reason to disturb a call.
    const locks = this.#navigator.wakeLock as WakeLock | undefined;
    this.#lock = locks?.request("screen").catch(() => undefined);
  }

  release(): void {
    void this.#lock?.then((lock) => lock?.release());
    this.#lock = undefined;
  }
}
