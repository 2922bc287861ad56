import type { CallView } from "../../../src/Web/Client/call/call.ts";
import type { PeerView } from "../../../src/Web/Client/call/partner.ts";
import type { SeatedView } from "../../../src/Web/Client/call/seated-view.ts";
import { BlindedCode } from "../../../src/Web/Client/crypto/oprf.ts";
import type { PassSecrets } from "../../../src/Web/Client/crypto/pass-secrets.ts";
import type { RoomKey } from "../../../src/Web/Client/crypto/room-key.ts";
import type { OwnHello } from "../../../src/Web/Client/visit/page-event.ts";
import { initialState, type PageState, type Visit } from "../../../src/Web/Client/visit/page-state.ts";
import type { KeptSeat } from "../../../src/Web/Client/visit/seat-store.ts";
import type { Door, SeatView } from "../../../src/Web/Client/wire/messages.ts";
import { quietRoom } from "../wire/quiet-room.ts";

export const room = { id: "ab".repeat(16), role: "practitioner", key: "AA==", passId: "AQ==" } as const;
export const key = { room: room.id } as RoomKey;
export const hello: OwnHello = { keys: {} as OwnHello["keys"], sealed: new Uint8Array([3]) };
export const secrets = { passId: new Uint8Array([1]), passKey: {} } as PassSecrets;
export const door: Door = {
  room: room.id,
  role: "practitioner",
  sealedRoomKey: new Uint8Array(),
  start: 0,
  end: 1,
  admission: "automatic",
  serverTime: 0,
};

export const withCode: KeptSeat = {
  seat: "5e",
  secret: "Ag==",
  instance: 1,
  name: "Ada",
  camera: true,
  microphone: false,
  pass: { kind: "code", code: "c3fe04d96" },
};
export const withLink: KeptSeat = { ...withCode, pass: { kind: "link", link: "A".repeat(43) } };
const { pass: _, ...passless } = withCode;
export const withRoom = { ...passless, room };
export const blinded = BlindedCode.of("c3fe04d96");

/** One of each kind. */
export const visits: { readonly [Kind in Visit["kind"]]: Extract<Visit, { readonly kind: Kind }> } = {
  entry: { kind: "entry" },
  openingPass: { kind: "openingPass", kept: withCode, blinded },
  knocking: { kind: "knocking", kept: withCode, secrets },
  openingKey: { kind: "openingKey", kept: withRoom },
  seated: { kind: "seated", kept: withRoom, key },
  tooEarly: { kind: "tooEarly", kept: withCode, secrets, start: 9000, opensAt: 5000 },
  refused: { kind: "refused", kept: withCode, refusal: { reason: "full" } },
  replaced: { kind: "replaced", kept: { ...withRoom, resting: { kind: "replaced", instance: 4 } }, instance: 4 },
  ended: { kind: "ended", kept: { ...withRoom, resting: { kind: "ended" } } },
};

export function stateWith(visit: Visit): PageState {
  return { ...initialState({}), visit, attempt: 1 };
}

export function seat(name: string, changes: Partial<SeatView> = {}): SeatView {
  const sealedHello = new Uint8Array();
  const present = { role: "patient", instance: 1, presence: "present", admitted: true } as const;
  return { seat: name, ...present, sealedHello, since: 0, ...changes };
}

export function peer(changes: Partial<PeerView> = {}): PeerView {
  return {
    seat: seat("pa"),
    stream: undefined,
    generation: 1,
    flowing: true,
    everFlowed: true,
    camera: true,
    microphone: true,
    distrusted: false,
    safetyNumber: undefined,
    ...changes,
  };
}

export function callView(seated: Partial<SeatedView> = {}, ...peers: readonly PeerView[]): CallView {
  const others = peers.map((each) => each.seat);
  const whole = { role: "practitioner", admitted: true, ...quietRoom, own: seat("5e") } as const;
  const names = new Map<string, string>();
  const view = { peers, alarm: undefined, names, since: 100, startedAt: 7000 };
  return { seated: { kind: "inCall", ...whole, others, ...seated }, ...view };
}
