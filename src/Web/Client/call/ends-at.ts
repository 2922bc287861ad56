import { hex, sha256 } from "../base/bytes.ts";
import { readFingerprint } from "../crypto/fingerprint.ts";

type Transport = Partial<Pick<RTCDtlsTransport, "getRemoteCertificates">>;

/** The fields of RTCTransportStats and RTCCertificateStats that are read here. */
interface Report extends RTCStats {
  readonly remoteCertificateId?: string;
  readonly fingerprintAlgorithm?: string;
  readonly fingerprint?: string;
}

/**
 * Whether the other end of a connected transport has shown the certificate with that fingerprint: by the transport's
 * own list, or else by the statistics. A browser that tells in neither way has compared it itself (RFC 8827 section
 * 6.5), with the only fingerprint it was given.
 */
export async function endsAt(
  fingerprint: string | undefined,
  transport: Transport,
  connection: Pick<RTCPeerConnection, "getStats">,
): Promise<boolean> {
  const [certificate] = transport.getRemoteCertificates?.() ?? [];
  const used = certificate
    ? hex(await sha256(new Uint8Array(certificate)))
    : inStatistics([...(await connection.getStats()).values()] as Report[]);
  return fingerprint !== undefined && (used === undefined || used === fingerprint);
}

function inStatistics(reports: readonly Report[]): string | undefined {
  const id = reports.find(({ type }) => type === "transport")?.remoteCertificateId;
  const { fingerprintAlgorithm, fingerprint } = reports.find((report) => report.id === id) ?? {};
  return fingerprint && readFingerprint(fingerprintAlgorithm ?? "", fingerprint);
}
