import { expect, test } from "vitest";
import { base64, sha256 } from "../../../src/Web/Client/base/bytes.ts";
import { drawKeyRing, type KeyRing, namingKeyOf, openUser,
  wrapNamingKey } from "../../../src/Web/Client/crypto/key-ring.ts";
import { findWorkplace } from "../../../src/Web/Client/crypto/workplace.ts";
import { keepSession } from "../../../src/Web/Client/portal/session-keys.ts";
import type { AccountTools } from "../../../src/Web/Client/portal/account.ts";
import { ApiRefusal } from "../../../src/Web/Client/portal/api.ts";
import { askForApproval, awaitDecision, Workplaces, type WorkplaceStatus } from
  "../../../src/Web/Client/portal/workplaces.ts";
import { FakeApi } from "./fake-api.ts";
import { memory } from "./memory.ts";

const form = { practice: "Praxis Berg", user: "anna", password: "ein gutes Passwort" };

function browser(api: FakeApi): AccountTools {
  return { api, store: memory(), stretch: (password, salt) => sha256(Uint8Array.of(...password, ...salt)) };
}

async function refused(tools: AccountTools): Promise<{ refusal: ApiRefusal; ring: KeyRing }> {
  const ring = await drawKeyRing();
  const { userKey } = await openUser(form.practice, form.user, form.password, tools.stretch);
  const sealedNamingKey = base64(await wrapNamingKey(ring.practiceKey, userKey, form));
  return { ring, refusal: new ApiRefusal("workplaceUnknown", { sealedNamingKey }) };
}

test("A browser that asks has a name that the practice can read and the server cannot", async () => {
  const api = new FakeApi().answer(() => ({ challenge: "" })).answer(() => ({ status: "requested" }));
  const tools = browser(api);
  const { refusal, ring } = await refused(tools);
  await askForApproval(tools, form, " Sprechzimmer 2 ", refusal);
  const { id, sealedName } = (api.requests[1]?.body["workplace"] ?? {}) as Record<string, string>;
  expect(JSON.stringify(api.requests)).not.toContain("Sprechzimmer");
  const listed = { id, sealedName, status: "requested", by: "", since: "2026-11-24T08:30:00+00:00", lastUsed: null,
    here: false, revision: 1 };
  const list = new FakeApi().answer(() => [listed]).answer(() => ({ ...listed, status: "approved", revision: 2 }));
  const keys = await keepSession(tools.store, { practiceName: form.practice, userId: "", fullName: "", ring });
  const workplaces = new Workplaces(list, keys);
  const [seen] = await workplaces.list();
  expect(seen).toMatchObject({ name: "Sprechzimmer 2", since: new Date("2026-11-24T08:30:00Z") });
  const decided = await workplaces.decide(seen ?? (undefined as never), "approved");
  expect(list.requests[1]).toMatchObject({ method: "PUT", path: `/workplaces/${id}/status`,
    body: { status: "approved", seen: 1 } });
  expect(decided).toMatchObject({ name: "Sprechzimmer 2", status: "approved" });
});

test("Asked again while the request is open, the browser asks with the same workplace", async () => {
  const api = new FakeApi().answer(() => ({ challenge: "" }));
  const tools = browser(api);
  const { refusal } = await refused(tools);
  await expect(askForApproval(tools, form, "Empfang", refusal)).rejects.toMatchObject({ code: "offline" });
  const first = await findWorkplace(tools.store, form.practice);
  api.answer(() => ({ status: "requested" })).answer(() => ({ challenge: "" })).answer(() => undefined);
  expect((await askForApproval(tools, form, "Empfang", refusal)).id).toBe(first?.id);
});

test.each(["rejected", "blocked", "unknownWorkplace"])("After %s it asks as another workplace", async (before) => {
  const api = new FakeApi().answer(() => ({ challenge: "" })).answer(() => undefined);
  const tools = browser(api);
  const { refusal } = await refused(tools);
  const { id } = await askForApproval(tools, form, "Empfang", refusal);
  api.answer(() => {
    if (before === "unknownWorkplace") {
      throw new ApiRefusal(before);
    }
    return { status: before };
  }).answer(() => ({ challenge: "" })).answer(() => undefined);
  expect((await askForApproval(tools, form, "Empfang", refusal)).id).not.toBe(id);
});

/** A clock whose waits a test ends. */
function manual(): { readonly waits: (() => void)[]; readonly after: (ms: number, act: () => void) => () => void } {
  const waits: (() => void)[] = [];
  return { waits, after: (_, act) => {
    waits.push(act);
    return () => void waits.splice(waits.indexOf(act), 1);
  } };
}

async function settled(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  await crypto.subtle.digest("SHA-256", new Uint8Array());
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}

test("The waiting page goes on by itself, whatever the line does meanwhile", async () => {
  const api = new FakeApi().answer(() => ({ status: "requested" }));
  const clock = manual();
  const decided = new Promise<WorkplaceStatus | undefined>((resolve) => {
    awaitDecision(api, clock, { id: "ab", practice: form.practice }, resolve);
  });
  for (let question = 1; question <= 2; question++) {
    await expect.poll(() => clock.waits.length).toBe(1);
    if (question === 2) {
      api.answer(() => ({ status: "approved" }));
    }
    clock.waits.shift()?.();
  }
  expect(await decided).toBe("approved");
  expect(api.requests[0]?.path).toMatch(/^\/workplaces\/requests\/ab\?practice=[0-9a-f]{64}$/);
  expect(clock.waits).toHaveLength(0);
});

test("Waiting that was stopped tells nothing", async () => {
  const api = new FakeApi().answer(() => ({ status: "approved" }));
  const told: unknown[] = [];
  awaitDecision(api, manual(), { id: "ab", practice: form.practice }, (status) => told.push(status))();
  await expect.poll(() => api.requests.length).toBe(1);
  await settled();
  expect(told).toEqual([]);
});

test("A name of another key is none, and the key of names is not the practice key", async () => {
  const tools = browser(new FakeApi());
  const { ring } = await refused(tools);
  const keys = await keepSession(tools.store, { practiceName: form.practice, userId: "", fullName: "", ring });
  const sealedName = base64(new Uint8Array(40).fill(1));
  const api = new FakeApi().answer(() => [{ id: "ab", sealedName, since: "2026-11-24T08:30:00Z" }]);
  expect((await new Workplaces(api, keys).list())[0]?.name).toBe("");
  const namingKey = await namingKeyOf(ring.practiceKey);
  const nonce = new Uint8Array(12);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, namingKey, nonce);
  await expect(crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce }, keys.practiceKey, sealed)).rejects.toThrow();
});
