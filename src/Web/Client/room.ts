import { pageClock } from "./base/worker-clock.ts";
import { CallLock } from "./base/call-lock.ts";
import { listenToBrowser } from "./base/browser-events.ts";
import { missingFeature } from "./base/browser-support.ts";
import { type EffectTable, perform } from "./base/reducer.ts";
import { Store } from "./base/store.ts";
import { availableStorage } from "./base/text-storage.ts";
import { CurrentCall } from "./call/current-call.ts";
import { stretchInWorker, workerUrl } from "./crypto/argon2.ts";
import { InstanceKeys } from "./crypto/instance-keys.ts";
import { openCode } from "./crypto/pass-secrets.ts";
import { availableDevices } from "./media/devices.ts";
import { OwnMedia } from "./media/own-media.ts";
import { SettingsDialog } from "./media/settings-dialog.ts";
import { ScreenWake } from "./media/wake-lock.ts";
import { Admissions } from "./visit/admissions.ts";
import { ChoiceStore } from "./visit/choice-store.ts";
import { Doors } from "./visit/doors.ts";
import { enteringEffects } from "./visit/entering-effects.ts";
import { DraftStore } from "./visit/draft-store.ts";
import { EntryForm } from "./visit/entry-form.ts";
import type { PageEffects } from "./visit/page-effect.ts";
import { initialState, safetyNumbers } from "./visit/page-state.ts";
import { reduce } from "./visit/reducer.ts";
import { addressWithoutLink, linkInAddress } from "./visit/room-link.ts";
import { OtherTabs } from "./visit/other-tabs.ts";
import { RoomPage } from "./visit/room-page.ts";
import { drawSeat, SeatStore } from "./visit/seat-store.ts";
import { SendOutDialog } from "./visit/send-out-dialog.ts";
import { Stage } from "./visit/stage.ts";
import { Tiles } from "./visit/tiles.ts";
import { openHubConnection } from "./wire/hub-connection.ts";
import { RoomConnection } from "./wire/room-connection.ts";

// The page at `/`: makes the parts and connects them. What happens is decided in visit/reducer.ts.

const certificateKind: EcKeyGenParams = { name: "ECDSA", namedCurve: "P-256" };
const clock = pageClock(() => new Worker(workerUrl("timer-worker"), { type: "module" }));
const connection = new RoomConnection((attempt) => openHubConnection("/hubs/room?v=2", attempt), clock);
const tabStorage = availableStorage(() => sessionStorage);
const seats = new SeatStore(tabStorage);
const choices = new ChoiceStore(availableStorage(() => localStorage));
const media = new OwnMedia(availableDevices(navigator), choices.read(), clock);
const call = new CurrentCall({
  clock,
  carrier: connection,
  connect: (configuration) => new RTCPeerConnection(configuration),
});
const otherTabs = new OtherTabs(
  () => ({ channel: new BroadcastChannel("redconnect.seats"), locks: navigator.locks }),
  clock,
);
const wake = new ScreenWake(navigator);
const callLock = new CallLock();
const page = new RoomPage();
const form = new EntryForm(new DraftStore(tabStorage), missingFeature(globalThis));
const doors = new Doors(clock);
const stage = new Stage(clock);
const tiles = new Tiles();
const admissions = new Admissions();
const sendOut = new SendOutDialog();
const settings = new SettingsDialog();
const store = new Store(reduce, initialState(choices.read()), () => clock.now());

const effects: EffectTable<PageEffects> = {
  ...enteringEffects({
    clock,
    openCode: (blinded, evaluated) => openCode(blinded, evaluated, stretchInWorker),
    drawKeys: () => InstanceKeys.draw(() => RTCPeerConnection.generateCertificate(certificateKind)),
    otherTabs,
    dispatch: (event) => store.dispatch(event),
  }),
  keep: ({ kept }) => seats.keep(kept),
  forget: () => seats.forget(),
  clearAddress: () => history.replaceState(null, "", addressWithoutLink(location)),
  evaluate: ({ request }) => connection.ask({ kind: "evaluate", request }),
  knock: ({ request }) => connection.ask({ kind: "knock", request }),
  enter: ({ seat, request }) => connection.enter(seat, request),
  admit: ({ seat }) => void connection.decide("Admit", seat),
  sendOut: ({ seat }) => void connection.decide("SendOut", seat),
  leave: () => void connection.leave(),
  close: () => connection.close(),
  nudge: () => connection.nudge(),
  startCall: ({ seated, media: own }) => call.start(seated, own),
  endCall: () => call.end(),
  tellConnectionLost: () => call.connectionLost(),
  tellNetworkChanged: () => call.networkChanged(),
  sendMedia: ({ media: own }) => call.sendMedia(own),
  useDevices: (wanted) => void media.want(wanted),
  refreshDevices: () => void media.refresh(),
  switchDevice: ({ device, deviceId }) => void media.choose(device, deviceId),
  rememberChoice: ({ choice }) => choices.keep(choice),
  listDevices: () => void media.list().then((devices) => store.dispatch({ kind: "devicesListed", devices })),
  holdWake: () => wake.hold(),
  releaseWake: () => wake.release(),
};

store.events.on("effect", (effect) => perform(effects, effect));
store.events.on("changed", (state) => {
  otherTabs.show(state);
  stage.show(state);
  tiles.show(state);
  admissions.show(state);
  doors.show(state);
  page.show(state);
  form.show(state);
  callLock.show(state.visit.kind === "seated");
  const { settings: devices, media: own, choice } = state;
  settings.show({ devices, media: own, choice, safetyNumbers: safetyNumbers(state) });
});

connection.events.on("evaluated", (evaluated) => store.dispatch({ kind: "evaluated", evaluated }));
connection.events.on("knocked", (door) => store.dispatch({ kind: "knocked", door }));
connection.events.on("refused", (refusal) => store.dispatch({ kind: "refused", refusal }));
connection.events.on("replaced", ({ instance }) => store.dispatch({ kind: "replaced", instance }));
connection.events.on("signalling", (state) => store.dispatch({ kind: "signalling", state }));
connection.events.on("entered", (entered) => call.entered(entered));
connection.events.on("changed", (snapshot) => call.changed(snapshot));
connection.events.on("signal", (signal) => call.signalled(signal));
connection.events.on("acknowledged", (message) => call.acknowledged(message));

call.events.on("changed", (view) => store.dispatch({ kind: "callChanged", view }));
media.events.on("changed", (own) => store.dispatch({ kind: "mediaChanged", media: own }));

form.events.on("submitted", (visitor) => {
  void drawSeat(visitor).then((kept) => store.dispatch({ kind: "submitted", kept }));
});
page.events.on("again", () => store.dispatch({ kind: "again" }));
page.events.on("startOver", () => store.dispatch({ kind: "startOver" }));
admissions.events.on("admitted", (seat) => store.dispatch({ kind: "admitted", seat }));
admissions.events.on("rejected", (person) => sendOut.ask(person));
tiles.events.on("sentOut", (person) => sendOut.ask(person));
sendOut.events.on("confirmed", (seat) => store.dispatch({ kind: "sentOut", seat }));
stage.events.on("hangUp", () => store.dispatch({ kind: "hungUp" }));
stage.events.on("camera", (on) => store.dispatch({ kind: "cameraSwitched", on }));
stage.events.on("microphone", (on) => store.dispatch({ kind: "microphoneSwitched", on }));
stage.events.on("settings", () => store.dispatch({ kind: "settingsAsked" }));
settings.events.on("chosen", (chosen) => store.dispatch({ kind: "deviceChosen", ...chosen }));
settings.events.on("closed", () => store.dispatch({ kind: "settingsClosed" }));

listenToBrowser({
  networkChanged: () => store.dispatch({ kind: "networkChanged" }),
  shown: () => store.dispatch({ kind: "pageShown" }),
  left: () => store.dispatch({ kind: "pageLeft" }),
  revived: () => store.dispatch({ kind: "pageRevived" }),
  linkFollowed: () => store.dispatch({ kind: "linkFollowed", link: linkInAddress(location) }),
});

store.dispatch({ kind: "loaded", link: linkInAddress(location), kept: seats.read() });
