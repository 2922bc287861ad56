import { base64, fromBase64, fromUtf8, hex, randomBytes, utf8 } from "../base/bytes.ts";
import { drawAccessCode } from "../crypto/access-code.ts";
import type { Stretch } from "../crypto/argon2.ts";
import { drawLink, type LinkToken, readLink } from "../crypto/link-secret.ts";
import { BlindedCode } from "../crypto/oprf.ts";
import { fingerprintOf, openCode, openLink, type PassSecrets } from "../crypto/pass-secrets.ts";
import { openSealedTo, sealTo } from "../crypto/public-seal.ts";
import { RoomKey } from "../crypto/room-key.ts";
import type { Api } from "./api.ts";

const region = 0;

/** What the server stores of one link or code. */
interface PassCopy {
  readonly kind: "link" | "code";
  readonly role: "practitioner" | "patient";
  readonly fingerprint: string;
  readonly sealedRoomKey: string;
}

/** What opens one side: followed or typed. */
export interface SidePasses {
  readonly link: LinkToken;
  readonly code: string;
}

/** An appointment's room, and the links and codes that open it. */
export interface AppointmentPasses {
  readonly id: string;
  readonly patient: SidePasses;
  /** Undefined for staff, who cannot open it. */
  readonly practitioner: SidePasses | undefined;
  readonly passes: readonly PassCopy[];
  readonly sealedPractitionerPasses: string;
}

/** What drawing needs: the server evaluates the codes. */
export interface PassEnvironment {
  readonly api: Api;
  readonly stretch: Stretch;
}

/** A new room with new links and codes; the practitioner's are sealed to the practice's practitioners. */
export async function drawPasses(publicKey: CryptoKey, environment: PassEnvironment): Promise<AppointmentPasses> {
  const id = hex(Uint8Array.from([region, ...randomBytes(15)]));
  const roomKey = await RoomKey.draw(id);
  const [practitioner, patient] = [drawSide(id), drawSide(id)];
  const passes = [
    ...(await copiesFor("practitioner", practitioner, roomKey, environment)),
    ...(await copiesFor("patient", patient, roomKey, environment)),
  ];
  const sealed = await sealTo(publicKey, utf8(JSON.stringify(practitioner)), "practitioner-passes", id);
  return { id, practitioner, patient, passes, sealedPractitionerPasses: base64(sealed) };
}

/** The practitioner's link and code of an appointment, by the first pair that opens them; undefined if none does. */
export async function openPractitionerPasses(
  pairs: readonly CryptoKeyPair[],
  { id, sealedPractitionerPasses }: Pick<AppointmentPasses, "id" | "sealedPractitionerPasses">,
): Promise<SidePasses | undefined> {
  for (const pair of pairs) {
    const opened = await openSealedTo(pair, fromBase64(sealedPractitionerPasses), "practitioner-passes", id)
      .catch(() => undefined);
    if (opened !== undefined) {
      return JSON.parse(fromUtf8(opened)) as SidePasses;
    }
  }
  return undefined;
}

function drawSide(room: string): SidePasses {
  return { link: drawLink(room), code: drawAccessCode() };
}

async function copiesFor(
  role: PassCopy["role"],
  { link, code }: SidePasses,
  roomKey: RoomKey,
  environment: PassEnvironment,
): Promise<readonly PassCopy[]> {
  const copyFor = async (kind: PassCopy["kind"], secrets: PassSecrets): Promise<PassCopy> => {
    const sealedRoomKey = base64(await roomKey.sealFor(secrets.passKey, role));
    return { kind, role, fingerprint: await fingerprintOf(secrets), sealedRoomKey };
  };
  return [
    await copyFor("link", await openLink(readLink(link))),
    await copyFor("code", await evaluateCode(code, environment)),
  ];
}

async function evaluateCode(code: string, { api, stretch }: PassEnvironment): Promise<PassSecrets> {
  const blinded = BlindedCode.of(code);
  const request = { blinded: base64(blinded.element) };
  const { evaluated } = await api.request<{ readonly evaluated: string }>("POST", "/codes/evaluation", request);
  return openCode(blinded, fromBase64(evaluated), stretch);
}
