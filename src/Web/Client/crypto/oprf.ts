import { p256_oprf } from "@noble/curves/nist.js";
import { type Bytes, randomBytes, utf8 } from "../base/bytes.ts";

const { oprf } = p256_oprf;

/**
 * An access code on its way to the server and back (RFC 9497, mode OPRF, P-256 with SHA-256): the server multiplies it
 * with its key and learns nothing about it.
 */
export class BlindedCode {
  /** What the server is sent: a compressed point, 33 bytes. */
  readonly element: Bytes;
  readonly #code: Bytes;
  readonly #blind: Bytes;

  private constructor(code: Bytes, { blind, blinded }: { readonly blind: Uint8Array; readonly blinded: Uint8Array }) {
    this.element = new Uint8Array(blinded);
    this.#code = code;
    this.#blind = new Uint8Array(blind);
  }

  /** Blinds with a scalar that is drawn anew each time. */
  static of(code: string, random: (count: number) => Bytes = randomBytes): BlindedCode {
    const input = utf8(code);
    return new BlindedCode(input, oprf.blind(input, (count = 0) => random(count)));
  }

  /** The pseudo-random 32 bytes of the code under the server's key; throws for what is no point of the curve. */
  finish(evaluated: Uint8Array): Bytes {
    return new Uint8Array(oprf.finalize(this.#code, this.#blind, new Uint8Array(evaluated)));
  }
}
