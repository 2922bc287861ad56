import { expect, test } from "vitest";
import type { Devices } from "../../../src/Web/Client/media/devices.ts";
import { type MediaChoice, OwnMedia } from "../../../src/Web/Client/media/own-media.ts";
import { stopTime } from "../fake-time.ts";

const clock = stopTime();

class FakeTrack extends EventTarget {
  readonly kind: string;
  readonly deviceId: string;
  readyState: MediaStreamTrackState = "live";
  muted = false;

  constructor(kind: string, deviceId: string) {
    super();
    this.kind = kind;
    this.deviceId = deviceId;
  }

  stop(): void {
    this.readyState = "ended";
  }

  unplug(): void {
    this.readyState = "ended";
    this.dispatchEvent(new Event("ended"));
  }
}

/** A computer whose plugged-in devices the test changes; asks what a browser would ask. */
class FakeDevices extends EventTarget {
  readonly asked: string[] = [];
  readonly given: FakeTrack[] = [];
  plugged: Record<string, string[]> = { audio: ["headset"], video: ["front", "rear"] };
  error: string | undefined;
  /** A device that does not answer before the promise is kept. */
  silent: { readonly kind: string; readonly answers: Promise<void> } | undefined;

  async getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    const kinds = Object.keys(constraints) as ("audio" | "video")[];
    this.asked.push(kinds.join("+"));
    if (this.silent && kinds.some((kind) => kind === this.silent?.kind)) {
      await this.silent.answers;
    }
    if (this.error !== undefined || kinds.some((kind) => this.plugged[kind]?.length === 0)) {
      throw new DOMException("", this.error ?? "NotFoundError");
    }
    const choose = (kind: (typeof kinds)[number]) => this.#choose(kind, constraints[kind] as MediaTrackConstraints);
    const tracks = kinds.map((kind) => new FakeTrack(kind, choose(kind)));
    this.given.push(...tracks);
    return { getTracks: () => tracks } as unknown as MediaStream;
  }

  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    return [];
  }

  live(): string[] {
    return this.given.filter(({ readyState }) => readyState === "live").map(({ deviceId }) => deviceId);
  }

  #choose(kind: string, { deviceId }: MediaTrackConstraints): string {
    const ideal = (deviceId as { ideal?: string } | undefined)?.ideal;
    const plugged = this.plugged[kind] ?? [];
    return plugged.find((each) => each === ideal) ?? plugged[0] ?? "";
  }
}

function media(choice: MediaChoice = {}) {
  const devices = new FakeDevices();
  return { devices, own: new OwnMedia(devices satisfies Devices, choice, clock) };
}

const both = { audio: true, video: true };

test("Camera and microphone are asked for in one question", async () => {
  const { devices, own } = media();
  await own.want(both);
  expect(devices.asked).toEqual(["audio+video"]);
  expect(own.view).toMatchObject({ camera: true, microphone: true, problems: {} });
});

test("Without a camera there is still sound", async () => {
  const { devices, own } = media();
  devices.plugged["video"] = [];
  await own.want(both);
  expect(own.view).toMatchObject({ camera: false, microphone: true, problems: { video: "missing" } });
});

test.each([
  ["NotAllowedError", "denied"],
  ["NotReadableError", "busy"],
  ["SomethingNew", "failed"],
] as const)("%s is told as %s", async (error, problem) => {
  const { devices, own } = media();
  devices.error = error;
  await own.want(both);
  expect(own.view.problems).toEqual({ audio: problem, video: problem });
});

test("A camera that is switched off is closed, and its problem is none any more", async () => {
  const { devices, own } = media();
  await own.want(both);
  await own.want({ video: false });
  expect(devices.live()).toEqual(["headset"]);
  expect(own.view.camera).toBe(false);
});

test("The chosen camera is opened after the other one is closed, and remembered", async () => {
  const { devices, own } = media();
  await own.want(both);
  await own.choose("video", "rear");
  expect(devices.live()).toEqual(["headset", "rear"]);
  expect(own.choice.video).toBe("rear");
});

test("A device that is unplugged is replaced by the next one", async () => {
  const { devices, own } = media({ video: "front" });
  await own.want(both);
  devices.plugged["video"] = ["rear"];
  devices.given.find(({ deviceId }) => deviceId === "front")?.unplug();
  await own.refresh();
  expect(devices.live()).toEqual(["headset", "rear"]);
});

test("A device that is plugged in later is taken", async () => {
  const { devices, own } = media();
  devices.plugged["video"] = [];
  await own.want(both);
  devices.plugged["video"] = ["front"];
  devices.dispatchEvent(new Event("devicechange"));
  await own.refresh();
  expect(own.view).toMatchObject({ camera: true, problems: {} });
});

test("On return to the page a muted track is taken again", async () => {
  const { devices, own } = media();
  await own.want(both);
  const [microphone] = devices.given;
  Object.assign(microphone ?? {}, { muted: true });
  await own.refresh();
  expect(devices.asked).toEqual(["audio+video", "audio"]);
  expect(microphone?.readyState).toBe("ended");
});

test.each([["video", "headset", "front"], ["audio", "front", "headset"]] as const)(
  "While %s does not answer, the other device is used after five seconds, and it joins when it answers",
  async (kind, first, last) => {
    const { devices, own } = media();
    let answer = (): void => undefined;
    devices.silent = { kind, answers: new Promise((resolve) => (answer = resolve)) };
    const views: unknown[] = [];
    own.events.on("changed", (view) => views.push(view));
    void own.want(both);
    await clock.pass(5000);
    expect(devices.live()).toEqual([first]);
    expect(views).toHaveLength(1);
    await clock.pass(5000);
    expect(own.view.problems).toEqual({ [kind]: "silent" });
    await own.refresh();
    answer();
    await clock.pass(0);
    expect(devices.live()).toEqual([first, last]);
    expect(own.view.problems).toEqual({});
    expect(views.at(-1)).toMatchObject({ camera: true, microphone: true });
  },
);

test("A camera that answers after it was switched off is closed at once", async () => {
  const { devices, own } = media();
  let answer = (): void => undefined;
  devices.silent = { kind: "video", answers: new Promise((resolve) => (answer = resolve)) };
  void own.want({ video: true });
  await clock.pass(5000);
  await own.want({ video: false });
  answer();
  await clock.pass(0);
  expect(devices.live()).toEqual([]);
  expect(own.view.problems).toEqual({});
});
