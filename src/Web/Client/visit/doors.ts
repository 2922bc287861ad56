import type { Clock } from "../base/clock.ts";
import type { RoomView } from "./room-view.ts";
import { element, say } from "../base/dom.ts";
import { daysUntil, durationText, germanTime, localTime } from "../base/spans.ts";
import { type TextKey, text } from "../base/texts.ts";

const tickMs = 500;

/** The closed doors: too early, refused, replaced, ended. Counts down where there is something to wait for. */
export class Doors {
  readonly #clock: Clock;
  #callOff: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  show(view: RoomView): void {
    this.#callOff();
    if (view.kind === "tooEarly") {
      this.#tooEarly(view.start, view.opensAt);
    } else if (view.kind === "refused") {
      const { reason } = view.refusal;
      const [title, next] = refusalTexts(reason);
      element("refusal-title", HTMLElement).textContent = text(title);
      element("refusal-next", HTMLElement).textContent = text(next);
      element("try-again", HTMLElement).hidden = reason === "expired" || reason === "cancelled";
      this.#retry(view.retryAt);
    }
  }

  /** What the call was, for the person who keeps records. */
  summarise(
    summary: { readonly startedAt: Date; readonly durationMs: number; readonly people: number } | undefined,
  ): void {
    const words =
      summary &&
      text("room.endedSummary", {
        date: germanTime(summary.startedAt.getTime(), document.documentElement.lang),
        duration: durationText(summary.durationMs),
        people: summary.people,
      });
    say(element("ended-summary", HTMLElement), words);
  }

  #tooEarly(start: number, opensAt: number): void {
    const language = document.documentElement.lang;
    const local = localTime(start, language);
    const german = text("room.germanTime", { time: germanTime(start, language) });
    const words = [
      text("room.tooEarlyStart", { start: german }),
      ...(local === undefined ? [] : [text("room.tooEarlyLocal", { local })]),
    ];
    element("early-start", HTMLElement).textContent = words.join(" ");
    this.#tick(() => {
      const left = opensAt - this.#clock.now();
      const days = daysUntil(left);
      element("early-countdown", HTMLElement).textContent =
        days === undefined ? durationText(left) : text("room.daysLeft", { days });
      return left > 0;
    });
  }

  #retry(retryAt: number | undefined): void {
    const button = element("try-again", HTMLButtonElement);
    this.#tick(() => {
      const left = (retryAt ?? 0) - this.#clock.now();
      button.disabled = left > 0;
      button.textContent =
        left > 0 ? text("room.tryAgainIn", { seconds: Math.ceil(left / 1000) }) : text("room.tryAgain");
      return left > 0;
    });
  }

  #tick(show: () => boolean): void {
    if (show()) {
      this.#callOff = this.#clock.after(tickMs, () => this.#tick(show));
    }
  }
}

const explained: ReadonlySet<string> = new Set(["expired", "cancelled", "full", "throttled", "overloaded"]);

/** What is said about a refusal. One that is not known here, because the server is newer, is not explained. */
export function refusalTexts(reason: string): readonly [TextKey, TextKey] {
  const known = explained.has(reason) ? reason : "other";
  return [`refusal.${known}Title` as TextKey, `refusal.${known}Next` as TextKey];
}
