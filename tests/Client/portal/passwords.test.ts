import { beforeEach, expect, test } from "vitest";
import { parseSheet } from "../../../src/Web/Client/crypto/recovery-sheet.ts";
import { SealError } from "../../../src/Web/Client/crypto/seal.ts";
import { drawWorkplace, keepWorkplace } from "../../../src/Web/Client/crypto/workplace.ts";
import { signIn } from "../../../src/Web/Client/portal/account.ts";
import { changePassword, openOwnRing, recoverPassword } from "../../../src/Web/Client/portal/opened-ring.ts";
import { anna, named, opens, password, practice, PracticeBerg, required } from "./practice-berg.ts";

let berg: PracticeBerg;

beforeEach(async () => {
  berg = await PracticeBerg.found();
});

test("A changed password opens all that the one before opened, and that one opens nothing", async () => {
  await berg.add("carl", "practitioner");
  await berg.add("dora", "practitioner");
  const before = await berg.keysOf("carl");
  await berg.change("dora", false, "practitioner");
  await changePassword(berg.server.browser("carl"), { practice, user: "carl", password }, "mein eigenes Passwort");
  const after = await berg.keysOf("carl", "mein eigenes Passwort");
  expect([await opens(before, after), await opens(after, after)]).toEqual([true, true]);
  await expect(berg.keysOf("carl")).rejects.toBeInstanceOf(SealError);
});

test("After the initial password has been changed, later keys are sealed to a pair that nobody else knew", async () => {
  await berg.add("carl", "practitioner");
  const users = await berg.usersOf("anna", anna.password);
  const initial = named(await users.list(), "carl").publicKey;
  await changePassword(berg.server.browser("carl"), { practice, user: "carl", password }, "mein eigenes Passwort");
  expect(named(await users.list(), "carl").publicKey).not.toEqual(initial);
  await berg.add("dora", "practitioner");
  await berg.change("dora", false, "practitioner");
  const carl = await berg.keysOf("carl", "mein eigenes Passwort");
  expect(await opens(await berg.keysOf("anna", anna.password), carl)).toBe(true);
});

test("A password that an administrator sets opens what the lost one opened", async () => {
  await berg.add("carl", "practitioner");
  const before = await berg.keysOf("carl");
  const users = await berg.usersOf("anna", anna.password);
  const opened = await openOwnRing(berg.server.browser("anna"), anna);
  await users.setPassword(opened, named(await users.list(), "carl"), "ein anderes Passwort");
  expect(await opens(before, await berg.keysOf("carl", "ein anderes Passwort"))).toBe(true);
});

test("The recovery sheet opens what was planned after it was printed, too", async () => {
  await berg.add("carl", "practitioner");
  await berg.change("carl", false, "practitioner");
  const before = await berg.keysOf("anna", anna.password);
  await recoverPassword(berg.server.browser("anna"), { ...anna, password: "ein neues Passwort" }, berg.sheetSecret);
  const after = await berg.keysOf("anna", "ein neues Passwort");
  expect(await opens(before, after)).toBe(true);
});

test("A new sheet opens, and the old one does not", async () => {
  const users = await berg.usersOf("anna", anna.password);
  const opened = await openOwnRing(berg.server.browser("anna"), anna);
  const printed = await users.replaceSheet(opened, await users.list());
  const tools = berg.server.browser("anna");
  const form = { ...anna, password: "ein neues Passwort" };
  await expect(recoverPassword(tools, form, berg.sheetSecret)).rejects.toBeInstanceOf(SealError);
  await recoverPassword(tools, form, required(parseSheet(printed)));
  expect((await berg.keysOf("anna", form.password)).practitionerKeys).toBeDefined();
});

test("A server that hands out a private key of its own, or an older list, is not believed", async () => {
  await berg.add("carl", "practitioner");
  await berg.change("carl", false, "practitioner");
  await changePassword(berg.server.browser("anna"), anna, "mein neues Passwort");
  const honest = await berg.keysOf("anna", "mein neues Passwort");
  const [key] = berg.server.keys.splice(0);
  expect(await opens(honest, await berg.keysOf("anna", "mein neues Passwort"))).toBe(true);
  berg.server.keys.push({ ...required(key), revision: 3 });
  await expect(berg.keysOf("anna", "mein neues Passwort")).rejects.toBeInstanceOf(SealError);
});

test("A browser that has opened a later key pair opens nothing without it, and hands no keys on", async () => {
  await berg.add("carl", "practitioner");
  await berg.change("carl", false, "practitioner");
  const tools = berg.server.browser("anna");
  expect((await openOwnRing(tools, anna)).keyRevision).toBe(2);
  berg.server.keys.splice(0);
  const form = { ...anna, password: "ein neues Passwort" };
  await keepWorkplace(tools.store, practice, await drawWorkplace());
  await expect(signIn(tools, anna)).rejects.toBeInstanceOf(SealError);
  await expect(openOwnRing(tools, anna)).rejects.toBeInstanceOf(SealError);
  await expect(changePassword(tools, anna, form.password)).rejects.toBeInstanceOf(SealError);
  await expect(recoverPassword(tools, form, berg.sheetSecret)).rejects.toBeInstanceOf(SealError);
});

test("A key ring that was wrapped for a user says which key pair is its newest", async () => {
  await berg.add("carl", "practitioner");
  await berg.change("carl", false, "practitioner");
  await berg.add("dora", "practitioner");
  const dora = berg.server.browser("dora");
  berg.server.keys.splice(0);
  expect((await openOwnRing(dora, { practice, user: "dora", password })).ring.revision).toBe(2);
});
