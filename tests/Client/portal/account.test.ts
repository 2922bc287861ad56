import { expect, test } from "vitest";
import { fromBase64, fromUtf8, sha256 } from "../../../src/Web/Client/base/bytes.ts";
import type { KeyStore } from "../../../src/Web/Client/crypto/key-store.ts";
import { parseSheet } from "../../../src/Web/Client/crypto/recovery-sheet.ts";
import { open, sealingKey } from "../../../src/Web/Client/crypto/seal.ts";
import { keyName } from "../../../src/Web/Client/crypto/short-name.ts";
import { namingKeyOf, openUser, unwrapKeyRing } from "../../../src/Web/Client/crypto/key-ring.ts";
import { type AccountTools, recover } from "../../../src/Web/Client/portal/account.ts";
import type { SealedCredentials } from "../../../src/Web/Client/portal/credentials.ts";
import { RepeatedRegistration } from "../../../src/Web/Client/portal/repeated-registration.ts";
import { forgetSession, type SessionKeys } from "../../../src/Web/Client/portal/session-keys.ts";
import { confirmSheet, findSheet } from "../../../src/Web/Client/portal/unconfirmed-sheet.ts";
import { FakeApi } from "./fake-api.ts";
import { memory } from "./memory.ts";

const form =
  { practice: "Praxis Berg", user: "anna", password: "ein gutes Passwort", fullName: "Dr. Anna Berg",
  workplaceName: "Empfang" };

function browser(api: FakeApi): AccountTools {
  return { api, store: memory(), stretch: (password, salt) => sha256(Uint8Array.of(...password, ...salt)) };
}

/** What the server keeps of a registration, as it answers a sign-in. */
async function registered(): Promise<{ sheet: string; signedIn: Record<string, unknown>; namingKey: CryptoKey }> {
  const api = new FakeApi().answer(() => undefined).answer(() => ({ challenge: "" })).answer(() => undefined);
  const tools = browser(api);
  const { code: sheet } = await new RepeatedRegistration(tools).send(form);
  const { credentials, sealedFullName, userId = "" } = (api.requests[0]?.body ?? {}) as
    Record<string, string> & { credentials: SealedCredentials };
  const { wrappedKeyRing } = credentials;
  const { userKey } = await openUser(form.practice, form.user, form.password, tools.stretch);
  const ring = await unwrapKeyRing(fromBase64(wrappedKeyRing), userKey, { ...form, userId });
  return { sheet, signedIn: { userId, roles: [], sealedFullName, wrappedKeyRing, keys: [] },
    namingKey: await namingKeyOf(ring.practiceKey) };
}

test("A workplace that the recovery sheet approves gets its name afterwards, sealed with the key of names",
  async () => {
  const { sheet, signedIn, namingKey } = await registered();
  const api = new FakeApi().answer(() => ({ challenge: "" })).answer(() => signedIn).answer(() => undefined);
  await recover(browser(api), form, parseSheet(sheet) ?? new Uint8Array(), " Sprechzimmer 2 ");
  const [, recovery, naming] = api.requests;
  const { id, sealedName } = (recovery?.body["workplace"] ?? {}) as Record<string, string>;
  expect(sealedName).toBeUndefined();
  expect([naming?.method, naming?.path]).toEqual(["PUT", `/workplaces/${id}/name`]);
  const name = fromBase64(naming?.body["sealedName"] as string);
  expect(fromUtf8(await open(namingKey, name, "workplace", await keyName(form.practice), id ?? ""))).toBe(
    "Sprechzimmer 2");
});

test("A name that did not arrive does not undo the sign-in", async () => {
  const { sheet, signedIn } = await registered();
  const api = new FakeApi().answer(() => ({ challenge: "" })).answer(() => signedIn);
  const tools = browser(api);
  await recover(tools, form, parseSheet(sheet) ?? new Uint8Array(), "Sprechzimmer 2");
  expect(await tools.store.get("session")).toMatchObject({ fullName: "Dr. Anna Berg" });
});

test("A registration whose answer was lost is sent again unchanged, and its sheet is shown", async () => {
  const api = new FakeApi();
  const tools = browser(api);
  const registering = new RepeatedRegistration(tools);
  await expect(registering.send(form)).rejects.toMatchObject({ code: "offline" });
  api.answer(() => undefined);
  const sheet = await registering.send({ ...form });
  const [first, second] = api.requests;
  expect(second?.body).toEqual(first?.body);
  expect(parseSheet(sheet.code)).toBeDefined();
});

test("A form that was changed is another registration", async () => {
  const api = new FakeApi();
  const registering = new RepeatedRegistration(browser(api));
  await registering.send(form).catch(() => undefined);
  await registering.send({ ...form, practice: "Praxis Tal" }).catch(() => undefined);
  const [first, second] = api.requests.map(({ body }) => body["userId"]);
  expect(first).not.toBe(second);
});

test("A sign-in that fails after registering does not cost the recovery sheet", async () => {
  const api = new FakeApi().answer(() => undefined);
  expect(parseSheet((await new RepeatedRegistration(browser(api)).send(form)).code)).toHaveLength(16);
});

async function sessionIn(store: KeyStore): Promise<SessionKeys> {
  return (await store.get<SessionKeys>("session")) ?? Promise.reject(new Error("No session was kept."));
}

test("The sheet is kept until it is confirmed, for the keys of its user only", async () => {
  const tools = browser(new FakeApi().answer(() => undefined));
  const sheet = await new RepeatedRegistration(tools).send(form);
  const keys = await sessionIn(tools.store);
  await forgetSession(tools.store);
  expect(await findSheet(tools.store, keys)).toEqual(sheet);
  expect(sheet).toMatchObject({ practice: "Praxis Berg", user: "anna" });
  const stranger = { ...keys, practiceKey: await sealingKey(new Uint8Array(32)) };
  expect(await findSheet(tools.store, stranger)).toBeUndefined();
  await confirmSheet(tools.store, keys);
  expect(await findSheet(tools.store, keys)).toBeUndefined();
});

test("A registration that was refused leaves no sheet", async () => {
  const tools = browser(new FakeApi());
  await expect(new RepeatedRegistration(tools).send(form)).rejects.toMatchObject({ code: "offline" });
  const keys = await sessionIn(tools.store);
  expect(await findSheet(tools.store, keys)).toBeUndefined();
});
