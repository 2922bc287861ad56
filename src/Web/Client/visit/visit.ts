import type { CodeSecrets } from "../crypto/code-secrets.ts";
import { base64, fromBase64 } from "../base/bytes.ts";
import { RoomKey } from "../crypto/room-key.ts";
import type { Clock } from "../base/clock.ts";
import { Events } from "../base/events.ts";
import type { RoomConnection } from "../wire/room-connection.ts";
import type { Problem, VisitEvents } from "./room-view.ts";
import { drawSeat, type KeptSeat, type SeatStore, type Visitor } from "./seat-store.ts";
import type { Door, Refusal } from "../wire/messages.ts";

export interface VisitEnvironment {
  readonly connection: Pick<RoomConnection, "knock" | "enter" | "leave" | "close">;
  readonly store: SeatStore;
  readonly clock: Clock;
  openCode(code: string): Promise<CodeSecrets>;
}

type Room = NonNullable<KeptSeat["room"]>;

/** A person's way from a code to a seat, and back to it. Decides what to do about every answer of the door. */
export class Visit {
  readonly events = new Events<VisitEvents>();
  readonly #environment: VisitEnvironment;
  #kept: KeptSeat | undefined;
  #secrets: CodeSecrets | undefined;
  #callOff: () => void = () => undefined;

  constructor(environment: VisitEnvironment) {
    this.#environment = environment;
  }

  get kept(): KeptSeat | undefined {
    return this.#kept;
  }

  /** On loading the page: straight back to the seat this tab holds, if it holds one. */
  async resume(): Promise<void> {
    this.#kept = this.#environment.store.read();
    if (this.#kept?.resting) {
      this.events.emit("view", this.#kept.resting);
    } else {
      await this.again();
    }
  }

  /** A person asks to be let in. */
  async begin(visitor: Visitor): Promise<void> {
    this.#kept = this.#environment.store.keep(drawSeat(visitor));
    await this.#open(visitor.code);
  }

  /** Once more from where we were: after hanging up, from a page that was replaced, when the time has come. */
  async again(): Promise<void> {
    const kept = this.#kept;
    if (kept?.room) {
      await this.#return(kept, (kept.resting?.kind === "replaced" ? kept.resting.instance : kept.instance) + 1);
    } else if (kept?.code !== undefined) {
      await this.#open(kept.code);
    } else {
      this.#ask();
    }
  }

  /** Another code, another seat. */
  startOver(problem?: Problem): void {
    this.#callOff();
    this.#environment.connection.close();
    this.#environment.store.forget();
    this.#kept = undefined;
    this.#ask(problem);
  }

  /** A reload finds the devices as they were. */
  remember(devices: Partial<Pick<KeptSeat, "camera" | "microphone">>): void {
    this.#kept = this.#kept && this.#environment.store.keep({ ...this.#kept, ...devices });
  }

  async hangUp(): Promise<void> {
    this.#rest({ kind: "ended" });
    await this.#environment.connection.leave();
  }

  replaced(instance: number): void {
    this.#rest({ kind: "replaced", instance });
  }

  /** A door whose room key this code does not open is not this code's. */
  async knocked(door: Door): Promise<void> {
    const secrets = this.#secrets;
    if (secrets) {
      const opening = RoomKey.open(door.sealedRoomKey, secrets.codeKey, door.room, door.role);
      await opening.then((key) => this.#take(key, door, secrets)).catch(() => this.refused({ reason: "unknown" }));
    }
  }

  /** Every refusal has its answer here. */
  refused(refusal: Refusal): void {
    switch (refusal.reason) {
      case "unknown":
        this.startOver("unknown");
        break;
      case "tooEarly":
        this.#waitForStart(refusal);
        break;
      case "replaced":
        this.replaced(refusal.instance ?? 1);
        break;
      case "notYourSeat":
        void this.#redraw();
        break;
      default:
        this.#stayOut(refusal);
    }
  }

  async #open(code: string): Promise<void> {
    this.#callOff();
    this.events.emit("view", { kind: "opening" });
    try {
      this.#secrets = await this.#environment.openCode(code);
      this.#environment.connection.knock(this.#secrets.codeId);
    } catch {
      this.#ask("notReady");
    }
  }

  async #take(key: RoomKey, door: Door, { codeId }: CodeSecrets): Promise<void> {
    if (this.#kept) {
      const room: Room = { id: door.room, role: door.role, key: base64(key.export()), codeId: base64(codeId) };
      const { code: _, ...kept } = this.#kept;
      await this.#enter({ ...kept, room }, key, room);
    }
  }

  async #return(kept: KeptSeat, instance: number): Promise<void> {
    if (kept.room) {
      this.events.emit("view", { kind: "opening" });
      const { resting: _, ...awake } = kept;
      const key = await RoomKey.fromBytes(fromBase64(kept.room.key), kept.room.id);
      await this.#enter({ ...awake, instance }, key, kept.room);
    }
  }

  async #enter(kept: KeptSeat, key: RoomKey, room: Room): Promise<void> {
    this.#kept = this.#environment.store.keep(kept);
    const { seat, instance, name } = kept;
    const sealedName = await key.sealName(name, seat);
    this.events.emit("seated", { own: { seat, instance }, role: room.role, key });
    const [codeId, secret] = [fromBase64(room.codeId), fromBase64(kept.secret)];
    this.#environment.connection.enter({ codeId, seat, secret, instance, sealedName });
  }

  /** Somebody else has the seat we drew, or its traces are gone: another one. */
  async #redraw(): Promise<void> {
    const kept = this.#kept;
    if (kept) {
      const { seat, secret } = drawSeat({ ...kept, code: "" });
      await this.#return({ ...kept, seat, secret }, 1);
    }
  }

  #waitForStart({ start, serverTime }: Refusal): void {
    const { clock, connection } = this.#environment;
    const waitMs = Math.max(0, (start ?? 0) - (serverTime ?? start ?? 0));
    connection.close();
    this.#callOff();
    this.#callOff = clock.after(Math.min(waitMs + 250, 2 ** 31 - 1), () => void this.again());
    this.events.emit("unseated", undefined);
    this.events.emit("view", { kind: "tooEarly", start: start ?? 0, opensAt: clock.now() + waitMs });
  }

  #stayOut(refusal: Refusal): void {
    const { clock, connection } = this.#environment;
    connection.close();
    this.events.emit("unseated", undefined);
    const retryAfter = refusal.retryAfter ?? undefined;
    this.#callOff();
    if (refusal.reason === "overloaded") {
      this.#callOff = clock.after(retryAfter ?? 5000, () => void this.again());
    }
    const retryAt = retryAfter === undefined ? {} : { retryAt: clock.now() + retryAfter };
    this.events.emit("view", { kind: "refused", refusal, ...retryAt });
  }

  #rest(resting: NonNullable<KeptSeat["resting"]>): void {
    this.#kept = this.#kept && this.#environment.store.keep({ ...this.#kept, resting });
    this.events.emit("unseated", undefined);
    this.events.emit("view", resting);
  }

  #ask(problem?: Problem): void {
    this.events.emit("unseated", undefined);
    this.events.emit("view", { kind: "entry", ...(problem && { problem }) });
  }
}
