import { afterEach, expect, test, vi } from "vitest";
import { fromBase64, hex, utf8 } from "../../../src/Web/Client/base/bytes.ts";
import { namingKeyOf, unwrapFromSheet } from "../../../src/Web/Client/crypto/key-ring.ts";
import { openSheet } from "../../../src/Web/Client/crypto/recovery-sheet.ts";
import { open, sealingKey } from "../../../src/Web/Client/crypto/seal.ts";
import { drawWorkplace, keepWorkplace } from "../../../src/Web/Client/crypto/workplace.ts";
import { recover, signIn } from "../../../src/Web/Client/portal/account.ts";
import { RepeatedRegistration } from "../../../src/Web/Client/portal/repeated-registration.ts";
import { httpApi } from "../../../src/Web/Client/portal/api.ts";
import { type AppointmentForm, Appointments } from "../../../src/Web/Client/portal/appointments.ts";
import { SeenRevisions } from "../../../src/Web/Client/portal/seen-revisions.ts";
import type { SessionKeys } from "../../../src/Web/Client/portal/session-keys.ts";
import { memory } from "./memory.ts";
import { credentials, example, ExampleServer, practice, secret, shape, sheet, signedIn, tools, vectors } from
  "./portal-example.ts";

const form: AppointmentForm = {
  participant: "Zoe Miller",
  subject: "Kontrolle",
  email: "",
  language: "de",
  start: "2026-11-24T09:30",
  fold: false,
  durationMinutes: 30,
  admission: "byPractitioner",
};

function portal(server: ExampleServer, keys: SessionKeys): Appointments {
  return new Appointments(server, keys, () => Promise.resolve(secret), new SeenRevisions(memory(), keys.userId));
}

afterEach(() => vi.unstubAllGlobals());

test("Registration is sent as in the example", async () => {
  const server = new ExampleServer(undefined, example("challenge-reply"), example("session"));
  const registration = { ...credentials, fullName: "Dr. Anna Berg", workplaceName: "Empfang" };
  await new RepeatedRegistration(tools(server)).send(registration);
  expect(server.sent.map(({ method, path }) => [method, path])).toEqual(
    [["POST", "/practices"], ["POST", "/session/challenge"], ["POST", "/session"]]);
  expect(shape(server.sent[0]?.body)).toBe(shape(example("register")));
});

test("Challenge and proof are sent as in the examples, and the session's key ring and name are opened", async () => {
  const server = new ExampleServer(example("challenge-reply"), example("session"));
  const browser = tools(server);
  await keepWorkplace(browser.store, practice, await drawWorkplace());
  await signIn(browser, credentials);
  expect(server.sent.map(({ path }) => path)).toEqual(["/session/challenge", "/session"]);
  expect(server.sent.map(({ body }) => shape(body))).toEqual([shape(example("challenge")), shape(example("sign-in"))]);
  expect(server.sent[1]?.body).toMatchObject({ authKey: example("sign-in")["authKey"] });
  const { userId } = example("session");
  expect(await browser.store.get("session")).toMatchObject({ fullName: "Dr. Anna Berg", userId });
});

test("Recovery and the workplace's name are sent as in the examples", async () => {
  const server = new ExampleServer(example("challenge-reply"), example("session"), undefined);
  await recover(tools(server), credentials, sheet, "Sprechzimmer 2");
  const [, recovery, naming] = server.sent;
  expect(shape(recovery?.body)).toBe(shape(example("recover")));
  expect(recovery?.body).toMatchObject({ sheetAuth: example("recover")["sheetAuth"] });
  expect(shape(naming?.body)).toBe(shape(example("name-workplace")));
  expect(naming?.path).toMatch(/^\/workplaces\/[0-9a-f]{32}\/name$/);
});

test("The sheet opens the copy of the key ring in the example, and the practice's key the names", async () => {
  const { sheet: copy, sealedFullName, userId, workplace } = example("register");
  const { key } = await openSheet(sheet);
  const ring = await unwrapFromSheet(fromBase64((copy as Record<string, string>)["keyRing"] ?? ""), key, practice);
  const practiceKey = await sealingKey(ring.practiceKey);
  const name = String(example("session")["practice"]);
  const opened = await open(practiceKey, fromBase64(String(sealedFullName)), "user", name, String(userId));
  expect(hex(opened)).toBe(hex(utf8("Dr. Anna Berg")));
  const { id, sealedName } = workplace as Record<string, string>;
  const place = await open(
    await namingKeyOf(ring.practiceKey), fromBase64(sealedName ?? ""), "workplace", name, id ?? "");
  expect(hex(place)).toBe(hex(utf8("Empfang")));
});

test("The listed appointment is opened, and a change of it is sent as in the example", async () => {
  const server = new ExampleServer(example("appointments"), example("appointment"));
  const appointments = portal(server, await signedIn());
  const { appointments: [listed], altered } = await appointments.list("2026-11-24", "2026-11-30");
  expect(altered).toBe(0);
  expect(listed).toMatchObject({
    participant: "Zoe Miller",
    patient: { code: "7a10b5e2f" },
    practitioner: { link: vectors.link.link, code: "c3fe04d96" },
    revision: 2,
    start: "2026-11-25T14:00",
    startUtc: new Date("2026-11-25T13:00:00Z"),
  });
  const { passes } = example("change");
  await appointments.change(listed ?? (undefined as never), form);
  expect(server.sent[0]?.path).toMatch(/^\/appointments\/?\?from=2026-11-24&to=2026-11-30$/);
  const path = `/appointments/${listed?.id}`;
  expect(server.sent[1]).toMatchObject({ method: "PUT", path, body: { seen: 2, passes } });
  expect(shape(server.sent[1]?.body)).toBe(shape(example("change")));
});

test("A new appointment is sent as in the example, and cancelled with what was seen", async () => {
  const evaluated = example("evaluation-reply");
  const server = new ExampleServer(evaluated, evaluated, example("appointment"), example("appointment"));
  const appointments = portal(server, await signedIn());
  const planned = await appointments.plan(form, 1);
  const [one, other, plan] = server.sent;
  const evaluation = "POST /codes/evaluation";
  expect([one, other].map((sent) => `${sent?.method} ${sent?.path}`)).toEqual([evaluation, evaluation]);
  expect(shape(one?.body)).toBe(shape(example("evaluation")));
  expect(shape(plan?.body)).toBe(shape(example("plan")));
  expect(planned).toMatchObject({ revision: 1, startUtc: new Date("2026-11-24T08:30:00Z") });
  await appointments.cancel(planned);
  const { method, path } = server.sent[3] ?? { method: "", path: "" };
  const cancelled = path.replace(/change=[0-9a-f]{32}/, "change=*");
  expect([method, cancelled]).toEqual(["DELETE", `/appointments/${planned.id}?change=*&seen=1`]);
});

const refusals = ["refusal", "refusal-workplace-unknown", "refusal-throttled", "refusal-no-such-time",
  "refusal-changed-meanwhile", "refusal-fault"];

test.each(refusals)("The %s is understood by its code, with its further fields", async (name) => {
  const details = example(name);
  const { status, code } = details;
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify(details), { status: Number(status) })));
  const api = httpApi({ correct: () => undefined });
  await expect(api.request("GET", "/session")).rejects.toMatchObject({ code, details });
});

test("The token of the example goes with a change", async () => {
  const tokens: unknown[] = [];
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    tokens.push([path, (init.headers as Record<string, string>)["X-CSRF-TOKEN"]]);
    return Promise.resolve(new Response(JSON.stringify(example("token"))));
  });
  await httpApi({ correct: () => undefined }).request("DELETE", "/session");
  expect(tokens).toEqual([["/api/session/token", undefined], ["/api/session", example("token")["token"]]]);
});
