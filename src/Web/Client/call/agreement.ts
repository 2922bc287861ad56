import { fromHex, hex, randomBytes } from "../base/bytes.ts";
import { commitmentOf, type End, safetyNumberOf } from "../crypto/safety-number.ts";
import type { AgreementSignal } from "../wire/messages.ts";

/** Between whom, in which room. */
export interface AgreementEnds {
  readonly room: string;
  readonly own: End;
  readonly other: End;
}

/** What a partner needs of an agreement. */
export type AgreementLink = Pick<Agreement, "number" | "receive">;

export interface AgreementOwner {
  send(signal: AgreementSignal): void;
  agreed(): void;
  /** The other side broke the order, or revealed another nonce than it was committed to. */
  distrusted(): void;
}

/**
 * Two pages agree on a safety number: each commits to a nonce, and reveals it once it holds the other's commitment.
 * A server between two people must commit to both sides before the numbers are known, and cannot make them alike.
 */
export class Agreement {
  readonly #ends: AgreementEnds;
  readonly #owner: AgreementOwner;
  readonly #nonce = randomBytes(32);
  #done: Promise<void>;
  #commitment: string | undefined;
  #number: string | undefined;

  constructor(ends: AgreementEnds, owner: AgreementOwner) {
    this.#ends = ends;
    this.#owner = owner;
    this.#done = this.#commit();
  }

  /** Undefined until both have revealed. */
  get number(): string | undefined {
    return this.#number;
  }

  receive(signal: AgreementSignal): void {
    this.#done = this.#done.then(() => this.#take(signal));
  }

  async #commit(): Promise<void> {
    const { room, own, other } = this.#ends;
    const commitment = await commitmentOf({ ...own, nonce: this.#nonce }, other, room);
    this.#owner.send({ kind: "commitment", commitment });
  }

  async #take(signal: AgreementSignal): Promise<void> {
    if (signal.kind === "commitment" && this.#commitment === undefined) {
      this.#commitment = signal.commitment;
      this.#owner.send({ kind: "reveal", nonce: hex(this.#nonce) });
    } else if (signal.kind === "reveal" && this.#number === undefined) {
      await this.#agree(signal.nonce);
    } else {
      this.#owner.distrusted();
    }
  }

  async #agree(revealed: string): Promise<void> {
    const { room, own, other } = this.#ends;
    const [one, two] = [{ ...own, nonce: this.#nonce }, { ...other, nonce: fromHex(revealed) }];
    if (this.#commitment !== (await commitmentOf(two, own, room))) {
      this.#owner.distrusted();
      return;
    }
    this.#number = await safetyNumberOf(one, two, room);
    this.#owner.agreed();
  }
}
