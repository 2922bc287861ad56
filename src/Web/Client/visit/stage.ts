import type { DeviceKind, DeviceProblem } from "../media/devices.ts";
import type { OwnMediaView } from "../media/own-media.ts";
import { Events } from "../base/events.ts";
import type { Clock } from "../base/clock.ts";
import type { Alarm } from "../call/call.ts";
import type { SeatedView } from "../call/seated-view.ts";
import { element, say } from "../base/dom.ts";
import { durationText } from "../base/spans.ts";
import { type TextKey, text } from "../base/texts.ts";
import { isInRoom, type PageState, shownCall } from "./page-state.ts";

export interface StageEvents {
  camera: boolean;
  microphone: boolean;
  settings: undefined;
  hangUp: undefined;
}

const deviceWords: Readonly<Record<DeviceKind, TextKey>> = { video: "room.camera", audio: "room.microphone" };
const alarmWords: Readonly<Record<Alarm, TextKey>> = {
  intercepted: "room.intercepted",
  unverified: "room.unverified",
};
const problemWords: Readonly<Record<DeviceProblem, TextKey>> = {
  denied: "room.deviceDenied",
  missing: "room.deviceMissing",
  busy: "room.deviceBusy",
  silent: "room.deviceSilent",
  failed: "room.deviceFailed",
};

/** The consultation room: own video, notes, controls, timer. */
export class Stage {
  readonly events = new Events<StageEvents>();
  readonly #clock: Clock;
  readonly #own = element("own", HTMLVideoElement);
  #since: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    for (const name of ["camera", "microphone"] as const) {
      element(name, HTMLElement).addEventListener("click", () =>
        this.events.emit(name, element(name, HTMLElement).getAttribute("aria-pressed") !== "true"),
      );
    }
    element("open-settings", HTMLElement).addEventListener("click", () => this.events.emit("settings", undefined));
    element("hang-up", HTMLElement).addEventListener("click", () => this.events.emit("hangUp", undefined));
    this.#tick();
  }

  show(state: PageState): void {
    if (!isInRoom(state)) {
      return;
    }
    const call = shownCall(state);
    this.#since = call?.seated.kind === "inCall" ? call.since : undefined;
    this.#showRoom(call?.seated);
    this.#warn(state);
    this.#showOwn(state.media);
  }

  #showRoom(seated: SeatedView | undefined): void {
    const [title, next] = stageTexts(seated);
    say(element("stage-title", HTMLElement), text(title));
    say(element("stage-next", HTMLElement), next && text(next));
    element("hush", HTMLElement).hidden = seated?.kind === "inCall";
    const advice = seated && adviceText(seated);
    say(element("advice", HTMLElement), advice && text(advice));
    say(element("practice-word", HTMLElement), seated && practiceWord(seated));
    element("cancelled-note", HTMLElement).hidden = !seated?.cancelled || seated.kind === "waiting";
  }

  #warn(state: PageState): void {
    const { alarm, peers = [] } = shownCall(state) ?? {};
    say(element("alarm", HTMLElement), alarm && text(alarmWords[alarm]));
    const mediaFlows = peers.some(({ flowing }) => flowing);
    element("connection-note", HTMLElement).hidden = state.signalling === "connected" || mediaFlows;
  }

  #showOwn({ tracks, camera, microphone, problems }: OwnMediaView): void {
    element("camera", HTMLElement).setAttribute("aria-pressed", String(camera));
    element("microphone", HTMLElement).setAttribute("aria-pressed", String(microphone));
    element("own-figure", HTMLElement).hidden = !camera;
    const [track] = (this.#own.srcObject as MediaStream | null)?.getVideoTracks() ?? [];
    if ((track ?? null) !== tracks.video) {
      this.#own.srcObject = tracks.video && new MediaStream([tracks.video]);
    }
    const kinds = Object.entries(problems) as [DeviceKind, DeviceProblem][];
    const worst = kinds[0]?.[1];
    const devices = kinds.filter(([, problem]) => problem === worst).map(([kind]) => text(deviceWords[kind]));
    // A device that does not answer may be waiting for a permission that the browser is asking for: no failure.
    element("device-note", HTMLElement).classList.toggle("danger", worst !== "silent");
    say(element("device-note", HTMLElement), worst && text(problemWords[worst], { devices: devices.join(", ") }));
  }

  #tick(): void {
    say(
      element("timer", HTMLElement),
      this.#since === undefined ? undefined : durationText(this.#clock.now() - this.#since),
    );
    this.#clock.after(1000, () => this.#tick());
  }
}

function stageTexts(seated: SeatedView | undefined): readonly [TextKey, TextKey | undefined] {
  switch (seated?.kind) {
    case "waiting":
      return waitingTexts(seated);
    case "connecting":
      return ["room.connectingTitle", "room.connectingNext"];
    case "inCall":
      return ["room.inCallTitle", undefined];
    default:
      return ["room.openingTitle", "room.openingNext"];
  }
}

/** Title and next step for a person who waits. */
export function waitingTexts(seated: SeatedView): readonly [TextKey, TextKey | undefined] {
  if (seated.cancelled) {
    return [
      "refusal.cancelledTitle",
      seated.role === "practitioner" ? "room.cancelledPractitioner" : "refusal.cancelledNext",
    ];
  }
  return ["room.waitingTitle", adviceText(seated) === undefined ? waitingFor(seated) : undefined];
}

function waitingFor({ role, admitted, others }: SeatedView): TextKey {
  if (role === "practitioner") {
    return others.some((other) => other.role !== "practitioner") ? "room.waitingToAdmit" : "room.waitingPractitioner";
  }
  return admitted ? "room.waitingPatient" : "room.waitingAdmission";
}

/** What the practice knows or said, for a patient who waits. */
export function practiceWord({ kind, role, watched, delayMinutes }: SeatedView): string | undefined {
  if (kind !== "waiting" || role === "practitioner") {
    return undefined;
  }
  const delayed = delayMinutes > 0 ? text("room.delayed", { minutes: delayMinutes }) : "";
  return [watched ? text("room.watched") : "", delayed].filter(Boolean).join(" ") || undefined;
}

/** Advice that is not known here is ignored. */
function adviceText({ advice, role }: SeatedView): TextKey | undefined {
  if (advice === "sameSide") {
    return role === "practitioner" ? "advice.sameSidePractitioner" : "advice.sameSidePatient";
  }
  return advice === "elsewhere" ? "advice.elsewhere" : undefined;
}
