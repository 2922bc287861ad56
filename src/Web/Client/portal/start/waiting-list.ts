import { element, isolated, make } from "../../base/dom.ts";
import { Events } from "../../base/events.ts";
import { text, type TextKey } from "../../base/texts.ts";
import { startLink } from "../appointment-detail.ts";
import { readable } from "../german-time.ts";
import { closeLikeMenu } from "../row-menu.ts";
import type { RoomDecision } from "./live-connection.ts";
import type { BusyRoom, PersonInRoom, PersonStatus } from "./start-state.ts";

const delays = [5, 10, 15, 30] as const;

const statusKeys = {
  toAdmit: "start.toAdmit",
  waiting: "start.waits",
  inCall: "start.inCall",
  reconnecting: "start.reconnecting",
} as const satisfies Readonly<Record<PersonStatus, TextKey>>;

/** The people in the practice's rooms, and what can be decided about them. */
export class WaitingList {
  readonly events = new Events<{ decided: RoomDecision }>();
  readonly #fullName: string;
  readonly #list = element("waiting", HTMLUListElement);
  #shown = "";

  constructor(fullName: string) {
    this.#fullName = fullName;
  }

  /** Rows are made anew only when something in them changed: a menu that is open stays open. */
  show(rooms: readonly BusyRoom[]): void {
    const shown = JSON.stringify(rooms.map((room) => [room, room.people.map(({ name }) => name)]));
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#list.replaceChildren(...rooms.flatMap((room) => room.people.map((person) => this.#row(room, person))));
    }
  }

  #row(room: BusyRoom, person: PersonInRoom): HTMLElement {
    const { appointment } = room;
    const name = person.name ?? appointment?.participant ?? text("start.unknownPerson");
    const since = text("start.since", { minutes: person.minutes });
    const start = appointment === undefined ? "" : readable(appointment.startUtc, document.documentElement.lang).time;
    return make(
      "li",
      { className: "entry person" },
      make("span", { className: "start-time", textContent: start }),
      make(
        "span",
        { className: "who-waits" },
        make("bdi", { className: "who", textContent: name, title: name }),
        make("span", { className: "quiet small", textContent: appointment?.subject ?? "" }),
      ),
      make("span", { className: `chip ${person.status}`, textContent: `${text(statusKeys[person.status])}, ${since}` }),
      ...this.#actions(room, person, name),
    );
  }

  #actions(room: BusyRoom, { seat, status }: PersonInRoom, name: string): readonly HTMLElement[] {
    const at = { room: room.room.room, seat: seat.seat };
    const link = room.appointment && startLink(room.appointment, this.#fullName);
    const talk = link === undefined ? [] : [talkLink(link)];
    const admit = status === "toAdmit" ? [this.#button("start.admit", name, { act: "Admit", ...at })] : [];
    return [...admit, ...talk, this.#menu(room, name, at)];
  }

  #menu(room: BusyRoom, name: string, at: { readonly room: string; readonly seat: string }): HTMLElement {
    const late = delays.map((minutes) => {
      const label = text("start.late", { minutes });
      return this.#decision(label, label, { act: "Delay", room: at.room, minutes });
    });
    const { delayMinutes } = room.room;
    const inTime = { act: "Delay", room: at.room, minutes: 0 } as const;
    const onTime = delayMinutes === 0 ? [] : [this.#button("start.onTime", name, inTime)];
    const sendOut = this.#button("start.sendOut", name, { act: "SendOut", ...at });
    sendOut.classList.add("danger");
    const summary = make("summary", { textContent: "⋮", ariaLabel: text("start.more", { name: isolated(name) }) });
    const menu = make("details", {}, summary, make("div", { className: "actions" }, ...late, ...onTime, sendOut));
    closeLikeMenu(menu);
    return menu;
  }

  #button(key: TextKey, name: string, decision: RoomDecision): HTMLButtonElement {
    return this.#decision(text(key), `${text(key)}: ${isolated(name)}`, decision);
  }

  #decision(label: string, spoken: string, decision: RoomDecision): HTMLButtonElement {
    const button = make("button", { type: "button", textContent: label, ariaLabel: spoken });
    button.addEventListener("click", () => {
      button.closest("details")?.removeAttribute("open");
      this.events.emit("decided", decision);
    });
    return button;
  }
}

/** Opens beside the portal, which goes on telling who waits. */
function talkLink(href: string): HTMLElement {
  const textContent = text("start.talk");
  return make("a", { className: "button primary", href, target: "_blank", rel: "noopener", textContent });
}
