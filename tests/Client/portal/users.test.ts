import { beforeEach, expect, test } from "vitest";
import { utf8 } from "../../../src/Web/Client/base/bytes.ts";
import { drawWorkplace, keepWorkplace } from "../../../src/Web/Client/crypto/workplace.ts";
import { openSealedTo, sealTo } from "../../../src/Web/Client/crypto/public-seal.ts";
import { parseSheet } from "../../../src/Web/Client/crypto/recovery-sheet.ts";
import { SealError } from "../../../src/Web/Client/crypto/seal.ts";
import { drawRegistration, register, signIn } from "../../../src/Web/Client/portal/account.ts";
import { changePassword, openOwnRing, recoverPassword } from "../../../src/Web/Client/portal/opened-ring.ts";
import { findSession, type SessionKeys } from "../../../src/Web/Client/portal/session-keys.ts";
import type { Role } from "../../../src/Web/Client/portal/user-card.ts";
import { type ListedUser, type Roster, Users } from "../../../src/Web/Client/portal/users.ts";
import { PortalServer } from "./portal-server.ts";

const practice = "Praxis Berg";
const anna = { practice, user: "anna", password: "ein gutes Passwort" };
const password = "ein anfängliches Passwort";

let server: PortalServer;
let sheet: string;

beforeEach(async () => {
  server = new PortalServer();
  const tools = server.browser("anna");
  const drawn = await drawRegistration(tools, { ...anna, fullName: "Dr. Anna Berg", workplaceName: "Empfang" });
  ({ code: sheet } = await register(tools, drawn));
});

async function keysOf(user: string, with_ = password): Promise<SessionKeys> {
  const tools = server.browser(user);
  await keepWorkplace(tools.store, practice, await drawWorkplace());
  await signIn(tools, { practice, user, password: with_ });
  return (await findSession(tools.store)) ?? Promise.reject(new Error("No session was kept."));
}

async function usersOf(user: string, with_ = password): Promise<Users> {
  const { api, stretch } = server.browser(user);
  return new Users(api, await keysOf(user, with_), stretch);
}

async function add(shortName: string, ...roles: Role[]): Promise<void> {
  const users = await usersOf("anna", anna.password);
  const opened = await openOwnRing(server.browser("anna"), anna);
  await users.add(await users.draw(opened, { shortName, fullName: `Dr. ${shortName}`, roles, password }));
}

async function change(shortName: string, active: boolean, ...roles: Role[]): Promise<void> {
  const users = await usersOf("anna", anna.password);
  const roster = await users.list();
  await users.change(roster, named(roster, shortName), roles, active);
}

function named(roster: Roster, shortName: string): ListedUser {
  return required(roster.users.find((one) => one.shortName === shortName));
}

function required<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error("It is missing.");
  }
  return value;
}

/** Whether the second opens what the first plans now. */
async function opens(planner: SessionKeys, reader: SessionKeys): Promise<boolean> {
  const sealed = await sealTo(planner.practitionerPublicKey, utf8("passes"), "practitioner-passes", "room");
  const pairs = [reader.practitionerKeys, ...(reader.olderPractitionerKeys ?? [])].filter((pair) => pair !== undefined);
  const tries = pairs.map((pair) =>
    openSealedTo(pair, sealed, "practitioner-passes", "room").then(() => true, () => false));
  return (await Promise.all(tries)).includes(true);
}

test("Staff plan for practitioners and open nothing of it", async () => {
  await add("berta", "staff");
  await add("carl", "practitioner");
  const [staff, carl] = [await keysOf("berta"), await keysOf("carl")];
  expect(staff.practitionerKeys).toBeUndefined();
  expect([await opens(staff, carl), await opens(staff, staff)]).toEqual([true, false]);
});

test("The list shows names, and of the roles those that server and card both name", async () => {
  await add("berta", "staff");
  const row = required([...server.rows.values()].find(({ user }) => user === "berta"));
  server.rows.set(row.id, { ...row, roles: ["staff", "administrator"] });
  const berta = named(await (await usersOf("anna", anna.password)).list(), "berta");
  expect(berta).toMatchObject({ fullName: "Dr. berta", roles: ["staff"], active: true });
});

test("A card of another user is noticed", async () => {
  await add("berta", "staff");
  await add("carl", "practitioner");
  const [, berta, carl] = [...server.rows.values()].map((row) => required(row));
  server.rows.set(required(carl).id, { ...required(carl), sealedCard: required(berta).sealedCard });
  await expect((await usersOf("anna", anna.password)).list()).rejects.toBeInstanceOf(SealError);
});

test("Who has left opens nothing that is planned later, and who stays opens both", async () => {
  await add("berta", "staff");
  await add("carl", "practitioner");
  const [before, left] = [await keysOf("berta"), await keysOf("carl")];
  await change("carl", false, "practitioner");
  const [staff, stayed] = [await keysOf("berta"), await keysOf("anna", anna.password)];
  expect([await opens(staff, stayed), await opens(before, stayed)]).toEqual([true, true]);
  expect([await opens(staff, left), await opens(before, left)]).toEqual([false, true]);
  expect(server.keys.map(({ revision, copies }) => [revision, copies.length])).toEqual([[2, 1]]);
});

test("Who becomes practitioner gets a key pair for what is planned from then on", async () => {
  await add("berta", "staff");
  const before = await keysOf("anna", anna.password);
  await change("berta", true, "practitioner");
  const berta = await keysOf("berta");
  expect([await opens(berta, berta), await opens(before, berta)]).toEqual([true, false]);
});

test("An administrator who is no practitioner replaces the pair and cannot open it", async () => {
  await add("berta", "staff", "administrator");
  await add("carl", "practitioner");
  const users = await usersOf("berta");
  const roster = await users.list();
  await users.change(roster, named(roster, "carl"), ["practitioner"], false);
  const [berta, owner] = [await keysOf("berta"), await keysOf("anna", anna.password)];
  expect([await opens(berta, owner), await opens(berta, berta)]).toEqual([true, false]);
  const opened = await openOwnRing(server.browser("berta"), { practice, user: "berta", password });
  const form = { shortName: "dora", fullName: "Dora", roles: ["practitioner"] as const, password };
  await expect(users.draw(opened, form)).rejects.toMatchObject({ code: "keysMissing" });
});

test("A changed password opens all that the one before opened, and that one opens nothing", async () => {
  await add("carl", "practitioner");
  await add("dora", "practitioner");
  const before = await keysOf("carl");
  await change("dora", false, "practitioner");
  await changePassword(server.browser("carl"), { practice, user: "carl", password }, "mein eigenes Passwort");
  const after = await keysOf("carl", "mein eigenes Passwort");
  expect([await opens(before, after), await opens(after, after)]).toEqual([true, true]);
  await expect(keysOf("carl")).rejects.toBeInstanceOf(SealError);
});

test("After the initial password has been changed, later keys are sealed to a pair that nobody else knew", async () => {
  await add("carl", "practitioner");
  const users = await usersOf("anna", anna.password);
  const initial = named(await users.list(), "carl").publicKey;
  await changePassword(server.browser("carl"), { practice, user: "carl", password }, "mein eigenes Passwort");
  expect(named(await users.list(), "carl").publicKey).not.toEqual(initial);
  await add("dora", "practitioner");
  await change("dora", false, "practitioner");
  const carl = await keysOf("carl", "mein eigenes Passwort");
  expect(await opens(await keysOf("anna", anna.password), carl)).toBe(true);
});

test("A password that an administrator sets opens what the lost one opened", async () => {
  await add("carl", "practitioner");
  const before = await keysOf("carl");
  const users = await usersOf("anna", anna.password);
  const opened = await openOwnRing(server.browser("anna"), anna);
  await users.setPassword(opened, named(await users.list(), "carl"), "ein anderes Passwort");
  expect(await opens(before, await keysOf("carl", "ein anderes Passwort"))).toBe(true);
});

test("The recovery sheet opens what was planned after it was printed, too", async () => {
  await add("carl", "practitioner");
  await change("carl", false, "practitioner");
  const before = await keysOf("anna", anna.password);
  const secret = parseSheet(sheet) ?? new Uint8Array();
  await recoverPassword(server.browser("anna"), { ...anna, password: "ein neues Passwort" }, secret);
  const after = await keysOf("anna", "ein neues Passwort");
  expect(await opens(before, after)).toBe(true);
});

test("A new sheet opens, and the old one does not", async () => {
  const users = await usersOf("anna", anna.password);
  const opened = await openOwnRing(server.browser("anna"), anna);
  const printed = await users.replaceSheet(opened, await users.list());
  const tools = server.browser("anna");
  const form = { ...anna, password: "ein neues Passwort" };
  await expect(recoverPassword(tools, form, parseSheet(sheet) ?? new Uint8Array())).rejects.toBeInstanceOf(SealError);
  await recoverPassword(tools, form, parseSheet(printed) ?? new Uint8Array());
  expect((await keysOf("anna", form.password)).practitionerKeys).toBeDefined();
});

test("A server that hands out a private key of its own, or an older list, is not believed", async () => {
  await add("carl", "practitioner");
  await change("carl", false, "practitioner");
  await changePassword(server.browser("anna"), anna, "mein neues Passwort");
  const honest = await keysOf("anna", "mein neues Passwort");
  const [key] = server.keys.splice(0);
  expect(await opens(honest, await keysOf("anna", "mein neues Passwort"))).toBe(true);
  server.keys.push({ ...required(key), revision: 3 });
  await expect(keysOf("anna", "mein neues Passwort")).rejects.toBeInstanceOf(SealError);
});

test("A browser that has opened a later key pair opens nothing without it, and hands no keys on", async () => {
  await add("carl", "practitioner");
  await change("carl", false, "practitioner");
  const tools = server.browser("anna");
  expect((await openOwnRing(tools, anna)).keyRevision).toBe(2);
  server.keys.splice(0);
  const form = { ...anna, password: "ein neues Passwort" };
  await keepWorkplace(tools.store, practice, await drawWorkplace());
  await expect(signIn(tools, anna)).rejects.toBeInstanceOf(SealError);
  await expect(openOwnRing(tools, anna)).rejects.toBeInstanceOf(SealError);
  await expect(changePassword(tools, anna, form.password)).rejects.toBeInstanceOf(SealError);
  await expect(recoverPassword(tools, form, parseSheet(sheet) ?? new Uint8Array())).rejects.toBeInstanceOf(SealError);
});

test("A key ring that was wrapped for a user says which key pair is its newest", async () => {
  await add("carl", "practitioner");
  await change("carl", false, "practitioner");
  await add("dora", "practitioner");
  const dora = server.browser("dora");
  server.keys.splice(0);
  expect((await openOwnRing(dora, { practice, user: "dora", password })).ring.revision).toBe(2);
});

test("Neither names nor passwords nor keys are sent in the clear", async () => {
  await add("berta", "staff");
  const sent = server.bodies.join("\n");
  for (const secret of [anna.password, password, "Anna Berg", "Dr. berta", "Empfang", "privateKey\""]) {
    expect(sent).not.toContain(secret);
  }
});
