import { base64, fromBase64, fromUtf8, hex, randomBytes, utf8 } from "../base/bytes.ts";
import type { Stretch } from "../crypto/argon2.ts";
import { openUser } from "../crypto/key-ring.ts";
import { drawPair, type EncodedPair } from "../crypto/public-seal.ts";
import { open, seal } from "../crypto/seal.ts";
import { keyName } from "../crypto/short-name.ts";
import type { Api } from "./api.ts";
import { credentialsOf, drawNewSheet } from "./credentials.ts";
import type { OpenedRing } from "./opened-ring.ts";
import { type DrawnKeys, drawPractitionerKeys } from "./practitioner-keys.ts";
import type { SessionKeys } from "./session-keys.ts";
import { openCard, openSheetCard, type Role, sealCard } from "./user-card.ts";

/** A user of the practice. */
export interface ListedUser {
  readonly id: string;
  readonly shortName: string;
  readonly fullName: string;
  /** What both the server and the sealed card say. */
  readonly roles: readonly Role[];
  readonly active: boolean;
  readonly mustChangePassword: boolean;
  readonly publicKey: EncodedPair["publicKey"];
  readonly revision: number;
}

/** All users, and the revisions that acts name. */
export interface Roster {
  readonly keyRevision: number;
  readonly sheetRevision: number;
  readonly sealedSheetCard: string;
  readonly users: readonly ListedUser[];
}

interface StoredUser {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly active: boolean;
  readonly mustChangePassword: boolean;
  readonly sealedFullName: string;
  readonly sealedCard: string;
  readonly revision: number;
}

/** What an administrator types to add a user. */
export interface NewUserForm {
  readonly shortName: string;
  readonly fullName: string;
  readonly roles: readonly Role[];
  readonly password: string;
}

/** A new user as drawn: sent again after a lost answer, it is the same user. */
export interface DrawnUser {
  readonly id: string;
  readonly body: object;
}

/** The users of the signed-in practice. Acts that hand over keys need the ring, which one's own password opens. */
export class Users {
  readonly #api: Api;
  readonly #keys: SessionKeys;
  readonly #stretch: Stretch;

  constructor(api: Api, keys: SessionKeys, stretch: Stretch) {
    this.#api = api;
    this.#keys = keys;
    this.#stretch = stretch;
  }

  async list(): Promise<Roster> {
    const { users, ...rest } =
      await this.#api.request<Omit<Roster, "users"> & { readonly users: readonly StoredUser[] }>("GET", "/users/");
    return { ...rest, users: await Promise.all(users.map((user) => this.#open(user))) };
  }

  /** Draws a user with an initial password. Only who opens the practitioners' passes can add a practitioner. */
  async draw(opened: OpenedRing, form: NewUserForm): Promise<DrawnUser> {
    const id = hex(randomBytes(16));
    const own = await drawPair();
    const { practiceName, practiceKey } = this.#keys;
    const practice = await keyName(practiceName);
    const secrets = await openUser(practiceName, form.shortName, form.password, this.#stretch);
    const ring = opened.ringFor(form.roles, own);
    const card = { shortName: form.shortName.trim(), roles: form.roles, publicKey: own.publicKey };
    const body = {
      user: form.shortName,
      roles: form.roles,
      sealedFullName: base64(await seal(practiceKey, utf8(form.fullName.trim()), "user", practice, id)),
      sealedCard: await sealCard(practiceKey, practice, id, card),
      credentials: await credentialsOf(ring, secrets, { practice: practiceName, user: form.shortName, userId: id }),
      keyRevision: opened.keyRevision,
    };
    return { id, body };
  }

  async add({ id, body }: DrawnUser): Promise<void> {
    await this.#api.request("PUT", `/users/${id}`, body);
  }

  /**
   * Changes roles, deactivates, reactivates. When another set of users consults from then on, the practitioner key pair
   * is replaced: who has left opens nothing that is planned later.
   */
  async change(roster: Roster, user: ListedUser, roles: readonly Role[], active: boolean): Promise<void> {
    const { practiceName, practiceKey } = this.#keys;
    const card = { shortName: user.shortName, roles, publicKey: user.publicKey };
    const consulting = roster.users.map((other) => (other.id === user.id ? { ...other, roles, active } : other));
    const keys = sameIds(practitioners(roster.users), practitioners(consulting))
      ? null
      : await this.#drawKeys(roster, practitioners(consulting));
    await this.#api.request("PUT", `/users/${user.id}/access`, {
      roles,
      active,
      sealedCard: await sealCard(practiceKey, await keyName(practiceName), user.id, card),
      seen: user.revision,
      keys,
    });
  }

  /** Sets another initial password. What the user sealed to their old key cannot be opened any more, and need not. */
  async setPassword(opened: OpenedRing, user: ListedUser, password: string): Promise<void> {
    const { practiceName } = this.#keys;
    const body = await opened.passwordFor(practiceName, user, password, this.#stretch);
    await this.#api.request("PUT", `/users/${user.id}/password`, body);
  }

  /** Returns the new sheet as it is printed; the one before opens nothing any more. */
  async replaceSheet(opened: OpenedRing, { sheetRevision }: Roster): Promise<string> {
    const { printed, body } = await drawNewSheet(opened.ring, this.#keys.practiceName);
    await this.#api.request("PUT", "/sheet", { sheet: body, seen: sheetRevision });
    return printed;
  }

  async #drawKeys(roster: Roster, recipients: readonly ListedUser[]): Promise<DrawnKeys> {
    const { practiceKey, practiceName } = this.#keys;
    const practice = await keyName(practiceName);
    const sheet = await openSheetCard(practiceKey, practice, roster.sealedSheetCard);
    return drawPractitionerKeys({ practiceKey, practice }, roster.keyRevision + 1, recipients, sheet);
  }

  async #open({ sealedFullName, sealedCard, roles, ...plain }: StoredUser): Promise<ListedUser> {
    const { practiceKey, practiceName } = this.#keys;
    const practice = await keyName(practiceName);
    const card = await openCard(practiceKey, practice, plain.id, sealedCard);
    const fullName = fromUtf8(await open(practiceKey, fromBase64(sealedFullName), "user", practice, plain.id));
    const { shortName, publicKey } = card;
    return { ...plain, shortName, publicKey, fullName, roles: roles.filter((role) => card.roles.includes(role)) };
  }
}

function practitioners(users: readonly ListedUser[]): readonly ListedUser[] {
  return users.filter(({ roles, active }) => active && roles.includes("practitioner"));
}

function sameIds(before: readonly ListedUser[], next: readonly ListedUser[]): boolean {
  return before.length === next.length && before.every(({ id }) => next.some((user) => user.id === id));
}
