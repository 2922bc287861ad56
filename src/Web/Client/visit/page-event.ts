import type { OneOf } from "../base/reducer.ts";
import type { CallView } from "../call/call.ts";
import type { InstanceKeys } from "../crypto/instance-keys.ts";
import type { BlindedCode } from "../crypto/oprf.ts";
import type { PassSecrets } from "../crypto/pass-secrets.ts";
import type { RoomKey } from "../crypto/room-key.ts";
import type { OwnMediaView } from "../media/own-media.ts";
import type { Choosable } from "../media/settings-dialog.ts";
import type { Door, Refusal } from "../wire/messages.ts";
import type { SignallingState } from "./page-state.ts";
import type { RoomLink } from "./room-link.ts";
import type { KeptRoomSeat, KeptSeat, Room } from "./seat-store.ts";

/** Everything that can happen to the page, by the name of the event. */
export interface PageEvents {
  // Browser
  loaded: { readonly link: RoomLink | undefined; readonly kept: KeptSeat | undefined };
  linkFollowed: { readonly link: RoomLink | undefined };
  networkChanged: object;
  pageShown: object;
  pageLeft: object;
  pageRevived: object;
  // Person
  submitted: { readonly kept: KeptSeat };
  again: object;
  startOver: object;
  cameraSwitched: { readonly on: boolean };
  microphoneSwitched: { readonly on: boolean };
  settingsAsked: object;
  settingsClosed: object;
  deviceChosen: { readonly what: Choosable; readonly deviceId: string };
  admitted: { readonly seat: string };
  sentOut: { readonly seat: string };
  hungUp: object;
  // Results of effects
  codeBlinded: Attempt & { readonly blinded: BlindedCode };
  passOpened: Attempt & { readonly secrets: PassSecrets };
  passFailed: Attempt;
  keyOpened: Attempt & { readonly key: RoomKey; readonly room: Room; readonly hello: OwnHello };
  keyFailed: Attempt;
  /** Another tab of this browser has the person's seat. */
  heldElsewhere: Attempt & { readonly kept: KeptRoomSeat };
  timeUp: Attempt;
  devicesListed: { readonly devices: readonly MediaDeviceInfo[] };
  // Room
  evaluated: { readonly evaluated: Uint8Array };
  knocked: { readonly door: Door };
  refused: { readonly refusal: Refusal };
  replaced: { readonly instance: number };
  signalling: { readonly state: SignallingState };
  // Media
  callChanged: { readonly view: CallView };
  mediaChanged: { readonly media: OwnMediaView };
}

/** What one instance enters with: its keys, and what the others may know of them. */
export interface OwnHello {
  readonly keys: InstanceKeys;
  readonly sealed: Uint8Array;
}

interface Attempt {
  readonly attempt: number;
}

export type PageEvent = OneOf<PageEvents>;
