import { type Bytes, utf8 } from "../../../src/Web/Client/base/bytes.ts";
import { openSealedTo, sealTo } from "../../../src/Web/Client/crypto/public-seal.ts";
import { parseSheet } from "../../../src/Web/Client/crypto/recovery-sheet.ts";
import { drawWorkplace, keepWorkplace } from "../../../src/Web/Client/crypto/workplace.ts";
import { drawRegistration, register, signIn } from "../../../src/Web/Client/portal/account.ts";
import { openOwnRing } from "../../../src/Web/Client/portal/opened-ring.ts";
import { findSession, type SessionKeys } from "../../../src/Web/Client/portal/session-keys.ts";
import type { Role } from "../../../src/Web/Client/portal/user-card.ts";
import { type ListedUser, type Roster, Users } from "../../../src/Web/Client/portal/users.ts";
import { PortalServer } from "./portal-server.ts";

export const practice = "Praxis Berg";
/** The founder: practitioner and administrator. */
export const anna = { practice, user: "anna", password: "ein gutes Passwort" };
/** What the founder gives every user at first. */
export const password = "ein anfängliches Passwort";

/** A practice whose users have a browser each, with the portal's own code. */
export class PracticeBerg {
  readonly server: PortalServer;
  /** Of the sheet that was printed at registration. */
  readonly sheetSecret: Bytes;

  private constructor(server: PortalServer, sheet: string) {
    this.server = server;
    this.sheetSecret = required(parseSheet(sheet));
  }

  static async found(): Promise<PracticeBerg> {
    const server = new PortalServer();
    const tools = server.browser("anna");
    const drawn = await drawRegistration(tools, { ...anna, fullName: "Dr. Anna Berg", workplaceName: "Empfang" });
    return new PracticeBerg(server, (await register(tools, drawn)).code);
  }

  async keysOf(user: string, with_ = password): Promise<SessionKeys> {
    const tools = this.server.browser(user);
    await keepWorkplace(tools.store, practice, await drawWorkplace());
    await signIn(tools, { practice, user, password: with_ });
    return (await findSession(tools.store)) ?? Promise.reject(new Error("No session was kept."));
  }

  async usersOf(user: string, with_ = password): Promise<Users> {
    const { api, stretch } = this.server.browser(user);
    return new Users(api, await this.keysOf(user, with_), stretch);
  }

  async add(shortName: string, ...roles: Role[]): Promise<void> {
    const users = await this.usersOf("anna", anna.password);
    const opened = await openOwnRing(this.server.browser("anna"), anna);
    await users.add(await users.draw(opened, { shortName, fullName: `Dr. ${shortName}`, roles, password }));
  }

  async change(shortName: string, active: boolean, ...roles: Role[]): Promise<void> {
    const users = await this.usersOf("anna", anna.password);
    const roster = await users.list();
    await users.change(roster, named(roster, shortName), roles, active);
  }
}

export function named(roster: Roster, shortName: string): ListedUser {
  return required(roster.users.find((one) => one.shortName === shortName));
}

export function required<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error("It is missing.");
  }
  return value;
}

/** Whether the second opens what the first plans now. */
export async function opens(planner: SessionKeys, reader: SessionKeys): Promise<boolean> {
  const sealed = await sealTo(planner.practitionerPublicKey, utf8("passes"), "practitioner-passes", "room");
  const pairs = [reader.practitionerKeys, ...(reader.olderPractitionerKeys ?? [])].filter((pair) => pair !== undefined);
  const tries = pairs.map((pair) =>
    openSealedTo(pair, sealed, "practitioner-passes", "room").then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(tries)).includes(true);
}
