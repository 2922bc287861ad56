import { isInCall } from "../../base/call-lock.ts";

/** Tells a person who looks elsewhere that somebody waits: number in the tab's title, a sound, a notification. */
export class Attention {
  readonly #title = document.title;
  readonly #words: () => { readonly title: string; readonly body: string };
  #context: AudioContext | undefined;

  constructor(words: () => { readonly title: string; readonly body: string }) {
    this.#words = words;
  }

  show(waiting: number): void {
    document.title = waiting === 0 ? this.#title : `(${waiting}) ${this.#title}`;
  }

  /** Nothing sounds during a call in this browser. */
  async announce(): Promise<void> {
    if (await isInCall()) {
      return;
    }
    this.#chime();
    const mayNotify = "Notification" in globalThis && Notification.permission === "granted";
    if (document.visibilityState === "hidden" && mayNotify) {
      const { title, body } = this.#words();
      // Names are for the page, not for a screen that others may see.
      new Notification(title, { body, tag: "redconnect.waiting" }).addEventListener("click", () => globalThis.focus());
    }
  }

  /** Browsers allow sound once the page was touched; until then it stays silent. */
  #chime(): void {
    this.#context ??= new AudioContext();
    const { currentTime, destination } = this.#context;
    for (const [delay, pitch] of [
      [0, 660],
      [0.18, 880],
    ] as const) {
      const tone = new OscillatorNode(this.#context, { frequency: pitch });
      const volume = new GainNode(this.#context, { gain: 0 });
      volume.gain.setTargetAtTime(0.2, currentTime + delay, 0.01);
      volume.gain.setTargetAtTime(0, currentTime + delay + 0.12, 0.06);
      tone.connect(volume).connect(destination);
      tone.start(currentTime + delay);
      tone.stop(currentTime + delay + 0.6);
    }
  }
}
