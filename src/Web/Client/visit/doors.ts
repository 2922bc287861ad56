import type { Clock } from "../base/clock.ts";
import { element, say } from "../base/dom.ts";
import { daysUntil, durationText, germanTime, localTime } from "../base/spans.ts";
import { type TextKey, text } from "../base/texts.ts";
import type { CallSummary } from "./call-record.ts";
import type { PageState, Visit } from "./page-state.ts";

const tickMs = 500;

/** The pages outside the room: too early, refused, replaced, ended. */
export class Doors {
  readonly #clock: Clock;
  #shown: Visit | undefined;
  #cancel: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  show({ visit }: PageState): void {
    if (visit === this.#shown) {
      return;
    }
    this.#shown = visit;
    this.#cancel();
    if (visit.kind === "tooEarly") {
      this.#tooEarly(visit.start, visit.opensAt);
    } else if (visit.kind === "refused") {
      const { reason } = visit.refusal;
      const [title, next] = refusalTexts(reason);
      element("refusal-title", HTMLElement).textContent = text(title);
      element("refusal-next", HTMLElement).textContent = text(next);
      element("try-again", HTMLElement).hidden = final.has(reason);
      this.#retry(visit.retryAt);
    } else if (visit.kind === "ended") {
      say(element("ended-summary", HTMLElement), visit.summary && summaryText(visit.summary));
    }
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
      this.#cancel = this.#clock.after(tickMs, () => this.#tick(show));
    }
  }
}

function summaryText({ startedAt, durationMs, people }: CallSummary): string {
  const date = germanTime(startedAt, document.documentElement.lang);
  return text("room.endedSummary", { date, duration: durationText(durationMs), people });
}

const explained: ReadonlySet<string> = new Set(["expired", "cancelled", "full", "sentOut", "throttled", "overloaded"]);
/** Asking again gets the same answer. */
const final: ReadonlySet<string> = new Set(["expired", "cancelled", "sentOut"]);

/** Title and text of a refusal. A reason of a newer server is not explained. */
export function refusalTexts(reason: string): readonly [TextKey, TextKey] {
  const known = explained.has(reason) ? reason : "other";
  return [`refusal.${known}Title` as TextKey, `refusal.${known}Next` as TextKey];
}
