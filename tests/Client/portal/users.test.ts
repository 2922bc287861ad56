import { beforeEach, expect, test } from "vitest";
import { SealError } from "../../../src/Web/Client/crypto/seal.ts";
import { openOwnRing } from "../../../src/Web/Client/portal/opened-ring.ts";
import { anna, named, opens, password, practice, PracticeBerg, required } from "./practice-berg.ts";

let berg: PracticeBerg;

beforeEach(async () => {
  berg = await PracticeBerg.found();
});

test("Staff plan for practitioners and open nothing of it", async () => {
  await berg.add("berta", "staff");
  await berg.add("carl", "practitioner");
  const [staff, carl] = [await berg.keysOf("berta"), await berg.keysOf("carl")];
  expect(staff.practitionerKeys).toBeUndefined();
  expect([await opens(staff, carl), await opens(staff, staff)]).toEqual([true, false]);
});

test("The list shows names, and of the roles those that server and card both name", async () => {
  await berg.add("berta", "staff");
  const row = required([...berg.server.rows.values()].find(({ user }) => user === "berta"));
  berg.server.rows.set(row.id, { ...row, roles: ["staff", "administrator"] });
  const berta = named(await (await berg.usersOf("anna", anna.password)).list(), "berta");
  expect(berta).toMatchObject({ fullName: "Dr. berta", roles: ["staff"], active: true });
});

test("A card of another user is noticed", async () => {
  await berg.add("berta", "staff");
  await berg.add("carl", "practitioner");
  const [, berta, carl] = [...berg.server.rows.values()].map((row) => required(row));
  berg.server.rows.set(required(carl).id, { ...required(carl), sealedCard: required(berta).sealedCard });
  await expect((await berg.usersOf("anna", anna.password)).list()).rejects.toBeInstanceOf(SealError);
});

test("Who has left opens nothing that is planned later, and who stays opens both", async () => {
  await berg.add("berta", "staff");
  await berg.add("carl", "practitioner");
  const [before, left] = [await berg.keysOf("berta"), await berg.keysOf("carl")];
  await berg.change("carl", false, "practitioner");
  const [staff, stayed] = [await berg.keysOf("berta"), await berg.keysOf("anna", anna.password)];
  expect([await opens(staff, stayed), await opens(before, stayed)]).toEqual([true, true]);
  expect([await opens(staff, left), await opens(before, left)]).toEqual([false, true]);
  expect(berg.server.keys.map(({ revision, copies }) => [revision, copies.length])).toEqual([[2, 1]]);
});

test("Who becomes practitioner gets a key pair for what is planned from then on", async () => {
  await berg.add("berta", "staff");
  const before = await berg.keysOf("anna", anna.password);
  await berg.change("berta", true, "practitioner");
  const berta = await berg.keysOf("berta");
  expect([await opens(berta, berta), await opens(before, berta)]).toEqual([true, false]);
});

test("An administrator who is no practitioner replaces the pair and cannot open it", async () => {
  await berg.add("berta", "staff", "administrator");
  await berg.add("carl", "practitioner");
  const users = await berg.usersOf("berta");
  const roster = await users.list();
  await users.change(roster, named(roster, "carl"), ["practitioner"], false);
  const [berta, owner] = [await berg.keysOf("berta"), await berg.keysOf("anna", anna.password)];
  expect([await opens(berta, owner), await opens(berta, berta)]).toEqual([true, false]);
  const opened = await openOwnRing(berg.server.browser("berta"), { practice, user: "berta", password });
  const form = { shortName: "dora", fullName: "Dora", roles: ["practitioner"] as const, password };
  await expect(users.draw(opened, form)).rejects.toMatchObject({ code: "keysMissing" });
});

test("Neither names nor passwords nor keys are sent in the clear", async () => {
  await berg.add("berta", "staff");
  const sent = berg.server.bodies.join("\n");
  for (const secret of [anna.password, password, "Anna Berg", "Dr. berta", "Empfang", "privateKey\""]) {
    expect(sent).not.toContain(secret);
  }
});
