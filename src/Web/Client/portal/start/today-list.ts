import { element, make } from "../../base/dom.ts";
import { text, type TextKey } from "../../base/texts.ts";
import { readable } from "../german-time.ts";
import type { TodayEntry, TodayStatus } from "./start-state.ts";

const statusKeys = {
  waiting: "start.waits",
  inCall: "start.inCall",
  cancelled: "start.cancelled",
  over: "start.over",
  planned: "start.planned",
} as const satisfies Readonly<Record<TodayStatus, TextKey>>;

/** Shows today's appointments; each opens its detail. */
export function showToday(entries: readonly TodayEntry[]): void {
  const rows = entries.map(({ appointment, status }) => {
    const { time } = readable(appointment.startUtc, document.documentElement.lang);
    const open = make(
      "a",
      { className: "today-row", href: `/arzt/videosprechstunde#${appointment.id}` },
      make("span", { className: "start-time", textContent: time }),
      make(
        "span",
        { className: "who-waits" },
        make("bdi", { className: "who", textContent: appointment.participant, title: appointment.participant }),
        make("span", { className: "quiet small", textContent: appointment.subject }),
      ),
      make("span", { className: `chip ${status}`, textContent: text(statusKeys[status]) }),
    );
    return make("li", { className: `entry ${status}` }, open);
  });
  element("today", HTMLUListElement).replaceChildren(...rows);
}
