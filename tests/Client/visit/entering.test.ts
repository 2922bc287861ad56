import { beforeAll, expect, test } from "vitest";
import { randomBytes } from "../../../src/Web/Client/base/bytes.ts";
import type { PassSecrets } from "../../../src/Web/Client/crypto/pass-secrets.ts";
import { drawLink } from "../../../src/Web/Client/crypto/link-secret.ts";
import { RoomKey } from "../../../src/Web/Client/crypto/room-key.ts";
import { visits } from "./sample-states.ts";
import { drawKeys } from "../draw-keys.ts";
import { enteringEffects } from "../../../src/Web/Client/visit/entering-effects.ts";
import type { PageEvent } from "../../../src/Web/Client/visit/page-event.ts";
import type { KeptRoomSeat } from "../../../src/Web/Client/visit/seat-store.ts";
import type { Door } from "../../../src/Web/Client/wire/messages.ts";

const roomId = "ab".repeat(16);
const person = { name: "Ada", page: { seat: "5e", instance: 3 } };
let secrets: PassSecrets;
let door: Door;
let key: RoomKey;

beforeAll(async () => {
  const passKey = await crypto.subtle.importKey("raw", randomBytes(32), "AES-GCM", false, ["encrypt", "decrypt"]);
  secrets = { passId: randomBytes(32), passKey };
  key = await RoomKey.draw(roomId);
  const sealedRoomKey = await key.sealFor(passKey, "patient");
  door = { room: roomId, role: "patient", sealedRoomKey, start: 0, end: 1, admission: "automatic", serverTime: 0 };
});

/** The event with which an effect answers. */
function answerOf(
  run: (effects: ReturnType<typeof enteringEffects>) => void,
  openCode = async () => secrets,
  kept?: KeptRoomSeat,
) {
  return new Promise<PageEvent>((dispatch) => {
    const clock = { now: () => 0, after: (_: number, callback: () => void) => (callback(), () => undefined) };
    run(enteringEffects({ clock, openCode, drawKeys, otherTabs: { claim: async () => kept }, dispatch }));
  });
}

function isKeyOpened(event: PageEvent): asserts event is Extract<PageEvent, { readonly kind: "keyOpened" }> {
  expect(event.kind).toBe("keyOpened");
}

test("A code opens, or fails where the browser cannot derive its secrets", async () => {
  const failing = () => Promise.reject(new Error("out of memory"));
  const blinded = await answerOf((effects) => effects.blindCode({ attempt: 7, code: "c3fe04d96" }));
  if (blinded.kind !== "codeBlinded") {
    throw new TypeError(blinded.kind);
  }
  expect(blinded.attempt).toBe(7);
  const evaluated = { attempt: 7, blinded: blinded.blinded, evaluated: blinded.blinded.element };
  const opened = await answerOf((effects) => effects.openCode(evaluated));
  expect(opened).toEqual({ kind: "passOpened", attempt: 7, secrets });
  const failed = await answerOf((effects) => effects.openCode(evaluated), failing);
  expect(failed).toEqual({ kind: "passFailed", attempt: 7 });
});

test("A link opens without the server's help, and names its room", async () => {
  const opened = await answerOf((effects) => effects.openLink({ attempt: 7, link: drawLink(roomId) }));
  expect(opened).toMatchObject({ kind: "passOpened", attempt: 7, secrets: { room: roomId } });
});

test("A door opens with its code, and a reload opens the same room with what was kept", async () => {
  const opened = await answerOf((effects) => effects.openDoor({ attempt: 7, door, secrets, ...person }));
  isKeyOpened(opened);
  const imported = await answerOf((effects) => effects.importKey({ attempt: 8, room: opened.room, ...person }));
  isKeyOpened(imported);
  expect([opened.attempt, imported.attempt, imported.room]).toEqual([7, 8, opened.room]);
  expect(await imported.key.openHello(opened.hello.sealed, person.page)).toEqual(opened.hello.keys.hello("Ada"));
  expect(opened.hello.keys.publicKey).not.toEqual(imported.hello.keys.publicKey);
});

test("A door whose room key the code does not open is refused", async () => {
  const wrong = { ...door, role: "practitioner" } as const;
  const event = await answerOf((effects) => effects.openDoor({ attempt: 7, door: wrong, secrets, ...person }));
  expect(event).toEqual({ kind: "keyFailed", attempt: 7 });
});

test("A door to the room where another tab has the person's seat yields that seat", async () => {
  const { kept } = visits.seated;
  const open = (effects: ReturnType<typeof enteringEffects>) =>
    effects.openDoor({ attempt: 7, door, secrets, ...person });
  expect(await answerOf(open, undefined, kept)).toEqual({ kind: "heldElsewhere", attempt: 7, kept });
});

test("A kept key that is broken is refused", async () => {
  const room = { id: roomId, role: "patient", key: "not base64", passId: "" } as const;
  const event = await answerOf((effects) => effects.importKey({ attempt: 7, room, ...person }));
  expect(event).toEqual({ kind: "keyFailed", attempt: 7 });
});

test("A wait ends with its attempt", async () => {
  expect(await answerOf((effects) => effects.wait({ attempt: 7, ms: 1 }))).toEqual({ kind: "timeUp", attempt: 7 });
});
