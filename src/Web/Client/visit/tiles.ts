import type { PeerView } from "../call/mesh.ts";
import { element, isolated, make, say } from "../base/dom.ts";
import { text } from "../base/texts.ts";
import { type PageState, shownCall } from "./page-state.ts";

/** The videos of the other people, one figure for each seat. */
export class Tiles {
  readonly #tiles = new Map<string, Tile>();
  #speaker: string | undefined;

  show(state: PageState): void {
    const { peers = [], names } = shownCall(state) ?? {};
    this.#playOn(state.choice.speaker);
    const seats = new Set(peers.map(({ seat }) => seat.seat));
    for (const [seat, tile] of this.#tiles) {
      if (!seats.has(seat)) {
        tile.figure.remove();
        this.#tiles.delete(seat);
      }
    }
    for (const peer of peers) {
      this.#tile(peer.seat.seat).show(peer, names?.get(peer.seat.seat) ?? text("room.someone"));
    }
    element("tiles", HTMLElement).dataset["count"] = String(peers.length);
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
    const fresh = new Tile(seat);
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
  readonly #caption = make("figcaption", {}, this.#name);
  readonly figure = make("figure", { className: "tile" }, this.#video, this.#note, this.#muted, this.#caption);

  constructor(seat: string) {
    this.#video.dataset["seat"] = seat;
    this.figure.dataset["seat"] = seat;
  }

  show(peer: PeerView, name: string): void {
    this.figure.dataset["presence"] = peer.seat.presence;
    this.figure.dataset["flowing"] = String(peer.flowing);
    this.#video.dataset["generation"] = String(peer.generation);
    this.figure.dataset["generation"] = String(peer.generation);
    this.figure.classList.toggle("dark", !peer.camera);
    this.#name.textContent = name;
    this.#video.setAttribute("aria-label", name);
    this.#muted.hidden = peer.microphone;
    say(this.#note, noteOn(peer, isolated(name)));
    if (peer.stream && this.#video.srcObject !== peer.stream) {
      this.#video.srcObject = peer.stream;
    }
    if (peer.flowing && this.#video.paused) {
      this.#video.play().catch(() => undefined);
    }
  }

  playOn(deviceId: string | undefined): void {
    if (deviceId !== undefined && "setSinkId" in this.#video) {
      this.#video.setSinkId(deviceId).catch(() => undefined);
    }
  }
}

/** Says nothing while everything arrives. */
function noteOn(peer: PeerView, name: string): string | undefined {
  if (!peer.flowing) {
    return peer.everFlowed ? text("room.partnerReconnecting", { name }) : text("room.connectingTitle");
  }
  return peer.camera ? undefined : text("room.partnerCameraOff", { name });
}
