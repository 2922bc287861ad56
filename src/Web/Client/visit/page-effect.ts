import { type OneOf, type Step, stepTo } from "../base/reducer.ts";
import type { Seated } from "../call/seated-view.ts";
import type { BlindedCode } from "../crypto/oprf.ts";
import type { PassSecrets } from "../crypto/pass-secrets.ts";
import type { LinkToken } from "../crypto/link-secret.ts";
import type { MediaChoice, OwnMediaView } from "../media/own-media.ts";
import type { SeatInstance } from "../signals/signalling.ts";
import type { Door, EnterRequest, EvaluateRequest, KnockRequest } from "../wire/messages.ts";
import type { PageState } from "./page-state.ts";
import type { KeptSeat, Room } from "./seat-store.ts";

/** What the reducer asks for. Effects with an attempt answer with an event that carries the same one. */
export interface PageEffects {
  keep: { readonly kept: KeptSeat };
  forget: object;
  clearAddress: object;
  openLink: { readonly attempt: number; readonly link: LinkToken };
  blindCode: { readonly attempt: number; readonly code: string };
  evaluate: { readonly request: EvaluateRequest };
  openCode: { readonly attempt: number; readonly blinded: BlindedCode; readonly evaluated: Uint8Array };
  openDoor: Named & { readonly attempt: number; readonly door: Door; readonly secrets: PassSecrets };
  importKey: Named & { readonly attempt: number; readonly room: Room };
  wait: { readonly attempt: number; readonly ms: number };
  knock: { readonly request: KnockRequest };
  enter: { readonly seat: string; readonly request: EnterRequest };
  admit: { readonly seat: string };
  sendOut: { readonly seat: string };
  leave: object;
  close: object;
  /** Connects now, or checks that the connection works. */
  nudge: object;
  startCall: { readonly seated: Seated; readonly media: OwnMediaView };
  endCall: object;
  tellConnectionLost: object;
  tellNetworkChanged: object;
  sendMedia: { readonly media: OwnMediaView };
  useDevices: { readonly video?: boolean; readonly audio?: boolean };
  refreshDevices: object;
  switchDevice: { readonly device: "audio" | "video"; readonly deviceId: string };
  rememberChoice: { readonly choice: MediaChoice };
  listDevices: object;
  holdWake: object;
  releaseWake: object;
}

/** Whose hello is to be sealed. */
interface Named {
  readonly name: string;
  readonly page: SeatInstance;
}

export type PageEffect = OneOf<PageEffects>;

/** What follows from an event. */
export type PageStep = Step<PageState, PageEffect>;

export const step = stepTo<PageState, PageEffect>;
