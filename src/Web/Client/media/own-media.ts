import { type Clock, TimedOut, within } from "../base/clock.ts";
import { Events } from "../base/events.ts";
import type { OwnTracks } from "../call/generation.ts";
import { type DeviceKind, type DeviceProblem, type Devices, problemOf } from "./devices.ts";

export interface OwnMediaView {
  readonly tracks: OwnTracks;
  readonly camera: boolean;
  readonly microphone: boolean;
  readonly problems: Readonly<Partial<Record<DeviceKind, DeviceProblem>>>;
}

/** The devices a person chose. */
export interface MediaChoice {
  audio?: string;
  video?: string;
  speaker?: string;
}

/** After this time a device that does not answer holds up the other one no longer. */
const answerMs = 5000;

/** Our own camera and microphone: opened, switched, and opened again when they end or the page is shown again. */
export class OwnMedia {
  readonly events = new Events<{ changed: OwnMediaView }>();
  readonly choice: MediaChoice;
  readonly #devices: Devices;
  readonly #clock: Clock;
  /** Asked alone, and not answered yet: not asked again, and taken when it answers. */
  readonly #silent = new Set<DeviceKind>();
  readonly #tracks: Record<DeviceKind, MediaStreamTrack | null> = { audio: null, video: null };
  readonly #wanted: Record<DeviceKind, boolean> = { audio: false, video: false };
  readonly #problems: Partial<Record<DeviceKind, DeviceProblem>> = {};
  readonly #onDeviceChange = (): void => void this.refresh();
  #work: Promise<void> = Promise.resolve();

  constructor(devices: Devices, choice: MediaChoice, clock: Clock) {
    this.#devices = devices;
    this.#clock = clock;
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
    const missing = kinds.filter((kind) => this.#wanted[kind] && !this.#tracks[kind] && !this.#silent.has(kind));
    const problem = missing.length > 0 ? await this.#open(missing) : undefined;
    if (problem && missing.length > 1) {
      await Promise.all(missing.map((kind) => this.#openAlone(kind)));
    }
    this.events.emit("changed", this.view);
  }

  async #openAlone(kind: DeviceKind): Promise<void> {
    await this.#open([kind]);
    this.events.emit("changed", this.view);
  }

  async #open(kinds: readonly DeviceKind[]): Promise<DeviceProblem | undefined> {
    const constraints = Object.fromEntries(kinds.map((kind) => [kind, this.#constraints(kind)]));
    const asked = this.#devices.getUserMedia(constraints);
    const problem = await within(this.#clock, answerMs, asked).then(
      (stream) => this.#takeMissing(stream),
      (error: unknown) => (error instanceof TimedOut ? this.#await(asked, kinds) : problemOf(error)),
    );
    kinds.forEach((kind) => this.#tell(kind, problem));
    return problem;
  }

  #await(asked: Promise<MediaStream>, kinds: readonly DeviceKind[]): DeviceProblem {
    const alone = kinds.length === 1 ? kinds : [];
    alone.forEach((kind) => this.#silent.add(kind));
    const settle = (problem: DeviceProblem | undefined): void => {
      for (const kind of alone) {
        this.#silent.delete(kind);
        this.#tell(kind, problem);
      }
      this.events.emit("changed", this.view);
    };
    asked.then((stream) => settle(this.#takeMissing(stream)), (error: unknown) => settle(problemOf(error)));
    return "silent";
  }

  #tell(kind: DeviceKind, problem: DeviceProblem | undefined): void {
    if (problem && this.#tracks[kind] === null) {
      this.#problems[kind] = problem;
    } else {
      delete this.#problems[kind];
    }
  }

  /** Takes what is wanted and missing; what comes too late is closed. */
  #takeMissing(stream: MediaStream): undefined {
    for (const track of stream.getTracks()) {
      const kind = track.kind as DeviceKind;
      if (this.#wanted[kind] && this.#tracks[kind] === null) {
        this.#take(track);
        delete this.#problems[kind];
      } else {
        track.stop();
      }
    }
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
