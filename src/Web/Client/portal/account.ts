import type { Stretch } from "../crypto/argon2.ts";
import { base64, fromBase64, fromUtf8, hex, randomBytes, utf8 } from "../base/bytes.ts";
import { drawKeyRing, type KeyRing, namingKeyOf, openUser, unwrapKeyRing,
  type UserSecrets } from "../crypto/key-ring.ts";
import type { KeyStore } from "../crypto/key-store.ts";
import { openSheet } from "../crypto/recovery-sheet.ts";
import { open, seal, sealingKey } from "../crypto/seal.ts";
import { keyName } from "../crypto/short-name.ts";
import { drawWorkplace, findWorkplace, keepWorkplace, signLogin, type Workplace } from "../crypto/workplace.ts";
import { type Api, ApiRefusal } from "./api.ts";
import { credentialsOf, drawNewSheet } from "./credentials.ts";
import { completeRing, type SealedPair } from "./practitioner-keys.ts";
import { refuseOlderRing } from "./seen-key-ring.ts";
import { keepSession, type SessionKeys } from "./session-keys.ts";
import { keepSheet, type RecoverySheet } from "./unconfirmed-sheet.ts";
import { type Role, sealCard } from "./user-card.ts";

/** What a person types to sign in. */
export interface Credentials {
  readonly practice: string;
  readonly user: string;
  readonly password: string;
}

/** What a person types to register. */
export interface Registration extends Credentials {
  readonly fullName: string;
  readonly workplaceName: string;
  /** From the operator, while practices register by invitation. */
  readonly invitation?: string;
}

/** What the server answers to a sign-in. */
export interface SignedIn {
  readonly userId: string;
  readonly roles: readonly Role[];
  readonly sealedFullName: string;
  readonly wrappedKeyRing: string;
  readonly mustChangePassword: boolean;
  readonly revision: number;
  readonly keys: readonly SealedPair[];
}

/** Everything an account needs from outside. */
export interface AccountTools {
  readonly api: Api;
  readonly store: KeyStore;
  readonly stretch: Stretch;
}

/** Everything that a registration draws at random: sent again, it is the same registration. */
export interface DrawnRegistration {
  readonly form: Registration;
  readonly secrets: UserSecrets;
  readonly userId: string;
  readonly ring: KeyRing;
  readonly workplace: Workplace;
  readonly sheet: string;
  readonly body: unknown;
}

const FOUNDER: readonly Role[] = ["practitioner", "administrator"];

/** Draws the keys of a new practice and seals what the server is sent. */
export async function drawRegistration({ stretch }: AccountTools, form: Registration): Promise<DrawnRegistration> {
  const practice = await keyName(form.practice);
  const secrets = await openUser(form.practice, form.user, form.password, stretch);
  const ring = await drawKeyRing();
  const practiceKey = await sealingKey(ring.practiceKey);
  const userId = hex(randomBytes(16));
  const workplace = await drawWorkplace();
  const card = { shortName: form.user.trim(), roles: FOUNDER, publicKey: ring.own.publicKey };
  const { printed, body: sheet } = await drawNewSheet(ring, form.practice);
  const body = {
    practice: form.practice,
    user: form.user,
    userId,
    sealedFullName: base64(await seal(practiceKey, utf8(form.fullName.trim()), "user", practice, userId)),
    sealedCard: await sealCard(practiceKey, practice, userId, card),
    credentials: await credentialsOf(ring, secrets, { ...form, userId }),
    workplace: {
      id: workplace.id,
      publicKey: base64(workplace.publicKey),
      sealedName: await sealName(await namingKeyOf(ring.practiceKey), form.practice, workplace, form.workplaceName),
    },
    sheet,
    invitation: form.invitation ?? null,
  };
  return { form, secrets, userId, ring, workplace, sheet: printed, body };
}

/**
 * Founds a practice and signs in. Returns the recovery sheet, to be shown until it is confirmed, even if signing in
 * fails: the person does that at the sign-in page then. When the answer is lost, the same drawn registration can be
 * sent again.
 */
export async function register({ api, store }: AccountTools, drawn: DrawnRegistration): Promise<RecoverySheet> {
  const { form, secrets, userId, ring, workplace, body } = drawn;
  const [practiceName, fullName] = [form.practice.trim(), form.fullName.trim()];
  const keys = await keepSession(store, { practiceName, userId, fullName, ring });
  await api.request("POST", "/practices", body);
  await keepWorkplace(store, form.practice, workplace);
  const sheet = { practice: practiceName, user: form.user.trim(), code: drawn.sheet };
  await keepSheet(store, keys, sheet);
  await begin(api, form, secrets, workplace).catch(forgiveRefusal);
  return sheet;
}

async function begin(api: Api, form: Credentials, secrets: UserSecrets, workplace: Workplace): Promise<SignedIn> {
  return api.request<SignedIn>("POST", "/session", await prove(api, form, secrets, workplace));
}

/** Signs in from this workplace. Refusal `workplaceUnknown` when this browser is not approved: go on with `recover`. */
export async function signIn(tools: AccountTools, form: Credentials): Promise<void> {
  const workplace = await findWorkplace(tools.store, form.practice);
  if (workplace === undefined) {
    throw new ApiRefusal("workplaceUnknown");
  }
  const secrets = await openUser(form.practice, form.user, form.password, tools.stretch);
  await enter(tools, form, secrets, await begin(tools.api, form, secrets, workplace));
}

/**
 * Approves this browser with the recovery sheet, signs in, and names it: the name needs the keys that signing in
 * brings.
 */
export async function recover(tools: AccountTools, form: Credentials, sheet: Uint8Array<ArrayBuffer>,
  workplaceName: string): Promise<void> {
  const secrets = await openUser(form.practice, form.user, form.password, tools.stretch);
  const workplace = await drawWorkplace();
  const { auth } = await openSheet(sheet);
  const signedIn = await tools.api.request<SignedIn>("POST", "/workplaces/recovery", {
    signIn: await prove(tools.api, form, secrets, workplace),
    sheetAuth: base64(auth),
    workplace: { id: workplace.id, publicKey: base64(workplace.publicKey) },
  });
  await keepWorkplace(tools.store, form.practice, workplace);
  const keys = await enter(tools, form, secrets, signedIn);
  const sealedName = await sealName(keys.namingKey, form.practice, workplace, workplaceName);
  await tools.api.request("PUT", `/workplaces/${workplace.id}/name`, { sealedName }).catch(forgiveRefusal);
}

/** A workplace without a name is legal, and so is a registered person who has yet to sign in. */
function forgiveRefusal(failure: unknown): void {
  if (!(failure instanceof ApiRefusal)) {
    throw failure;
  }
}

/** Proves the password and this browser to the server. */
export async function prove(api: Api, form: Credentials, secrets: UserSecrets, workplace: Workplace):
  Promise<Record<string, string>> {
  const { challenge } =
    await api.request<{ challenge: string }>("POST", "/session/challenge", { practice: form.practice });
  return {
    practice: form.practice,
    user: form.user,
    authKey: base64(secrets.authKey),
    workplace: workplace.id,
    challenge,
    signature: base64(await signLogin(workplace, form.practice, form.user, fromBase64(challenge))),
  };
}

/** A workplace's name, sealed with the naming key. */
export async function sealName(namingKey: CryptoKey, practice: string, { id }: Pick<Workplace, "id">, name: string):
  Promise<string> {
  return base64(await seal(namingKey, utf8(name.trim()), "workplace", await keyName(practice), id));
}

async function enter(tools: AccountTools, form: Credentials, secrets: UserSecrets,
  signedIn: SignedIn): Promise<SessionKeys> {
  const ring = await openRing(tools.store, form, secrets, signedIn);
  const { userId, sealedFullName } = signedIn;
  const practiceKey = await sealingKey(ring.practiceKey);
  const fullName =
    fromUtf8(await open(practiceKey, fromBase64(sealedFullName), "user", await keyName(form.practice), userId));
  return keepSession(tools.store, { practiceName: form.practice.trim(), userId, fullName, ring });
}

/** The user's key ring with all practitioner key pairs there are; throws SealError, also for one older than before. */
export async function openRing(store: KeyStore, form: Omit<Credentials, "password">, secrets: UserSecrets,
  { userId, wrappedKeyRing, keys }: Pick<SignedIn, "userId" | "wrappedKeyRing" | "keys">): Promise<KeyRing> {
  const wrapped = await unwrapKeyRing(fromBase64(wrappedKeyRing), secrets.userKey, { ...form, userId });
  const ring = await completeRing(wrapped, form.practice, userId, keys);
  await refuseOlderRing(store, form, ring);
  return ring;
}
