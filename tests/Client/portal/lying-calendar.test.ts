import { beforeAll, expect, test } from "vitest";
import { base64, sha256, utf8 } from "../../../src/Web/Client/base/bytes.ts";
import { drawKeyRing, type KeyRing } from "../../../src/Web/Client/crypto/key-ring.ts";
import { publicSealingKey, sealTo } from "../../../src/Web/Client/crypto/public-seal.ts";
import { type AppointmentForm, Appointments } from "../../../src/Web/Client/portal/appointments.ts";
import { SeenRevisions } from "../../../src/Web/Client/portal/seen-revisions.ts";
import { keepSession, type SessionKeys } from "../../../src/Web/Client/portal/session-keys.ts";
import { FakeApi, type Request } from "./fake-api.ts";
import { memory } from "./memory.ts";

// A server that knows everything it was ever sent, and answers with any of it, anywhere.

type Entry = Record<string, unknown>;

const form: AppointmentForm = {
  participant: "Zoe Miller",
  subject: "Kontrolle",
  email: "zoe@example.org",
  language: "de",
  start: "2026-11-30T09:30",
  fold: false,
  durationMinutes: 30,
  admission: "byPractitioner",
};
let ring: KeyRing;
let keys: SessionKeys;

beforeAll(async () => {
  ring = await drawKeyRing();
  keys = await keepSession(memory(), { practiceName: "Praxis Berg", userId: "1", fullName: "Dr. Berg", ring });
});

function entryOf({ path, body }: Request, more: Entry = {}): Entry {
  const revision = Number(body["seen"] ?? 0) + 1;
  return { ...body, id: path.split("/").at(-1), cancelled: false, revision, ...more };
}

function portal(api: FakeApi, seen = new SeenRevisions(memory(), "1")): Appointments {
  return new Appointments(api, keys, (password) => sha256(password), seen);
}

/** What the server stores of a new appointment. */
async function planned(more: Partial<AppointmentForm> = {}): Promise<Entry> {
  const api = new FakeApi().answer(() => undefined);
  await portal(api).plan({ ...form, ...more }, 1);
  return api.requests.map((request) => entryOf(request))[0] ?? {};
}

/** What a page shows of entries, and how many it calls altered. */
async function shown(...entries: Entry[]): Promise<readonly [readonly string[], number]> {
  const { appointments, altered } = await portal(new FakeApi().answer(() => entries)).list("2026-11-30", "2026-11-30");
  return [appointments.map(({ participant }) => participant), altered];
}

test("What was planned is shown, and nothing of it is altered", async () => {
  expect(await shown(await planned())).toEqual([["Zoe Miller"], 0]);
});

test.each<[string, Entry]>([
  ["another day", { start: "2026-12-01T09:30" }],
  ["another hour of the night the clocks change", { fold: true }],
  ["another duration", { durationMinutes: 60 }],
  ["another way of admission", { admission: "automatic" }],
  ["another room", { id: "0".repeat(32) }],
  ["another revision", { revision: 2 }],
  ["a time that does not exist", { start: "2027-03-28T02:30" }],
  ["a cancellation that nobody asked for, of a revision that nobody made", { cancelled: true, revision: 3 }],
])("An appointment that the server shows with %s is not shown, and its absence is told", async (_, lie) => {
  const honest = await planned({ participant: "Ben Weber" });
  expect(await shown({ ...(await planned()), ...lie }, honest)).toEqual([["Ben Weber"], 1]);
});

test("The start is reckoned here, whatever the server says it is", async () => {
  const entry = { ...(await planned()), startUtc: "2026-12-24T18:00:00Z" };
  const { appointments } = await portal(new FakeApi().answer(() => [entry])).list("2026-11-30", "2026-11-30");
  expect(appointments[0]?.startUtc).toEqual(new Date("2026-11-30T08:30:00Z"));
});

test("Details of another appointment, and the practitioner's link of another one, are not shown", async () => {
  const [one, other] = [await planned(), await planned({ participant: "Ben Weber" })];
  const { sealedDetails, sealedPractitionerPasses } = other;
  expect(await shown({ ...one, sealedDetails }, { ...one, sealedPractitionerPasses })).toEqual([[], 2]);
});

test("A practitioner's link that was sealed by somebody who learnt the public key is not shown", async () => {
  const entry = await planned();
  const forged = utf8(JSON.stringify({ link: "A".repeat(43), code: "c3fe04d96" }));
  const publicKey = await publicSealingKey(ring.practitionerPublicKey);
  const sealed = base64(await sealTo(publicKey, forged, "practitioner-passes", String(entry["id"])));
  expect(await shown({ ...entry, sealedPractitionerPasses: sealed })).toEqual([[], 1]);
});

test("An earlier state of an appointment is not shown to a browser that has seen a later one", async () => {
  const api = new FakeApi().answer(() => undefined).answer(() => undefined);
  const seen = new SeenRevisions(memory(), "1");
  const page = portal(api, seen);
  await page.change(await page.plan(form, 1), { ...form, email: "new@example.org" });
  const [before, after] = api.requests.map((request) => entryOf(request));
  api.answer(() => [after]).answer(() => [before]).answer(() => [after]);
  expect((await page.list("2026-11-30", "2026-11-30")).appointments[0]?.email).toBe("new@example.org");
  const reloaded = portal(api, seen);
  expect(await reloaded.list("2026-11-30", "2026-11-30")).toEqual({ appointments: [], altered: 1 });
  expect((await reloaded.list("2026-11-30", "2026-11-30")).altered).toBe(0);
});

test("A cancelled appointment does not come back as one that takes place", async () => {
  const entry = await planned();
  const api = new FakeApi().answer(() => [{ ...entry, cancelled: true, revision: 2 }]).answer(() => [entry]);
  const page = portal(api);
  expect((await page.list("2026-11-30", "2026-11-30")).appointments[0]?.cancelled).toBe(true);
  expect(await page.list("2026-11-30", "2026-11-30")).toEqual({ appointments: [], altered: 1 });
});
