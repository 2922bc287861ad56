import type { Snapshot } from "./messages.ts";

/**
 * Which snapshot counts. An epoch says which life of the room, not which is later: servers' clocks differ. We follow the life we entered; of another one
 * nothing counts, unless our next entry turns out to be into it and its word was quicker than the reply.
 */
export class Latest {
  #shown: Snapshot | undefined;
  #early: Snapshot | undefined;

  /** The snapshot to show after an entry. */
  entered(snapshot: Snapshot): Snapshot {
    const newer = [this.#shown, this.#early].find((known) => known?.epoch === snapshot.epoch && known.version > snapshot.version);
    this.#early = undefined;
    this.#shown = newer ?? snapshot;
    return this.#shown;
  }

  /** The snapshot to show after a change; undefined when it changes nothing for us. */
  changed(snapshot: Snapshot): Snapshot | undefined {
    if (snapshot.epoch !== this.#shown?.epoch) {
      this.#early = snapshot;
      return undefined;
    }
    if (snapshot.version <= this.#shown.version) {
      return undefined;
    }
    this.#shown = snapshot;
    return snapshot;
  }
}
