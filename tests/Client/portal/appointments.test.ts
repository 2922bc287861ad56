import { expect, test } from "vitest";
import { sha256 } from "../../../src/Web/Client/base/bytes.ts";
import { drawKeyRing, type KeyRing } from "../../../src/Web/Client/crypto/key-ring.ts";
import { type AppointmentForm, Appointments } from "../../../src/Web/Client/portal/appointments.ts";
import { keepSession, type SessionKeys } from "../../../src/Web/Client/portal/session-keys.ts";
import { SeenRevisions } from "../../../src/Web/Client/portal/seen-revisions.ts";
import { FakeApi, type Request } from "./fake-api.ts";
import { memory } from "./memory.ts";

const form: AppointmentForm = {
  participant: "Zoe Miller",
  subject: "Kontrolle",
  email: "",
  language: "de",
  start: "2026-11-30T09:30",
  fold: false,
  durationMinutes: 30,
  admission: "automatic",
};

function keysOf(ring: KeyRing): Promise<SessionKeys> {
  return keepSession(memory(), { practiceName: "Praxis", userId: "1", fullName: "Dr. Muster", ring });
}

function page(api: FakeApi, keys: SessionKeys): Appointments {
  return new Appointments(api, keys, (password) => sha256(password), new SeenRevisions(memory(), keys.userId));
}

function stored({ path, body }: Request): Record<string, unknown> {
  return { ...body, id: path.split("/").at(-1), startUtc: "2026-11-30T08:30:00Z", cancelled: false, revision: 1 };
}

test("What staff planned is shown to practitioners with their link and code, and to staff without them", async () => {
  const ring = await drawKeyRing();
  const { practitionerPrivateKey: _, ...staffRing } = ring;
  const [practitioner, staff] = [await keysOf(ring), await keysOf(staffRing)];
  const api = new FakeApi().answer(stored);
  const planned = await page(api, staff).plan(form, 1);
  const list = api.requests.map(stored);
  const seen = await page(new FakeApi().answer(() => list), practitioner).list("2026-11-30", "2026-11-30");
  expect(seen.appointments.map((each) => [each.participant, each.practitioner])).toEqual(
    [["Zoe Miller", planned.practitioner]]);
  const seenByStaff = await page(new FakeApi().answer(() => list), staff).list("2026-11-30", "2026-11-30");
  expect(seenByStaff.appointments.map((each) => [each.participant, each.practitioner])).toEqual(
    [["Zoe Miller", undefined]]);
});

test("A form that is saved again after a lost answer keeps its passes, another form gets others", async () => {
  const api = new FakeApi();
  const appointments = page(api, await keysOf(await drawKeyRing()));
  await expect(appointments.plan(form, 1)).rejects.toThrow("offline");
  await expect(appointments.plan({ ...form, participant: "Zoe Meyer" }, 1)).rejects.toThrow("offline");
  await expect(appointments.plan({ ...form, participant: "Ben Weber" }, 2)).rejects.toThrow("offline");
  const [first, corrected, other] = api.requests.map(({ path, body }) => ({ path, passes: body["passes"] }));
  expect(corrected).toEqual(first);
  expect(other?.path).not.toBe(first?.path);
  expect(other?.passes).not.toEqual(first?.passes);
});
