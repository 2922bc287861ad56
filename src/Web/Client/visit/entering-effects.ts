import { base64, fromBase64 } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import type { EffectTable } from "../base/reducer.ts";
import type { InstanceKeys } from "../crypto/instance-keys.ts";
import { readLink } from "../crypto/link-secret.ts";
import { BlindedCode } from "../crypto/oprf.ts";
import { openLink, type PassSecrets } from "../crypto/pass-secrets.ts";
import { RoomKey } from "../crypto/room-key.ts";
import type { SeatInstance } from "../signals/signalling.ts";
import type { OtherTabs } from "./other-tabs.ts";
import type { PageEffects } from "./page-effect.ts";
import type { OwnHello, PageEvent } from "./page-event.ts";

export interface EnteringEnvironment {
  readonly clock: Clock;
  readonly openCode: (blinded: BlindedCode, evaluated: Uint8Array) => Promise<PassSecrets>;
  readonly drawKeys: () => Promise<InstanceKeys>;
  readonly otherTabs: Pick<OtherTabs, "claim">;
  readonly dispatch: (event: PageEvent) => void;
}

/** Keys and timers on the way in. Each answers with an event of the same attempt. */
export function enteringEffects({ clock, openCode, drawKeys, otherTabs, dispatch }: EnteringEnvironment) {
  const greet = async (key: RoomKey, name: string, page: SeatInstance): Promise<OwnHello> =>
    sealHello(await drawKeys(), key, name, page);
  const tellOpened = (attempt: number, opening: Promise<PassSecrets>): void => {
    opening.then(
      (secrets) => dispatch({ kind: "passOpened", attempt, secrets }),
      () => dispatch({ kind: "passFailed", attempt }),
    );
  };
  return {
    openLink: ({ attempt, link }) => tellOpened(attempt, openLink(readLink(link))),
    blindCode: ({ attempt, code }) => dispatch({ kind: "codeBlinded", attempt, blinded: BlindedCode.of(code) }),
    openCode: ({ attempt, blinded, evaluated }) => tellOpened(attempt, openCode(blinded, evaluated)),
    openDoor: ({ attempt, door, secrets, name, page }) => {
      const { role } = door;
      const open = async (): Promise<PageEvent> => {
        const kept = await otherTabs.claim(door.room, role);
        if (kept) {
          return { kind: "heldElsewhere", attempt, kept };
        }
        const key = await RoomKey.open(door.sealedRoomKey, secrets.passKey, door.room, role);
        const room = { id: door.room, role, key: base64(key.export()), passId: base64(secrets.passId) };
        return { kind: "keyOpened", attempt, key, room, hello: await greet(key, name, page) };
      };
      open().then(dispatch, () => dispatch({ kind: "keyFailed", attempt }));
    },
    importKey: ({ attempt, room, name, page }) => {
      const open = async (): Promise<PageEvent> => {
        const key = await RoomKey.fromBytes(fromBase64(room.key), room.id);
        return { kind: "keyOpened", attempt, key, room, hello: await greet(key, name, page) };
      };
      open().then(dispatch, () => dispatch({ kind: "keyFailed", attempt }));
    },
    wait: ({ attempt, ms }) => {
      clock.after(ms, () => dispatch({ kind: "timeUp", attempt }));
    },
  } satisfies Partial<EffectTable<PageEffects>>;
}

async function sealHello(keys: InstanceKeys, key: RoomKey, name: string, page: SeatInstance): Promise<OwnHello> {
  return { keys, sealed: await key.sealHello(keys.hello(name), page) };
}
