import { base64, hex, randomBytes, utf8 } from "../base/bytes.ts";
import { drawAccessCode } from "../crypto/access-code.ts";
import type { Stretch } from "../crypto/argon2.ts";
import { fingerprintOf, openCode } from "../crypto/code-secrets.ts";
import { sealTo } from "../crypto/public-seal.ts";
import { RoomKey } from "../crypto/room-key.ts";

/** What the server stores of one code. */
interface CodeCopy {
  readonly fingerprint: string;
  readonly role: "practitioner" | "patient";
  readonly sealedRoomKey: string;
}

/** An appointment's room, and the codes that open it. */
export interface AppointmentCodes {
  readonly id: string;
  readonly patientCode: string;
  /** Undefined for staff, who cannot open it. */
  readonly practitionerCode: string | undefined;
  readonly codes: readonly CodeCopy[];
  readonly sealedPractitionerCode: string;
}

/** A new room with new codes; the practitioner's is sealed to the practice's practitioners. */
export async function drawCodes(practitionerPublicKey: CryptoKey, stretch: Stretch): Promise<AppointmentCodes> {
  const id = hex(randomBytes(16));
  const roomKey = await RoomKey.draw(id);
  const [practitionerCode, patientCode] = [drawAccessCode(), drawAccessCode()];
  const codes = [
    await copyFor("practitioner", practitionerCode, roomKey, stretch),
    await copyFor("patient", patientCode, roomKey, stretch),
  ];
  const sealed = await sealTo(practitionerPublicKey, utf8(practitionerCode), "practitioner-code", id);
  return { id, practitionerCode, patientCode, codes, sealedPractitionerCode: base64(sealed) };
}

async function copyFor(role: CodeCopy["role"], code: string, roomKey: RoomKey, stretch: Stretch): Promise<CodeCopy> {
  const secrets = await openCode(code, stretch);
  const sealedRoomKey = base64(await roomKey.sealFor(secrets.codeKey, role));
  return { fingerprint: await fingerprintOf(secrets), role, sealedRoomKey };
}
