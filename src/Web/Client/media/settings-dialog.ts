import type { MediaChoice, OwnMediaView } from "./own-media.ts";
import { Events } from "../base/events.ts";
import { element, isolated, make, say } from "../base/dom.ts";
import { text } from "../base/texts.ts";

export type Choosable = "audio" | "video" | "speaker";

/** A safety number, and the person who should see the same. */
export interface NamedNumber {
  readonly name: string | undefined;
  readonly number: string;
}

export interface SettingsView {
  /** The devices to choose from; undefined while the dialog is closed. */
  readonly devices: readonly MediaDeviceInfo[] | undefined;
  readonly media: OwnMediaView;
  readonly choice: MediaChoice;
  readonly safetyNumbers: readonly NamedNumber[];
}

export interface SettingsEvents {
  chosen: { readonly what: Choosable; readonly deviceId: string };
  closed: undefined;
}

const deviceKinds: Readonly<Record<Choosable, MediaDeviceKind>> = {
  audio: "audioinput",
  video: "videoinput",
  speaker: "audiooutput",
};

/** Camera, microphone and speaker, and the safety number to compare. */
export class SettingsDialog {
  readonly events = new Events<SettingsEvents>();
  readonly #dialog = element("settings", HTMLDialogElement);

  constructor() {
    for (const what of Object.keys(deviceKinds) as Choosable[]) {
      const select = element(`choose-${what}`, HTMLSelectElement);
      select.addEventListener("change", () => this.events.emit("chosen", { what, deviceId: select.value }));
    }
    this.#dialog.addEventListener("close", () => this.events.emit("closed", undefined));
  }

  show({ devices, media, choice, safetyNumbers }: SettingsView): void {
    element("safety-field", HTMLElement).hidden = safetyNumbers.length === 0;
    say(element("safety-number", HTMLElement), numbersText(safetyNumbers));
    if (devices === undefined) {
      this.#dialog.close();
    } else if (!this.#dialog.open) {
      this.#open(devices, media, choice);
    }
  }

  #open(devices: readonly MediaDeviceInfo[], { tracks }: OwnMediaView, choice: MediaChoice): void {
    const inUse: MediaChoice = {
      ...choice,
      ...deviceOf("audio", tracks.audio),
      ...deviceOf("video", tracks.video),
    };
    for (const what of Object.keys(deviceKinds) as Choosable[]) {
      const offered = devices.filter(({ kind }) => kind === deviceKinds[what]);
      fill(element(`choose-${what}`, HTMLSelectElement), offered, inUse[what]);
    }
    element("speaker-field", HTMLElement).hidden = !("setSinkId" in HTMLMediaElement.prototype);
    this.#dialog.showModal();
  }

}

/** With more than one other person, each number has the name it is for. */
function numbersText(numbers: readonly NamedNumber[]): string {
  const named = numbers.map(({ name, number }) => `${isolated(name ?? text("room.someone"))}: ${number}`);
  return numbers.length > 1 ? named.join(", ") : (numbers[0]?.number ?? "");
}

function deviceOf(kind: "audio" | "video", track: MediaStreamTrack | null): MediaChoice {
  const deviceId = track?.getSettings().deviceId;
  return deviceId === undefined ? {} : { [kind]: deviceId };
}

function fill(select: HTMLSelectElement, devices: readonly MediaDeviceInfo[], chosen: string | undefined): void {
  const named = devices.map(({ deviceId, label }, index) => {
    const textContent = label || text("settings.device", { number: index + 1 });
    return make("option", { value: deviceId, textContent, selected: deviceId === chosen });
  });
  select.disabled = named.length === 0;
  select.replaceChildren(...(named.length > 0 ? named : [make("option", { textContent: text("settings.none") })]));
}
