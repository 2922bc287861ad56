import { type Bytes, fromUtf8, hex, utf8 } from "../base/bytes.ts";
import type { InstanceKeys } from "../crypto/instance-keys.ts";
import type { RoomKey } from "../crypto/room-key.ts";
import { open, seal } from "../crypto/seal.ts";
import type { SeatInstance, SignalCipher, Stream } from "./signalling.ts";

interface Keys {
  readonly sealing: CryptoKey;
  readonly opening: CryptoKey;
}

interface Pair {
  readonly keys: Promise<Keys>;
  readonly met: (keys: Keys) => void;
}

/**
 * The keys of one page's signals, two for each other page: one a direction. Signals of a page that is not known yet
 * wait until its hello has opened.
 */
export class SignalKeys implements SignalCipher {
  readonly #own: SeatInstance;
  readonly #roomKey: RoomKey;
  readonly #keys: InstanceKeys;
  readonly #pairs = new Map<string, Pair>();

  constructor(own: SeatInstance, roomKey: RoomKey, keys: InstanceKeys) {
    this.#own = own;
    this.#roomKey = roomKey;
    this.#keys = keys;
  }

  /** That page has this public key. Throws if it is none. */
  async meet(peer: SeatInstance, publicKey: Bytes): Promise<void> {
    const shared = await this.#keys.agree(publicKey);
    const [own, other] = [endOf(this.#own, this.#keys.publicKey), endOf(peer, publicKey)];
    this.#pairWith(peer.seat, peer.instance).met({
      sealing: await this.#roomKey.signalKey(shared, ...own, ...other),
      opening: await this.#roomKey.signalKey(shared, ...other, ...own),
    });
  }

  async sealSignal(stream: Stream, number: number, plaintext: string): Promise<Uint8Array> {
    const { sealing } = await this.#pairWith(stream.to, stream.toInstance).keys;
    return seal(sealing, utf8(plaintext), ...this.#placeOf(stream, number));
  }

  async openSignal(stream: Stream, number: number, sealed: Uint8Array): Promise<string> {
    const { opening } = await this.#pairWith(stream.from, stream.fromInstance).keys;
    return fromUtf8(await open(opening, sealed, ...this.#placeOf(stream, number)));
  }

  #pairWith(seat: string, instance: number): Pair {
    const name = `${seat}/${instance}`;
    const known = this.#pairs.get(name);
    if (known) {
      return known;
    }
    let met: Pair["met"] = () => undefined;
    const keys = new Promise<Keys>((resolve) => {
      met = resolve;
    });
    const fresh = { keys, met };
    this.#pairs.set(name, fresh);
    return fresh;
  }

  #placeOf({ from, fromInstance, to, toInstance }: Stream, number: number): readonly (string | number)[] {
    return ["signal", this.#roomKey.room, from, fromInstance, to, toInstance, number];
  }
}

function endOf({ seat, instance }: SeatInstance, publicKey: Bytes): readonly (string | number)[] {
  return [seat, instance, hex(publicKey)];
}
