import type { PeerView } from "../call/partner.ts";
import { element, isolated, make, say } from "../base/dom.ts";
import { Events } from "../base/events.ts";
import { text } from "../base/texts.ts";
import type { Role } from "../wire/messages.ts";
import type { Named } from "./admissions.ts";
import { type PageState, shownCall } from "./page-state.ts";

/** The videos of the other people, one figure for each seat. A practitioner can send out the other side's. */
export class Tiles {
  readonly events = new Events<{ sentOut: Named }>();
  readonly #tiles = new Map<string, Tile>();
  #speaker: string | undefined;

  /** Browsers that refuse to play sound unasked allow it with the next touch or key, wherever on the page it is. */
  constructor() {
    for (const touch of ["click", "touchend", "keydown"]) {
      document.addEventListener(touch, () => this.#tiles.forEach((tile) => tile.playRefused()));
    }
  }

  show(state: PageState): void {
    const call = shownCall(state);
    const peers = call?.peers ?? [];
    this.#playOn(state.choice.speaker);
    this.#keepOnly(new Set(peers.map(({ seat }) => seat.seat)));
    for (const peer of peers) {
      const name = call?.names.get(peer.seat.seat) ?? text("room.someone");
      this.#tile(peer.seat.seat).show(peer, name, mayBeSentOut(peer, call?.seated.role));
    }
    this.#showRefused();
    element("tiles", HTMLElement).dataset["count"] = String(peers.length);
  }

  #showRefused(): void {
    element("play", HTMLElement).hidden = ![...this.#tiles.values()].some(({ isRefused }) => isRefused);
  }

  #keepOnly(seats: ReadonlySet<string>): void {
    for (const [seat, tile] of this.#tiles) {
      if (!seats.has(seat)) {
        tile.figure.remove();
        this.#tiles.delete(seat);
      }
    }
  }

  #playOn(speaker: string | undefined): void {
    if (speaker !== this.#speaker) {
      this.#speaker = speaker;
      this.#tiles.forEach((tile) => tile.playOn(speaker));
    }
  }

  #tile(seat: string): Tile {
    const known = this.#tiles.get(seat);
    if (known) {
      return known;
    }
    const fresh = new Tile(
      seat,
      (person) => this.events.emit("sentOut", person),
      () => this.#showRefused(),
    );
    this.#tiles.set(seat, fresh);
    fresh.playOn(this.#speaker);
    element("tiles", HTMLElement).append(fresh.figure);
    return fresh;
  }
}

class Tile {
  readonly #video = make("video", { autoplay: true, playsInline: true });
  readonly #name = make("bdi");
  readonly #note = make("p", { className: "tile-note", hidden: true });
  readonly #muted = make("span", { className: "muted", textContent: text("room.partnerMuted"), hidden: true });
  readonly #sendOut = make("button", { type: "button", textContent: text("room.sendOut") });
  readonly #caption = make("figcaption", {}, this.#name, this.#sendOut);
  readonly figure = make("figure", { className: "tile" }, this.#video, this.#note, this.#muted, this.#caption);

  readonly #playChanged: () => void;
  /** The browser plays nothing before somebody touches the page. */
  isRefused = false;

  constructor(seat: string, sendOut: (person: Named) => void, playChanged: () => void) {
    this.#playChanged = playChanged;
    this.#video.dataset["seat"] = seat;
    this.figure.dataset["seat"] = seat;
    this.#sendOut.addEventListener("click", () => sendOut({ seat, name: this.#name.textContent }));
  }

  show(peer: PeerView, name: string, mayGo: boolean): void {
    this.#sendOut.hidden = !mayGo;
    this.#sendOut.setAttribute("aria-label", text("room.sendOutOf", { name: isolated(name) }));
    this.figure.dataset["presence"] = peer.seat.presence;
    this.figure.dataset["flowing"] = String(peer.flowing);
    this.#video.dataset["generation"] = String(peer.generation);
    this.figure.dataset["generation"] = String(peer.generation);
    this.figure.classList.toggle("dark", !peer.camera);
    this.#name.textContent = name;
    this.#name.title = name;
    this.#video.setAttribute("aria-label", name);
    this.#muted.hidden = peer.microphone;
    say(this.#note, noteOn(peer, isolated(name)));
    if (peer.stream && this.#video.srcObject !== peer.stream) {
      this.#video.srcObject = peer.stream;
    }
    if (peer.flowing && this.#video.paused) {
      this.#play();
    }
  }

  playRefused(): void {
    if (this.isRefused) {
      this.#play();
    }
  }

  #play(): void {
    this.#video.play().then(
      () => this.#tell(false),
      (failure: unknown) => failure instanceof DOMException && failure.name === "NotAllowedError" && this.#tell(true),
    );
  }

  #tell(isRefused: boolean): void {
    this.isRefused = isRefused;
    this.#playChanged();
  }

  playOn(deviceId: string | undefined): void {
    if (deviceId !== undefined && "setSinkId" in this.#video) {
      this.#video.setSinkId(deviceId).catch(() => undefined);
    }
  }
}

function mayBeSentOut({ seat }: PeerView, by: Role | undefined): boolean {
  return by === "practitioner" && seat.role !== "practitioner";
}

/** Says nothing while everything arrives. */
function noteOn(peer: PeerView, name: string): string | undefined {
  if (!peer.flowing) {
    return peer.everFlowed ? text("room.partnerReconnecting", { name }) : text("room.connectingTitle");
  }
  return peer.camera ? undefined : text("room.partnerCameraOff", { name });
}
