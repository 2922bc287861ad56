import { Events } from "../base/events.ts";
import type { OwnTracks } from "../call/generation.ts";

export type DeviceKind = "audio" | "video";
export type DeviceProblem = "denied" | "missing" | "busy" | "failed";

export interface OwnMediaView {
  readonly tracks: OwnTracks;
  readonly camera: boolean;
  readonly microphone: boolean;
  readonly problems: Readonly<Partial<Record<DeviceKind, DeviceProblem>>>;
}

export type Devices = Pick<
  MediaDevices,
  "getUserMedia" | "enumerateDevices" | "addEventListener" | "removeEventListener"
>;

/** Browsers hide their devices from pages without TLS. */
const noDevices: Devices = {
  getUserMedia: () => Promise.reject(new DOMException("no devices here", "NotFoundError")),
  enumerateDevices: () => Promise.resolve([]),
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};

export function availableDevices(navigator: { readonly mediaDevices?: Devices }): Devices {
  return navigator.mediaDevices ?? noDevices;
}

/** The devices a person chose. */
export interface MediaChoice {
  audio?: string;
  video?: string;
  speaker?: string;
}

const problems: Readonly<Record<string, DeviceProblem>> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** Our own camera and microphone: opened, switched, and opened again when they end or the page is shown again. */
export class OwnMedia {
  readonly events = new Events<{ changed: OwnMediaView }>();
  readonly choice: MediaChoice;
  readonly #devices: Devices;
  readonly #tracks: Record<DeviceKind, MediaStreamTrack | null> = { audio: null, video: null };
  readonly #wanted: Record<DeviceKind, boolean> = { audio: false, video: false };
  readonly #problems: Partial<Record<DeviceKind, DeviceProblem>> = {};
  readonly #onDeviceChange = (): void => void this.refresh();
  #work: Promise<void> = Promise.resolve();

  constructor(devices: Devices, choice: MediaChoice) {
    this.#devices = devices;
    this.choice = choice;
    devices.addEventListener("devicechange", this.#onDeviceChange);
  }

  get view(): OwnMediaView {
    return {
      tracks: { ...this.#tracks },
      camera: this.#wanted.video && this.#tracks.video !== null,
      microphone: this.#wanted.audio && this.#tracks.audio !== null,
      problems: { ...this.#problems },
    };
  }

  /** Turns a device on or off. Off stops it: the light of a camera goes out. */
  want(wanted: Readonly<Partial<Record<DeviceKind, boolean>>>): Promise<void> {
    Object.assign(this.#wanted, wanted);
    return this.#inOrder(() => this.#settle());
  }

  /** Switches to another device and remembers it. */
  choose(kind: DeviceKind, deviceId: string): Promise<void> {
    this.choice[kind] = deviceId;
    return this.#inOrder(async () => {
      this.#stop(kind);
      await this.#settle();
    });
  }

  /** Opens ended and muted tracks again: a device was unplugged, a phone call came in, or the page was suspended. */
  refresh(): Promise<void> {
    return this.#inOrder(async () => {
      for (const kind of ["audio", "video"] as const) {
        const track = this.#tracks[kind];
        if (track?.readyState === "ended" || track?.muted) {
          this.#stop(kind);
        }
      }
      await this.#settle();
    });
  }

  async list(): Promise<MediaDeviceInfo[]> {
    return this.#devices.enumerateDevices();
  }

  close(): void {
    this.#devices.removeEventListener("devicechange", this.#onDeviceChange);
    this.#stop("audio");
    this.#stop("video");
  }

  #inOrder(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work);
    return this.#work;
  }

  /** Opens what is wanted and missing: both together, so that the browser asks once; when that fails, each alone. */
  async #settle(): Promise<void> {
    const kinds = ["audio", "video"] as const;
    for (const kind of kinds.filter((each) => !this.#wanted[each])) {
      this.#stop(kind);
      delete this.#problems[kind];
    }
    const missing = kinds.filter((kind) => this.#wanted[kind] && !this.#tracks[kind]);
    const problem = missing.length > 0 ? await this.#open(missing) : undefined;
    for (const kind of problem && missing.length > 1 ? missing : []) {
      await this.#open([kind]);
    }
    this.events.emit("changed", this.view);
  }

  async #open(kinds: readonly DeviceKind[]): Promise<DeviceProblem | undefined> {
    let problem: DeviceProblem | undefined;
    try {
      const constraints = Object.fromEntries(kinds.map((kind) => [kind, this.#constraints(kind)]));
      const stream = await this.#devices.getUserMedia(constraints);
      stream.getTracks().forEach((track) => this.#take(track));
    } catch (error) {
      problem = problems[(error as DOMException).name] ?? "failed";
    }
    for (const kind of kinds) {
      if (problem) {
        this.#problems[kind] = problem;
      } else {
        delete this.#problems[kind];
      }
    }
    return problem;
  }

  #take(track: MediaStreamTrack): void {
    this.#tracks[track.kind as DeviceKind] = track;
    track.addEventListener("ended", () => this.#tracks[track.kind as DeviceKind] === track && void this.refresh());
  }

  #stop(kind: DeviceKind): void {
    const track = this.#tracks[kind];
    this.#tracks[kind] = null;
    track?.stop();
  }

  #constraints(kind: DeviceKind): MediaTrackConstraints {
    const deviceId = this.choice[kind];
    const device = deviceId === undefined ? {} : { deviceId: { ideal: deviceId } };
    if (kind === "audio") {
      return { echoCancellation: true, noiseSuppression: true, autoGainControl: true, ...device };
    }
    const front = deviceId === undefined ? { facingMode: { ideal: "user" } } : {};
    return { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 }, ...front, ...device };
  }
}
