import { fromBase64, fromUtf8, hex, sha256, utf8 } from "../base/bytes.ts";
import { open, seal } from "../crypto/seal.ts";

/** What the server knows of an appointment, as far as its details are sealed for it. */
export interface EntryFacts {
  readonly id: string;
  /** The revision that the seal is made for; cancelling raises it without sealing anew. */
  readonly revision: number;
  readonly start: string;
  readonly fold: boolean;
  readonly durationMinutes: number;
  readonly admission: string;
  readonly sealedPractitionerPasses: string;
}

/**
 * Details open only with the facts and the passes they were sealed with: the server cannot show another time, an
 * earlier state or the practitioner's link of another room with them.
 */
async function placeOf(facts: EntryFacts): Promise<readonly (string | number)[]> {
  const { id, revision, start, fold, durationMinutes, admission, sealedPractitionerPasses } = facts;
  const passes = hex(await sha256(fromBase64(sealedPractitionerPasses)));
  return ["appointment", id, revision, start, Number(fold), durationMinutes, admission, passes];
}

export async function sealDetails(practiceKey: CryptoKey, facts: EntryFacts,
  details: object): Promise<Uint8Array<ArrayBuffer>> {
  return seal(practiceKey, utf8(JSON.stringify(details)), ...(await placeOf(facts)));
}

/** The details; throws SealError when they were sealed with other facts. */
export async function openDetails(practiceKey: CryptoKey, facts: EntryFacts, sealed: Uint8Array): Promise<unknown> {
  return JSON.parse(fromUtf8(await open(practiceKey, sealed, ...(await placeOf(facts)))));
}
