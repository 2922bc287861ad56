import type { Clock } from "../../base/clock.ts";
import { Events } from "../../base/events.ts";
import { ConnectionKeeper } from "../../wire/connection-keeper.ts";
import type { HubConnection } from "../../wire/hub-connection.ts";
import type { SeatView } from "../../wire/messages.ts";

/** A room of the practice with somebody in it. */
export interface LobbyRoom {
  readonly room: string;
  /** By how much the practice said it is late; 0 when it said nothing. */
  readonly delayMinutes: number;
  readonly seats: readonly SeatView[];
}

/** Who is in which room (docs/portal-api.md, "Live"). */
export interface Lobby {
  readonly epoch: number;
  readonly version: number;
  /** False while rooms may be missing, because the lobby has just begun anew. */
  readonly complete: boolean;
  readonly rooms: readonly LobbyRoom[];
}

export type PracticeChange = "appointments" | "workplaces" | "users";

/** What the practice decides about a room. */
export type RoomDecision =
  | { readonly act: "Admit" | "SendOut"; readonly room: string; readonly seat: string }
  | { readonly act: "Delay"; readonly room: string; readonly minutes: number };

export interface LiveEvents {
  connected: boolean;
  lobby: Lobby;
  happened: PracticeChange;
  /** The session has ended. */
  signedOut: undefined;
}

/** Keeps a connection to the portal hub while the page is open. */
export class LiveConnection {
  readonly events = new Events<LiveEvents>();
  readonly #keeper: ConnectionKeeper;

  constructor(open: (attempt: number) => HubConnection, clock: Clock) {
    this.#keeper = new ConnectionKeeper(
      {
        open: (attempt) => this.#listen(open(attempt)),
        opened: () => {
          this.#keeper.confirm();
          this.events.emit("connected", true);
        },
        closed: () => this.events.emit("connected", false),
      },
      clock,
    );
  }

  keep(): void {
    this.#keeper.keep();
  }

  /** The network may have changed: does not wait for the next attempt. */
  nudge(): void {
    if (this.#keeper.connection === undefined) {
      this.#keeper.hurry();
    }
  }

  /** Whether it is so now. False also when no answer came: it may be asked again. */
  async decide({ act, ...message }: RoomDecision): Promise<boolean> {
    const answer = this.#keeper.connection?.invoke<boolean>(act, message);
    return (await (answer && this.#keeper.within(answer).catch(() => false))) ?? false;
  }

  close(): void {
    this.#keeper.drop();
  }

  #listen(connection: HubConnection): HubConnection {
    connection.on("Lobby", (lobby: Lobby) => this.events.emit("lobby", lobby));
    connection.on("Happened", ({ change }: { change: PracticeChange }) => this.events.emit("happened", change));
    connection.on("Closing", ({ reason }: { reason: string }) => {
      if (reason === "signedOut") {
        this.close();
        this.events.emit("signedOut", undefined);
      }
      connection.close();
    });
    return connection;
  }
}
