import type { Stretch } from "../crypto/argon2.ts";
import { base64, fromBase64, fromUtf8, hex, randomBytes, utf8 } from "../base/bytes.ts";
import { drawKeyRing, type KeyRing, openUser, unwrapKeyRing, type UserSecrets, wrapForSheet,
  wrapKeyRing } from "../crypto/key-ring.ts";
import type { KeyStore } from "../crypto/key-store.ts";
import { drawSheet, formatSheet, openSheet } from "../crypto/recovery-sheet.ts";
import { open, seal, sealingKey } from "../crypto/seal.ts";
import { keyName } from "../crypto/short-name.ts";
import { drawWorkplace, findWorkplace, keepWorkplace, signLogin, type Workplace } from "../crypto/workplace.ts";
import { type Api, ApiRefusal } from "./api.ts";
import { refuseOlderRing } from "./seen-key-ring.ts";
import { keepSession, type SessionKeys } from "./session-keys.ts";
import { keepSheet, type RecoverySheet } from "./unconfirmed-sheet.ts";

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
}

interface SignedIn {
  readonly userId: string;
  readonly roles: readonly string[];
  readonly sealedFullName: string;
  readonly wrappedKeyRing: string;
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

/** Draws the keys of a new practice and seals what the server is sent. */
export async function drawRegistration({ stretch }: AccountTools, form: Registration): Promise<DrawnRegistration> {
  const practice = await keyName(form.practice);
  const secrets = await openUser(form.practice, form.user, form.password, stretch);
  const ring = await drawKeyRing();
  const practiceKey = await sealingKey(ring.practiceKey);
  const userId = hex(randomBytes(16));
  const sheet = drawSheet();
  const sheetSecrets = await openSheet(sheet);
  const workplace = await drawWorkplace();
  const body = {
    practice: form.practice,
    user: form.user,
    userId,
    sealedFullName: base64(await seal(practiceKey, utf8(form.fullName.trim()), "user", practice, userId)),
    authKey: base64(secrets.authKey),
    wrappedKeyRing: base64(await wrapKeyRing(ring, secrets.userKey, { ...form, userId })),
    workplace: {
      id: workplace.id,
      publicKey: base64(workplace.publicKey),
      sealedName: await sealName(practiceKey, form.practice, workplace, form.workplaceName),
    },
    sheetAuth: base64(sheetSecrets.auth),
    sheetKeyRing: base64(await wrapForSheet(ring, sheetSecrets.key, form.practice)),
  };
  return { form, secrets, userId, ring, workplace, sheet: formatSheet(sheet), body };
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
  const sealedName = await sealName(keys.practiceKey, form.practice, workplace, workplaceName);
  await tools.api.request("PUT", `/workplaces/${workplace.id}/name`, { sealedName }).catch(forgiveRefusal);
}

/** A workplace without a name is legal, and so is a registered person who has yet to sign in. */
function forgiveRefusal(failure: unknown): void {
  if (!(failure instanceof ApiRefusal)) {
    throw failure;
  }
}

async function prove(api: Api, form: Credentials, secrets: UserSecrets, workplace: Workplace): Promise<Record<string,
  string>> {
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

async function sealName(practiceKey: CryptoKey, practice: string, { id }: Workplace, name: string): Promise<string> {
  return base64(await seal(practiceKey, utf8(name.trim()), "workplace", await keyName(practice), id));
}

async function enter(tools: AccountTools, form: Credentials, secrets: UserSecrets,
  signedIn: SignedIn): Promise<SessionKeys> {
  const { userId, sealedFullName, wrappedKeyRing } = signedIn;
  const ring = await unwrapKeyRing(fromBase64(wrappedKeyRing), secrets.userKey, { ...form, userId });
  await refuseOlderRing(tools.store, form, ring);
  const practiceKey = await sealingKey(ring.practiceKey);
  const fullName =
    fromUtf8(await open(practiceKey, fromBase64(sealedFullName), "user", await keyName(form.practice), userId));
  return keepSession(tools.store, { practiceName: form.practice.trim(), userId, fullName, ring });
}
