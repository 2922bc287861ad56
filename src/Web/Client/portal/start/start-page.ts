import type { Clock } from "../../base/clock.ts";
import { element, say } from "../../base/dom.ts";
import { type EffectTable, perform } from "../../base/reducer.ts";
import { Store } from "../../base/store.ts";
import { text } from "../../base/texts.ts";
import type { Appointments } from "../appointments.ts";
import { explain } from "../refusals.ts";
import type { ServerTime } from "../server-time.ts";
import { Attention } from "./attention.ts";
import type { LiveConnection } from "./live-connection.ts";
import { LobbyNames } from "./lobby-names.ts";
import { loadFor, reduce, type StartEffects, type StartEvent } from "./start-reducer.ts";
import { busyRooms, initialState, isWaiting, type StartState, todaysEntries } from "./start-state.ts";
import { showToday } from "./today-list.ts";
import { WaitingList } from "./waiting-list.ts";

const tickMs = 15_000;

/** What the page works with. */
export interface StartEnvironment {
  readonly appointments: Pick<Appointments, "list">;
  readonly live: LiveConnection;
  readonly clock: Clock;
  /** The server's. */
  readonly time: Pick<ServerTime, "now">;
  readonly fullName: string;
}

/** Today: who waits, and what is planned. Makes the parts and connects them; start-reducer.ts decides. */
export class StartPage {
  readonly #environment: StartEnvironment;
  readonly #waiting: WaitingList;
  readonly #names = new LobbyNames();
  #isClosed = false;
  readonly #attention = new Attention(() => ({ title: text("start.somebodyWaits"), body: text("start.openPortal") }));

  constructor(environment: StartEnvironment) {
    this.#environment = environment;
    this.#waiting = new WaitingList(environment.fullName);
  }

  start(): void {
    const { live, clock, time } = this.#environment;
    const state = initialState(time.now());
    const store = new Store(reduce, state, () => time.now());
    const dispatch = (event: StartEvent): void => {
      if (!this.#isClosed) {
        store.dispatch(event);
      }
    };
    const effects = this.#effects(dispatch);
    store.events.on("changed", (next) => this.#show(next));
    store.events.on("effect", (effect) => perform<StartEffects>(effects, effect));
    live.events.on("connected", (connected) => dispatch({ kind: "connected", connected }));
    live.events.on("lobby", (lobby) => dispatch({ kind: "lobbyTold", lobby }));
    live.events.on("happened", (change) => dispatch({ kind: "happened", change }));
    this.#waiting.events.on("decided", (decision) => dispatch({ kind: "decided", decision }));
    const tick = (): void => {
      clock.after(tickMs, tick);
      dispatch({ kind: "ticked" });
    };
    clock.after(tickMs, tick);
    this.#show(state);
    effects.load(loadFor(state.loading.kind === "loading" ? state.loading.attempt : 0, time.now()));
    live.keep();
  }

  /** Shows nothing any more. */
  close(): void {
    this.#isClosed = true;
    this.#environment.live.close();
    this.#attention.show(0);
  }

  #effects(dispatch: (event: StartEvent) => void): EffectTable<StartEffects> {
    const { appointments, live } = this.#environment;
    return {
      load: ({ attempt, from, to }) =>
        void appointments.list(from, to).then(
          ({ appointments: loaded }) => dispatch({ kind: "loaded", attempt, appointments: loaded }),
          (failure: unknown) => dispatch({ kind: "loadFailed", attempt, failure }),
        ),
      openName: ({ appointment, seat }) =>
        void this.#names.nameOf(appointment, seat).then((name) => {
          if (name !== undefined) {
            dispatch({ kind: "named", seat, name });
          }
        }),
      announce: () => void this.#attention.announce(),
      decide: ({ decision }) => void live.decide(decision).then((done) => dispatch({ kind: "answered", done })),
    };
  }

  #show(state: StartState): void {
    const now = this.#environment.time.now();
    const rooms = busyRooms(state, now);
    const entries = todaysEntries(state, now);
    const waiting = rooms.filter(isWaiting).length;
    this.#waiting.show(rooms);
    this.#attention.show(waiting);
    showToday(entries);
    say(element("nobody", HTMLElement), rooms.length === 0 ? nobodyText(state) : undefined);
    say(element("live-lost", HTMLElement), state.lobby && !state.connected ? text("start.notLive") : undefined);
    say(element("undecided", HTMLElement), state.undecided ? text("start.undecided") : undefined);
    say(element("nothing", HTMLElement), entries.length === 0 ? todayText(state) : undefined);
    say(element("heard", HTMLElement), waiting === 0 ? "" : text("start.waitingCount", { count: waiting }));
    const failure = state.loading.kind === "failed" ? explain(state.loading.failure) : undefined;
    say(element("page-error", HTMLElement), failure);
  }
}

function nobodyText({ lobby }: StartState): string {
  return text(lobby === undefined ? "start.connecting" : "start.nobody");
}

function todayText({ loading }: StartState): string | undefined {
  return loading.kind === "failed" ? undefined : text(loading.kind === "loaded" ? "start.nothing" : "start.loading");
}
