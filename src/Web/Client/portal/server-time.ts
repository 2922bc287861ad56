/**
 * The server's time. The device's own clock may be wrong, or be set while the page is open, so only its monotonic clock
 * counts on from what the server said. Some devices stop that one while they sleep; the next answer corrects it.
 */
export class ServerTime {
  readonly #elapsed: () => number;
  #start: number;

  /** `now` is the server's time in milliseconds since 1970, `elapsed` a monotonic clock. */
  constructor(now: number, elapsed: () => number = () => performance.now()) {
    this.#elapsed = elapsed;
    this.#start = now - elapsed();
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.#start + this.#elapsed();
  }

  /** Takes the time from an answer's `Date` header (RFC 9110, section 6.6.1). Without one nothing changes. */
  correct(date: string | null): void {
    const now = Date.parse(date ?? "");
    if (!Number.isNaN(now)) {
      this.#start = now - this.#elapsed();
    }
  }
}
