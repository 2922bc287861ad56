import { expect, test } from "vitest";
import { stretchHere } from "../../../src/Web/Client/crypto/argon2-hash.ts";
import { base64, fields, fromBase64, fromUtf8, hex, utf8 } from "../../../src/Web/Client/base/bytes.ts";
import { type KeyRing, openUser, unwrapFromSheet, unwrapKeyRing } from "../../../src/Web/Client/crypto/key-ring.ts";
import { openingPair, openSealedTo, sealTo } from "../../../src/Web/Client/crypto/public-seal.ts";
import { formatSheet, openSheet, parseSheet } from "../../../src/Web/Client/crypto/recovery-sheet.ts";
import { RoomKey } from "../../../src/Web/Client/crypto/room-key.ts";
import { commitmentOf, type RevealedEnd, safetyNumberOf } from "../../../src/Web/Client/crypto/safety-number.ts";
import { open, SealError, sealingKey } from "../../../src/Web/Client/crypto/seal.ts";
import { keyName, normaliseShortName } from "../../../src/Web/Client/crypto/short-name.ts";
import { seatId } from "../../../src/Web/Client/visit/seat-store.ts";
import { bytes, vectors } from "./vectors.ts";

const { room: place } = vectors;
const roomKey = (): Promise<RoomKey> => RoomKey.fromBytes(bytes(place.roomKey), place.room);

test.each(vectors.shortNames)("Short name $typed counts as $normalised", async (names) => {
  const { typed, normalised, keyName: expected } = names;
  expect(normaliseShortName(typed)).toBe(normalised);
  expect(await keyName(typed)).toBe(expected);
});

test("A password yields the auth key and opens the key ring", async () => {
  const { practice, user, userId, password, authKey, ring, wrappedRing } = vectors.user;
  const secrets = await openUser(`  ${practice.toUpperCase()} `, user, password, stretchHere);
  expect(hex(secrets.authKey)).toBe(authKey);
  const owner = { practice, user, userId };
  expect(shown(await unwrapKeyRing(bytes(wrappedRing), secrets.userKey, owner))).toEqual(ring);
  const another = { ...owner, userId: userId.replace("9", "8") };
  await expect(unwrapKeyRing(bytes(wrappedRing), secrets.userKey, another)).rejects.toBeInstanceOf(SealError);
});

test("A recovery sheet is read as it was printed, and opens its copy of the key ring", async () => {
  const { secret, printed, auth, practice, ring, sealedRing } = vectors.sheet;
  expect(formatSheet(bytes(secret))).toBe(printed);
  const read = parseSheet(printed.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l"));
  const secrets = await openSheet(read ?? new Uint8Array());
  expect(hex(secrets.auth)).toBe(auth);
  expect(shown(await unwrapFromSheet(bytes(sealedRing), secrets.key, practice))).toEqual(ring);
});

test("Any one mistyped character of a recovery sheet is noticed", () => {
  const { printed } = vectors.sheet;
  const mistyped = Array.from(printed, (char, index) => {
    const other = char === "7" ? "8" : "7";
    return printed.slice(0, index) + other + printed.slice(index + 1);
  });
  expect(mistyped.filter((each, index) => printed[index] !== "-" && parseSheet(each) !== undefined)).toEqual([]);
});

test("A seat's id follows from its secret", async () => {
  expect(await seatId(bytes(vectors.seat.secret))).toBe(vectors.seat.id);
});

test.each(place.pages)("The hello of $name opens for its seat and instance, and for no other", async (page) => {
  const { seat, instance, name, fingerprint, publicKey, sealedHello } = page;
  const key = await roomKey();
  const hello = { name, fingerprint, publicKey: bytes(publicKey) };
  expect(await key.openHello(bytes(sealedHello), page)).toEqual(hello);
  const sameKey = await RoomKey.fromBytes(bytes(place.roomKey), "another room");
  const elsewhere = [
    [key, { seat, instance: instance + 1 }],
    [key, { seat: "0".repeat(32), instance }],
    [sameKey, page],
  ] as const;
  for (const [opening, where] of elsewhere) {
    await expect(opening.openHello(bytes(sealedHello), where)).rejects.toBeInstanceOf(SealError);
  }
});

test("A page's commitment and both nonces give the safety number, the same on both sides", async () => {
  const [one, two] = place.pages.map(revealed) as [RevealedEnd, RevealedEnd];
  expect(await commitmentOf(one, two, place.room)).toBe(place.pages[0]?.commitment);
  expect(await commitmentOf(two, one, place.room)).toBe(place.pages[1]?.commitment);
  expect(await safetyNumberOf(one, two, place.room)).toBe(place.safetyNumber);
  expect(await safetyNumberOf(two, one, place.room)).toBe(place.safetyNumber);
});

function revealed({ seat, instance, publicKey, fingerprint, nonce }: (typeof place.pages)[number]): RevealedEnd {
  return { seat, instance, publicKey: bytes(publicKey), fingerprint, nonce: bytes(nonce) };
}

test.each(vectors.practice)("What the practice sealed opens in its place: $place", async (vector) => {
  const { key, place: where, plaintext, sealed } = vector;
  expect(fromUtf8(await open(await sealingKey(bytes(key)), bytes(sealed), ...where))).toBe(plaintext);
});

test("The practitioner's link and code open with the private key, in its place only", async () => {
  const { publicKey, privateKey, place: where, plaintext, sealed } = vectors.practitionerPasses;
  const pair = await openingPair({ publicKey: bytes(publicKey), privateKey: bytes(privateKey) });
  expect(fromUtf8(await openSealedTo(pair, bytes(sealed), ...where))).toBe(plaintext);
  await expect(openSealedTo(pair, bytes(sealed), "practitioner-passes", "another")).rejects.toBeInstanceOf(SealError);
  const again = await sealTo(pair.publicKey, utf8(plaintext), ...where);
  expect(fromUtf8(await openSealedTo(pair, again, ...where))).toBe(plaintext);
});

test("Every byte of a seal counts", async () => {
  const [{ key, place: where, sealed }] = vectors.practice as [(typeof vectors.practice)[number]];
  const opening = await sealingKey(bytes(key));
  for (let index = 0; index < bytes(sealed).length; index++) {
    const bent = bytes(sealed);
    bent[index] = (bent[index] ?? 0) ^ 1;
    await expect(open(opening, bent, ...where)).rejects.toBeInstanceOf(SealError);
  }
});

test("A workplace's signature over the login challenge verifies", async () => {
  const { practice, user, challenge, message, publicKey, signature } = vectors.login;
  const signed = fields("rc2", "login", await keyName(practice), await keyName(user), base64(fromBase64(challenge)));
  expect(hex(signed)).toBe(message);
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("spki", bytes(publicKey), curve, false, ["verify"]);
  expect(await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, bytes(signature), signed)).toBe(true);
});

/** With every key in base64. */
function shown(ring: KeyRing): unknown {
  return JSON.parse(JSON.stringify(ring, (_, value: unknown) => (value instanceof Uint8Array ? base64(value) : value)));
}
