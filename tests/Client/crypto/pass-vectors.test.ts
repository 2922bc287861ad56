import { expect, test } from "vitest";
import { formatAccessCode, parseAccessCode } from "../../../src/Web/Client/crypto/access-code.ts";
import { stretchHere } from "../../../src/Web/Client/crypto/argon2-hash.ts";
import { type Bytes, hex } from "../../../src/Web/Client/base/bytes.ts";
import { BlindedCode } from "../../../src/Web/Client/crypto/oprf.ts";
import { isLink, readLink } from "../../../src/Web/Client/crypto/link-secret.ts";
import { fingerprintOf, openCode, openLink } from "../../../src/Web/Client/crypto/pass-secrets.ts";
import { type Role, RoomKey } from "../../../src/Web/Client/crypto/room-key.ts";
import { SealError } from "../../../src/Web/Client/crypto/seal.ts";
import { bytes, vectors } from "./vectors.ts";

test("An access code means the same however it is typed", () => {
  const { typed, code } = vectors.accessCode;
  expect(typed.map((each) => parseAccessCode(each))).toEqual(typed.map(() => code));
  expect(formatAccessCode(code)).toBe(typed[0]);
});

const noCodes = ["", "c3f-e04-d9", "c3f-e04-d96-1", "c3f-e04-d9g", "https://example.org/#c3f-e04-d96"];
test.each(noCodes)("%s is no access code", (typed) => {
  expect(parseAccessCode(typed)).toBeUndefined();
});

/** Draws what the library makes this scalar of: it reduces modulo one less than the group's order, and adds one. */
function blindOf(scalar: string): (count: number) => Bytes {
  return (count) => {
    const drawn = new Uint8Array(count);
    drawn.set(bytes(scalar), count - 32);
    drawn[count - 1] = (drawn.at(-1) ?? 0) - 1;
    return drawn;
  };
}

test.each(vectors.oprf.vectors)("A blinded input gives the element and the output of RFC 9497: $input", (vector) => {
  const input = Buffer.from(vector.input, "hex").toString("latin1");
  const blinded = BlindedCode.of(input, blindOf(vector.blind));
  expect(hex(blinded.element)).toBe(vector.blinded);
  expect(hex(blinded.finish(bytes(vector.evaluated)))).toBe(vector.output);
});

test("What is no point of the curve is not taken for an evaluation", () => {
  const blinded = BlindedCode.of("c3fe04d96");
  const wrong = [new Uint8Array(33), new Uint8Array(33).fill(255), new Uint8Array(1), new Uint8Array(0)];
  expect(wrong.map((each) => thrown(() => blinded.finish(each)))).toEqual(wrong.map(() => true));
});

test("An access code yields its id and its fingerprint, with the server's help", async () => {
  const { code, blind, evaluated, oprfOutput, codeId, fingerprint } = vectors.accessCode;
  const blinded = BlindedCode.of(code, blindOf(blind));
  expect(hex(blinded.element)).toBe(vectors.accessCode.blinded);
  expect(hex(blinded.finish(bytes(evaluated)))).toBe(oprfOutput);
  const secrets = await openCode(blinded, bytes(evaluated), stretchHere);
  expect([hex(secrets.passId), await fingerprintOf(secrets)]).toEqual([codeId, fingerprint]);
  await opensItsCopies(secrets.passKey, vectors.accessCode.copies);
});

test("A link names its room and yields its id and its fingerprint, without anybody's help", async () => {
  const { link, room, linkId, fingerprint, copies } = vectors.link;
  expect(isLink(link)).toBe(true);
  const secrets = await openLink(readLink(link));
  expect(secrets.room).toBe(room);
  expect([hex(secrets.passId), await fingerprintOf(secrets)]).toEqual([linkId, fingerprint]);
  await opensItsCopies(secrets.passKey, copies);
});

/** The room key of its side only. */
async function opensItsCopies(passKey: CryptoKey, copies: typeof vectors.link.copies): Promise<void> {
  for (const copy of copies) {
    const key = await RoomKey.open(bytes(copy.sealed), passKey, copy.room, copy.role as Role);
    expect(hex(key.export())).toBe(copy.roomKey);
    const otherSide = copy.role === "patient" ? "practitioner" : "patient";
    const wrong = RoomKey.open(bytes(copy.sealed), passKey, copy.room, otherSide);
    await expect(wrong).rejects.toBeInstanceOf(SealError);
  }
}

function thrown(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}
