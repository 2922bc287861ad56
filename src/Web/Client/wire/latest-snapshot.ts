import type { Snapshot } from "./messages.ts";

/**
 * The newest snapshot of the epoch that was entered. Epochs do not say which is later, since servers' clocks differ:
 * the `Enter` reply names the one to follow, and snapshots of other epochs are only kept until the next reply, which
 * they may have overtaken.
 */
export class LatestSnapshot {
  #shown: Snapshot | undefined;
  readonly #early = new Map<number, Snapshot>();

  /** The snapshot to show after an `Enter` reply with the given one. */
  entered(snapshot: Snapshot): Snapshot {
    const { epoch } = snapshot;
    const known = this.#shown?.epoch === epoch ? this.#shown : this.#early.get(epoch);
    this.#early.clear();
    this.#shown = known && known.version > snapshot.version ? known : snapshot;
    return this.#shown;
  }

  /** The snapshot to show after a `Changed`; undefined when there is nothing new to show. */
  changed(snapshot: Snapshot): Snapshot | undefined {
    const { epoch, version } = snapshot;
    if (epoch !== this.#shown?.epoch) {
      const early = this.#early.get(epoch);
      this.#early.set(epoch, early && early.version > version ? early : snapshot);
      return undefined;
    }
    if (version <= this.#shown.version) {
      return undefined;
    }
    this.#shown = snapshot;
    return snapshot;
  }
}
