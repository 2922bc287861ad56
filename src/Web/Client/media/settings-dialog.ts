import type { MediaChoice, OwnMediaView } from "./own-media.ts";
import { Events } from "../base/events.ts";
import { element, make, say } from "../base/dom.ts";
import { text } from "../base/texts.ts";

export type Choosable = "audio" | "video" | "speaker";

const deviceKinds: Readonly<Record<Choosable, MediaDeviceKind>> = { audio: "audioinput", video: "videoinput", speaker: "audiooutput" };

/** Camera, microphone, speaker, and the number that proves nobody sits in between. */
export class SettingsDialog {
  readonly events = new Events<{ chosen: { readonly what: Choosable; readonly deviceId: string } }>();
  readonly #dialog = element("settings", HTMLDialogElement);

  constructor() {
    for (const what of Object.keys(deviceKinds) as Choosable[]) {
      const select = element(`choose-${what}`, HTMLSelectElement);
      select.addEventListener("change", () => this.events.emit("chosen", { what, deviceId: select.value }));
    }
  }

  open(devices: readonly MediaDeviceInfo[], { tracks }: OwnMediaView, choice: MediaChoice): void {
    const inUse: MediaChoice = {
      ...choice,
      ...deviceOf("audio", tracks.audio),
      ...deviceOf("video", tracks.video),
    };
    for (const what of Object.keys(deviceKinds) as Choosable[]) {
      fill(element(`choose-${what}`, HTMLSelectElement), devices.filter(({ kind }) => kind === deviceKinds[what]), inUse[what]);
    }
    element("speaker-field", HTMLElement).hidden = !("setSinkId" in HTMLMediaElement.prototype);
    this.#dialog.showModal();
  }

  showSafety(number: string | undefined): void {
    element("safety-field", HTMLElement).hidden = number === undefined;
    say(element("safety-number", HTMLElement), number);
  }

  close(): void {
    this.#dialog.close();
  }
}

function deviceOf(kind: "audio" | "video", track: MediaStreamTrack | null): MediaChoice {
  const deviceId = track?.getSettings().deviceId;
  return deviceId === undefined ? {} : { [kind]: deviceId };
}

function fill(select: HTMLSelectElement, devices: readonly MediaDeviceInfo[], chosen: string | undefined): void {
  const named = devices.map(({ deviceId, label }, index) =>
    make("option", { value: deviceId, textContent: label || text("settings.device", { number: index + 1 }), selected: deviceId === chosen }),
  );
  select.disabled = named.length === 0;
  select.replaceChildren(...(named.length > 0 ? named : [make("option", { textContent: text("settings.none") })]));
}
