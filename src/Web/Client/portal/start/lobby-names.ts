import { fromBase64 } from "../../base/bytes.ts";
import { isVisible } from "../../base/plain-text.ts";
import { readLink } from "../../crypto/link-secret.ts";
import { openLink } from "../../crypto/pass-secrets.ts";
import { RoomKey } from "../../crypto/room-key.ts";
import type { SeatView } from "../../wire/messages.ts";
import type { Appointment } from "../appointments.ts";

/** What opening needs of an appointment: its entry holds the patient's link and the server's copies of the room key. */
export type NamedRoom = Pick<Appointment, "id" | "patient" | "passes">;

/** Opens the names of people in the practice's rooms, here in the browser. Each room's key is opened once. */
export class LobbyNames {
  readonly #keys = new Map<string, Promise<RoomKey>>();

  /** The name in the hello of that seat; undefined when it cannot be opened or is invisible. */
  async nameOf(room: NamedRoom, seat: SeatView): Promise<string | undefined> {
    try {
      const key = await this.#keyOf(room);
      const { name } = await key.openHello(seat.sealedHello, seat);
      return isVisible(name) ? name : undefined;
    } catch {
      return undefined;
    }
  }

  #keyOf(room: NamedRoom): Promise<RoomKey> {
    const known = this.#keys.get(room.id) ?? openKey(room);
    this.#keys.set(room.id, known);
    return known;
  }
}

async function openKey({ id, patient, passes }: NamedRoom): Promise<RoomKey> {
  const { passKey } = await openLink(readLink(patient.link));
  const copy = passes.find(({ kind, role }) => kind === "link" && role === "patient");
  return RoomKey.open(fromBase64(copy?.sealedRoomKey ?? ""), passKey, id, "patient");
}
