import { hex, randomBytes } from "../../src/Web/Client/base/bytes.ts";
import { InstanceKeys } from "../../src/Web/Client/crypto/instance-keys.ts";

/** New keys, with a certificate that is nothing but a fingerprint: Node makes no others. */
export function drawKeys(fingerprint = hex(randomBytes(32))): Promise<InstanceKeys> {
  const getFingerprints = () => [{ algorithm: "sha-256", value: fingerprint.replaceAll(/..(?=.)/g, "$&:") }];
  return InstanceKeys.draw(async () => ({ expires: 0, getFingerprints }));
}
