import { Call, type CallView } from "./call/call.ts";
import { type MediaChoice, noDevices, OwnMedia } from "./media/own-media.ts";
import { ScreenWake } from "./media/wake-lock.ts";
import { workerClock } from "./base/worker-clock.ts";
import { listenToWorld } from "./base/world.ts";
import { stretchInWorker, workerUrl } from "./crypto/argon2.ts";
import { openCode } from "./crypto/code-secrets.ts";
import type { RoomKey } from "./crypto/room-key.ts";
import { Admissions } from "./visit/admissions.ts";
import { CallRecord } from "./visit/call-record.ts";
import { Doors } from "./visit/doors.ts";
import { EntryForm } from "./visit/entry-form.ts";
import { parseRoomLink } from "./visit/room-link.ts";
import { RoomPage } from "./visit/room-page.ts";
import { SettingsDialog } from "./media/settings-dialog.ts";
import { Stage } from "./visit/stage.ts";
import { Tiles } from "./visit/tiles.ts";
import { openHubConnection } from "./wire/hub-connection.ts";
import { RoomConnection } from "./wire/room-connection.ts";
import type { Seated } from "./visit/room-view.ts";
import { SeatStore } from "./visit/seat-store.ts";
import { Visit } from "./visit/visit.ts";

// The page at `/`: everything is made here, and here alone one thing is tied to another.

const certificateKind: EcKeyGenParams = { name: "ECDSA", namedCurve: "P-256" };
const choicePlace = "redconnect.devices";
const clock = workerClock(new Worker(workerUrl("timer-worker"), { type: "module" }));
const connection = new RoomConnection((attempt) => openHubConnection("/hubs/room?v=2", attempt), clock);
const store = new SeatStore(sessionStorage);
const visit = new Visit({ connection, store, clock, openCode: (code) => openCode(code, stretchInWorker) });
const cameras = (navigator as { readonly mediaDevices?: MediaDevices }).mediaDevices ?? noDevices;
const media = new OwnMedia(cameras, JSON.parse(localStorage.getItem(choicePlace) ?? "{}") as MediaChoice);
const certificate = RTCPeerConnection.generateCertificate(certificateKind);
const wake = new ScreenWake(navigator);
const page = new RoomPage();
const form = new EntryForm();
const doors = new Doors(clock);
const stage = new Stage(clock);
const tiles = new Tiles();
const admissions = new Admissions();
const settings = new SettingsDialog();
const record = new CallRecord(clock);
let call: Call | undefined;
let line: "connected" | "reconnecting" = "connected";
let mediaFlows = false;

function sit(seated: Seated): void {
  call?.close();
  call = new Call(seated, { clock, carrier: connection, connect: (configuration) => new RTCPeerConnection(configuration) });
  const sitting = call;
  void certificate.then((made) => {
    sitting.certificate = made;
  });
  sitting.sendMedia(media.view);
  sitting.events.on("view", (view) => show(view, seated.key));
  wake.hold();
}

function rise(): void {
  call?.close();
  call = undefined;
  mediaFlows = false;
  wake.release();
  tiles.show([], new Map());
  settings.close();
  void media.want({ video: false, audio: false });
}

function show(view: CallView, key: RoomKey): void {
  mediaFlows = view.peers.some(({ flowing }) => flowing);
  stage.show(view);
  stage.showLine(line, mediaFlows);
  tiles.show(view.peers, view.names);
  admissions.show(view.seated, view.names);
  record.see(view);
  page.mark("presence", view.seated.own?.presence ?? "waiting");
  page.show(view.seated.kind);
  const [only, ...more] = view.peers;
  const isKnown = only !== undefined && more.length === 0 && only.fingerprints.every((print) => print !== "") && only.flowing;
  void (isKnown ? key.shortNumber(only.fingerprints) : Promise.resolve(undefined)).then((number) => settings.showSafety(number));
}

visit.events.on("view", (view) => {
  if (view.kind === "opening") {
    stage.showOpening();
    void media.want({ video: visit.kept?.camera ?? true, audio: visit.kept?.microphone ?? true });
  } else if (view.kind === "ended") {
    doors.summarise(record.summary);
  }
  doors.show(view);
  page.show(view.kind);
  if (view.kind === "entry") {
    form.show(view.problem);
  }
});
visit.events.on("seated", sit);
visit.events.on("unseated", rise);

connection.events.on("knocked", (door) => void visit.knocked(door));
connection.events.on("entered", (entered) => call?.entered(entered));
connection.events.on("changed", (snapshot) => call?.changed(snapshot));
connection.events.on("signal", (signal) => call?.signalled(signal));
connection.events.on("acknowledged", (message) => call?.acknowledged(message));
connection.events.on("refused", (refusal) => visit.refused(refusal));
connection.events.on("replaced", ({ instance }) => visit.replaced(instance));
connection.events.on("signalling", (state) => {
  line = state;
  page.mark("signalling", state);
  stage.showLine(state, mediaFlows);
  if (state === "reconnecting") {
    call?.connectionLost();
  }
});

media.events.on("changed", (own) => {
  stage.showOwn(own);
  call?.sendMedia(own);
});

form.events.on("submitted", (visitor) => void visit.begin(visitor));
page.events.on("again", () => void visit.again());
page.events.on("startOver", () => visit.startOver());
admissions.events.on("admitted", (seat) => void connection.admit(seat));
stage.events.on("hangUp", () => void visit.hangUp());
stage.events.on("camera", (camera) => {
  visit.remember({ camera });
  void media.want({ video: camera });
});
stage.events.on("microphone", (microphone) => {
  visit.remember({ microphone });
  void media.want({ audio: microphone });
});
stage.events.on("settings", () => void media.list().then((devices) => settings.open(devices, media.view, media.choice)));
settings.events.on("chosen", ({ what, deviceId }) => {
  if (what === "speaker") {
    media.choice.speaker = deviceId;
    tiles.speaker = deviceId;
  } else {
    void media.choose(what, deviceId);
  }
  localStorage.setItem(choicePlace, JSON.stringify(media.choice));
});

listenToWorld({
  networkChanged: () => {
    connection.nudge();
    call?.networkChanged();
  },
  returned: () => {
    connection.nudge();
    if (call) {
      wake.hold();
      void media.refresh();
    }
  },
  leaving: () => {
    call?.close();
    connection.close();
  },
  revived: () => void visit.resume(),
});

/** A link carries its code in the fragment, which never reaches a server and leaves the address bar at once. */
function followLink(): boolean {
  const link = parseRoomLink(location.hash);
  if (link === undefined) {
    return false;
  }
  const name = link.name ?? store.read()?.name;
  history.replaceState(null, "", location.pathname + location.search);
  visit.startOver();
  form.fill(link.code, name);
  return true;
}

window.addEventListener("hashchange", followLink);
tiles.speaker = media.choice.speaker;
page.mark("signalling", line);
if (!followLink()) {
  void visit.resume();
}
