import { type Bytes, base64, fromBase64, fromUtf8, utf8 } from "../base/bytes.ts";
import { open, seal } from "../crypto/seal.ts";

/** What a user may do. */
export type Role = "practitioner" | "staff" | "administrator";

/**
 * What the others of a practice know of a user. It is sealed with the practice key: the server can neither read it nor
 * put another public key in its place.
 */
export interface UserCard {
  readonly shortName: string;
  readonly roles: readonly Role[];
  /** Later practitioner keys are sealed to it; 65 bytes. */
  readonly publicKey: Bytes;
}

/** Seals a card for its user. The practice is its key name. */
export async function sealCard(practiceKey: CryptoKey, practice: string, userId: string,
  { shortName, roles, publicKey }: UserCard): Promise<string> {
  const card = utf8(JSON.stringify({ shortName, roles, publicKey: base64(publicKey) }));
  return base64(await seal(practiceKey, card, "user-card", practice, userId));
}

/** The card of this user; throws SealError. */
export async function openCard(practiceKey: CryptoKey, practice: string, userId: string,
  sealed: string): Promise<UserCard> {
  const { shortName, roles, publicKey } =
    JSON.parse(fromUtf8(await open(practiceKey, fromBase64(sealed), "user-card", practice, userId))) as
      { readonly shortName: string; readonly roles: readonly Role[]; readonly publicKey: string };
  return { shortName, roles, publicKey: fromBase64(publicKey) };
}

/** Seals the public key of the recovery sheet. */
export async function sealSheetCard(practiceKey: CryptoKey, practice: string, publicKey: Bytes): Promise<string> {
  return base64(await seal(practiceKey, publicKey, "sheet-card", practice));
}

/** The public key of the recovery sheet; throws SealError. */
export function openSheetCard(practiceKey: CryptoKey, practice: string, sealed: string): Promise<Bytes> {
  return open(practiceKey, fromBase64(sealed), "sheet-card", practice);
}
