import type { Bytes } from "../base/bytes.ts";
import { readFingerprint } from "./fingerprint.ts";
import type { Hello } from "./hello.ts";

const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;

/**
 * What one instance of a seat draws for itself and forgets with its page: the keys of its signals, and the certificate
 * of its connections. They cannot be read out of the browser and are never stored.
 */
export class InstanceKeys {
  readonly publicKey: Bytes;
  readonly certificate: RTCCertificate;
  readonly fingerprint: string;
  readonly #privateKey: CryptoKey;

  private constructor(publicKey: Bytes, privateKey: CryptoKey, certificate: RTCCertificate, fingerprint: string) {
    this.publicKey = publicKey;
    this.certificate = certificate;
    this.fingerprint = fingerprint;
    this.#privateKey = privateKey;
  }

  static async draw(drawCertificate: () => Promise<RTCCertificate>): Promise<InstanceKeys> {
    const [{ publicKey, privateKey }, certificate] = await Promise.all([
      crypto.subtle.generateKey(CURVE, false, ["deriveBits"]),
      drawCertificate(),
    ]);
    const point = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
    return new InstanceKeys(point, privateKey, certificate, fingerprintOf(certificate));
  }

  hello(name: string): Hello {
    return { name, publicKey: this.publicKey, fingerprint: this.fingerprint };
  }

  /** The secret shared with the holder of that public key, 32 bytes; throws if it is no point of the curve. */
  async agree(publicKey: Bytes): Promise<Bytes> {
    const other = await crypto.subtle.importKey("raw", publicKey, CURVE, false, []);
    return new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: other }, this.#privateKey, 256));
  }
}

function fingerprintOf(certificate: RTCCertificate): string {
  const prints = certificate.getFingerprints();
  const [known] = prints.flatMap(({ algorithm = "", value = "" }) => readFingerprint(algorithm, value) ?? []);
  if (known === undefined) {
    throw new TypeError("the certificate has no SHA-256 fingerprint");
  }
  return known;
}
