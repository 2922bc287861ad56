import type { Stretch } from "../crypto/argon2.ts";
import { base64, fromBase64 } from "../base/bytes.ts";
import { type KeyRing, type LaterPair, openUser, unwrapFromSheet } from "../crypto/key-ring.ts";
import { drawPair, type EncodedPair } from "../crypto/public-seal.ts";
import { openSheet } from "../crypto/recovery-sheet.ts";
import { sealingKey } from "../crypto/seal.ts";
import { keyName } from "../crypto/short-name.ts";
import { type AccountTools, type Credentials, openRing, type SignedIn } from "./account.ts";
import { ApiRefusal } from "./api.ts";
import { credentialsOf, type SealedCredentials } from "./credentials.ts";
import { completeRing, SHEET, type SealedPair } from "./practitioner-keys.ts";
import { refuseOlderRing } from "./seen-key-ring.ts";
import { type Role, sealCard } from "./user-card.ts";

/** A password that replaces another. */
export interface PasswordBody {
  readonly credentials: SealedCredentials;
  readonly sealedCard: string;
  readonly keyRevision: number;
  readonly seen: number;
}

/** Whose password is set. */
export interface PasswordOwner {
  readonly id: string;
  readonly shortName: string;
  readonly roles: readonly Role[];
  readonly revision: number;
}

/**
 * A key ring with all practitioner key pairs there are, readable: to be wrapped for a user. It lives as long as the act
 * that needs it.
 */
export class OpenedRing {
  readonly ring: KeyRing;

  constructor(ring: KeyRing) {
    this.ring = ring;
  }

  /** The practitioner key pair in use. */
  get keyRevision(): number {
    return this.ring.revision;
  }

  /** The part of the ring that these roles may have. Refusal `keysMissing` when it lacks a private key of them. */
  ringFor(roles: readonly Role[], own: EncodedPair): KeyRing {
    const { revision, practiceKey, practitionerPublicKey, practitionerPrivateKey, later = [] } = this.ring;
    const common = { revision, practiceKey, practitionerPublicKey, own };
    if (!roles.includes("practitioner")) {
      const publicPairs = later.map((pair) => ({ revision: pair.revision, publicKey: pair.publicKey }));
      return withLater(common, publicPairs);
    }
    const newest = later.at(-1)?.privateKey ?? (later.length === 0 ? practitionerPrivateKey : undefined);
    if (newest === undefined) {
      throw new ApiRefusal("keysMissing");
    }
    const first = practitionerPrivateKey === undefined ? {} : { practitionerPrivateKey };
    return withLater({ ...common, ...first }, later);
  }

  /** Another password of a user, with a new pair of their own: who set the one before may know the old pair. */
  async passwordFor(practice: string, owner: PasswordOwner, password: string, stretch: Stretch): Promise<PasswordBody> {
    const own = await drawPair();
    const secrets = await openUser(practice, owner.shortName, password, stretch);
    const ring = this.ringFor(owner.roles, own);
    const practiceKey = await sealingKey(ring.practiceKey);
    const card = { shortName: owner.shortName.trim(), roles: owner.roles, publicKey: own.publicKey };
    return {
      credentials: await credentialsOf(ring, secrets, { practice, user: owner.shortName, userId: owner.id }),
      sealedCard: await sealCard(practiceKey, await keyName(practice), owner.id, card),
      keyRevision: this.keyRevision,
      seen: owner.revision,
    };
  }
}

function withLater(ring: KeyRing, later: readonly LaterPair[]): KeyRing {
  return later.length === 0 ? ring : { ...ring, later };
}

/** Opens the ring of who is signed in, with their password. SealError when it is another password. */
export async function openOwnRing({ api, store, stretch }: AccountTools, form: Credentials): Promise<OpenedRing> {
  const secrets = await openUser(form.practice, form.user, form.password, stretch);
  return new OpenedRing(await openRing(store, form, secrets, await api.request<SignedIn>("GET", "/session")));
}

/** Changes one's own password. All other sessions of the user end; this browser gets another one. */
export async function changePassword({ api, store, stretch }: AccountTools, form: Credentials,
  password: string): Promise<void> {
  const before = await openUser(form.practice, form.user, form.password, stretch);
  const signedIn = await api.request<SignedIn>("GET", "/session");
  const opened = new OpenedRing(await openRing(store, form, before, signedIn));
  const owner = { id: signedIn.userId, shortName: form.user, roles: signedIn.roles, revision: signedIn.revision };
  await api.request("PUT", "/session/password", {
    authKey: base64(before.authKey),
    password: await opened.passwordFor(form.practice, owner, password, stretch),
  });
}

interface SheetAnswer {
  readonly userId: string;
  readonly roles: readonly Role[];
  readonly revision: number;
  readonly sheetKeyRing: string;
  readonly keys: readonly SealedPair[];
}

/** Sets the password of a user with the recovery sheet. Signing in comes next; from a new browser with the sheet. */
export async function recoverPassword({ api, store, stretch }: AccountTools, form: Credentials,
  sheet: Uint8Array<ArrayBuffer>): Promise<void> {
  const { auth, key } = await openSheet(sheet);
  const proof = { practice: form.practice, user: form.user, auth: base64(auth) };
  const answer = await api.request<SheetAnswer>("POST", "/sheet/ring", proof);
  const copy = await unwrapFromSheet(fromBase64(answer.sheetKeyRing), key, form.practice);
  const ring = await completeRing(copy, form.practice, SHEET, answer.keys);
  await refuseOlderRing(store, form, ring);
  const opened = new OpenedRing(ring);
  const owner = { id: answer.userId, shortName: form.user, roles: answer.roles, revision: answer.revision };
  await api.request("POST", "/sheet/password", {
    sheet: proof,
    password: await opened.passwordFor(form.practice, owner, form.password, stretch),
  });
}
