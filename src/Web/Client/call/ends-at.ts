import { hex, sha256 } from "../base/bytes.ts";

type Transport = Partial<Pick<RTCDtlsTransport, "getRemoteCertificates">>;

/**
 * Whether the other end of a connected transport has shown the certificate with that fingerprint. A browser that does
 * not tell has compared it itself (RFC 8827 section 6.5), with the only fingerprint that it was given.
 */
export async function endsAt(fingerprint: string | undefined, transport: Transport): Promise<boolean> {
  const shown = transport.getRemoteCertificates?.();
  if (shown === undefined) {
    return true;
  }
  const [certificate] = shown;
  return certificate !== undefined && hex(await sha256(new Uint8Array(certificate))) === fingerprint;
}
