import { expect, test } from "vitest";
import { base64, fromBase64, hex, sha256, utf8 } from "../../../src/Web/Client/base/bytes.ts";
import { type KeyRing, openUser, unwrapKeyRing, wrapKeyRing } from "../../../src/Web/Client/crypto/key-ring.ts";
import { drawPair } from "../../../src/Web/Client/crypto/public-seal.ts";
import { openSheet, parseSheet } from "../../../src/Web/Client/crypto/recovery-sheet.ts";
import { seal, SealError, sealingKey } from "../../../src/Web/Client/crypto/seal.ts";
import { keyName } from "../../../src/Web/Client/crypto/short-name.ts";
import { drawWorkplace, keepWorkplace } from "../../../src/Web/Client/crypto/workplace.ts";
import { type AccountTools, recover, signIn } from "../../../src/Web/Client/portal/account.ts";
import { ApiRefusal } from "../../../src/Web/Client/portal/api.ts";
import type { SealedCredentials } from "../../../src/Web/Client/portal/credentials.ts";
import { RepeatedRegistration } from "../../../src/Web/Client/portal/repeated-registration.ts";
import type { SessionKeys } from "../../../src/Web/Client/portal/session-keys.ts";
import { FakeApi, type Request } from "./fake-api.ts";
import { memory } from "./memory.ts";

// A server that knows everything it was ever sent, and answers with any of it, anywhere.

const anna = { practice: "Praxis Berg", user: "anna", password: "ein gutes Passwort" };
const stretched: unknown[] = [];

type Answer = Record<string, unknown>;

/** A browser that is approved for a practice. */
async function browser(api: FakeApi): Promise<AccountTools> {
  const store = memory();
  await keepWorkplace(store, anna.practice, await drawWorkplace());
  const stretch: AccountTools["stretch"] = (password, salt, memoryMiB) => {
    stretched.push([hex(salt), memoryMiB]);
    return sha256(Uint8Array.of(...password, ...salt));
  };
  return { api, store, stretch };
}

interface Registered {
  readonly sheet: string;
  readonly requests: readonly Request[];
  readonly session: Answer;
}

/** Registers, and returns what the server then knows. */
async function registered(user = anna): Promise<Registered> {
  const api = new FakeApi().answer(() => undefined);
  const tools = await browser(api);
  const registration = { ...user, fullName: `Dr. ${user.user}`, workplaceName: "Empfang" };
  const { code } = await new RepeatedRegistration(tools).send(registration);
  const { userId, sealedFullName, credentials } = api.requests[0]?.body ?? {};
  const { wrappedKeyRing } = credentials as SealedCredentials;
  const session = { userId, roles: [], sealedFullName, wrappedKeyRing, keys: [] };
  return { sheet: code, requests: api.requests, session };
}

function answering(session: Answer, challenge: Answer = { challenge: base64(new Uint8Array(32)) }): FakeApi {
  return new FakeApi().answer(() => challenge).answer(() => session);
}

/** The key ring that the password opens. */
async function ringIn(session: Answer, { stretch }: AccountTools): Promise<KeyRing> {
  const { userKey } = await openUser(anna.practice, anna.user, anna.password, stretch);
  const wrapped = fromBase64(String(session["wrappedKeyRing"]));
  return unwrapKeyRing(wrapped, userKey, { ...anna, userId: String(session["userId"]) });
}

test("Key ring, name and id of a session belong together: those of another user or practice are refused", async () => {
  const { session } = await registered();
  await signIn(await browser(answering(session)), anna);
  const colleague = await registered({ ...anna, user: "berta" });
  const elsewhere = await registered({ ...anna, practice: "Praxis Tal" });
  for (const { session: other } of [colleague, elsewhere]) {
    for (const field of ["userId", "sealedFullName", "wrappedKeyRing"]) {
      const tools = await browser(answering({ ...session, [field]: other[field] }));
      await expect(signIn(tools, anna)).rejects.toBeInstanceOf(SealError);
      expect(await tools.store.get("session")).toBeUndefined();
    }
  }
});

test("A colleague's name and id, sealed with the same practice key, are refused", async () => {
  const { session } = await registered();
  const tools = await browser(new FakeApi());
  const practiceKey = await sealingKey((await ringIn(session, tools)).practiceKey);
  const userId = "b".repeat(32);
  const name = await seal(practiceKey, utf8("Dr. Berta"), "user", await keyName(anna.practice), userId);
  const lie = { ...session, userId, sealedFullName: base64(name) };
  await expect(signIn({ ...tools, api: answering(lie) }, anna)).rejects.toBeInstanceOf(SealError);
});

test("A key ring older than the one this browser has opened is refused", async () => {
  const { session } = await registered();
  const tools = await browser(new FakeApi());
  const { userKey } = await openUser(anna.practice, anna.user, anna.password, tools.stretch);
  const owner = { ...anna, userId: String(session["userId"]) };
  const newer = base64(await wrapKeyRing({ ...(await ringIn(session, tools)), revision: 2 }, userKey, owner));
  await signIn({ ...tools, api: answering({ ...session, wrappedKeyRing: newer }) }, anna);
  await expect(signIn({ ...tools, api: answering(session) }, anna)).rejects.toBeInstanceOf(SealError);
});

test("Parameters, salts and keys that the server names are not used", async () => {
  const { session: answer } = await registered();
  const foreign = await drawPair();
  const named = { memoryMiB: 1, iterations: 1, salt: base64(new Uint8Array(16)),
    practitionerPublicKey: base64(foreign.publicKey), publicKey: base64(foreign.publicKey) };
  stretched.length = 0;
  const honest = await browser(answering(answer));
  await signIn(honest, anna);
  const api = answering({ ...answer, ...named }, { challenge: base64(new Uint8Array(32)), ...named });
  const lied = await browser(api);
  await signIn(lied, anna);
  expect(stretched).toEqual([stretched[0], stretched[0]]);
  expect(stretched[0]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), 64]);
  const session = await lied.store.get<SessionKeys>("session");
  const used = session && (await crypto.subtle.exportKey("raw", session.practitionerPublicKey));
  expect(used?.byteLength).toBe(65);
  expect(base64(new Uint8Array(used ?? new ArrayBuffer()))).not.toBe(named.publicKey);
  expect(session?.practitionerKeys?.publicKey).toEqual(session?.practitionerPublicKey);
});

test("A recovery that the server makes up gets neither the sheet nor its key nor the password", async () => {
  const { sheet, session } = await registered();
  const api = answering(session).answer(() => undefined);
  const asked = new FakeApi().answer(() => ({ challenge: "" })).answer(() => {
    throw new ApiRefusal("workplaceUnknown");
  });
  await expect(signIn(await browser(asked), anna)).rejects.toMatchObject({ code: "workplaceUnknown" });
  const secret = parseSheet(sheet) ?? new Uint8Array();
  await recover(await browser(api), anna, secret, "Empfang");
  const sent = JSON.stringify([...asked.requests, ...api.requests]);
  const { auth } = await openSheet(secret);
  expect(sent).toContain(base64(auth));
  for (const hidden of [sheet, hex(secret), base64(secret), anna.password, base64(utf8(anna.password))]) {
    expect(sent).not.toContain(hidden);
  }
});

test("A workplace that the server approves by itself opens nothing without the password", async () => {
  const { session } = await registered();
  const tools = await browser(answering(session));
  await expect(signIn(tools, { ...anna, password: "ein anderes Passwort" })).rejects.toBeInstanceOf(SealError);
  expect(await tools.store.get("session")).toBeUndefined();
});
