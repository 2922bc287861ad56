import { expect, test } from "vitest";
import { ApiRefusal } from "../../../src/Web/Client/portal/api.ts";
import { changePassword, openOwnRing, recoverPassword } from "../../../src/Web/Client/portal/opened-ring.ts";
import { Users } from "../../../src/Web/Client/portal/users.ts";
import { askForApproval, Workplaces } from "../../../src/Web/Client/portal/workplaces.ts";
import { credentials, example, ExampleServer, password, shape, sheet, signedIn, tools } from "./portal-example.ts";

test("A request of a workplace is sent as in the example, and its name opened from the list", async () => {
  const server = new ExampleServer(example("challenge-reply"), example("workplace-status"), example("workplaces"));
  const { sealedNamingKey } = example("refusal-workplace-unknown");
  await askForApproval(tools(server), credentials, "Sprechzimmer 2",
    new ApiRefusal("workplaceUnknown", { sealedNamingKey }));
  expect(server.sent[1]).toMatchObject({ method: "POST", path: "/workplaces/requests" });
  expect(shape(server.sent[1]?.body)).toBe(shape(example("request-workplace")));
  const workplaces = await new Workplaces(server, await signedIn()).list();
  expect(workplaces.map(({ name, status }) => [name, status])).toEqual(
    [["Empfang", "approved"], ["Sprechzimmer 2", "requested"]]);
});

test("A workplace is decided about and named as in the examples", async () => {
  const server = new ExampleServer(example("workplace"), undefined);
  const workplaces = new Workplaces(server, await signedIn());
  const [listed] = await new Workplaces(new ExampleServer(example("workplaces")), await signedIn()).list();
  await workplaces.decide({ ...(listed ?? (undefined as never)), revision: 1 }, "approved");
  expect(server.sent[0]?.body).toEqual(example("decide-workplace"));
  await workplaces.rename({ id: "ab" }, "Labor");
  expect(shape(server.sent[1]?.body)).toBe(shape(example("name-workplace")));
});

test("Users are listed, added and changed as in the examples", async () => {
  const server = new ExampleServer(example("users"), undefined, undefined, undefined, undefined);
  const { stretch } = tools(server);
  const users = new Users(server, await signedIn(), stretch);
  const roster = await users.list();
  expect(roster.users.map(({ shortName, fullName }) => [shortName, fullName])).toEqual(
    [["Anna", "Dr. Anna Berg"], ["Berta", "Berta Tal"]]);
  const opened = await openOwnRing(tools(new ExampleServer(example("session-with-keys"))), credentials);
  const staff = { shortName: "Carl", fullName: "Carl", roles: ["staff"] as const, password };
  await users.add(await users.draw(opened, staff));
  const [anna, berta] = roster.users;
  if (anna === undefined || berta === undefined) {
    throw new Error("The example has two users.");
  }
  const practitioner = { ...berta, roles: ["practitioner"] as const };
  await users.change({ ...roster, users: [anna, practitioner] }, practitioner, ["practitioner"], false);
  await users.setPassword(opened, berta, password);
  await users.replaceSheet(opened, roster);
  const examples = ["add-user", "change-access", "set-password", "new-sheet"];
  expect(server.sent.slice(1).map(({ body }) => shape(body))).toEqual(examples.map((name) => shape(example(name))));
  expect(server.sent[1]?.body).toMatchObject({ keyRevision: 2 });
});

test("Passwords are changed and recovered as in the examples", async () => {
  const changing = new ExampleServer(example("session"), example("session"));
  await changePassword(tools(changing), credentials, "ein neues Passwort");
  expect(shape(changing.sent[1]?.body)).toBe(shape(example("change-password")));
  const { authKey } = example("change-password");
  expect(changing.sent[1]).toMatchObject({ path: "/session/password", body: { authKey } });
  const recovering = new ExampleServer(example("sheet-ring"), undefined);
  await recoverPassword(tools(recovering), credentials, sheet);
  expect(recovering.sent[0]?.body).toEqual(example("open-sheet"));
  expect(shape(recovering.sent[1]?.body)).toBe(shape(example("recover-password")));
  expect(recovering.sent[1]?.body).toMatchObject({ password: { keyRevision: 2 } });
});
