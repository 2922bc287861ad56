import type { OwnMediaView } from "../media/own-media.ts";
import { Events } from "../base/events.ts";
import type { Acknowledged, Entered, IncomingSignal, Snapshot } from "../wire/messages.ts";
import { Call, type CallEnvironment, type CallView } from "./call.ts";
import type { Seated } from "./seated-view.ts";

/** The call in the seat that the page holds, if it holds one. */
export class CurrentCall {
  readonly events = new Events<{ changed: CallView }>();
  readonly #environment: CallEnvironment;
  #call: Call | undefined;

  constructor(environment: CallEnvironment) {
    this.#environment = environment;
  }

  /** Ends the call before, and begins one in the given seat. */
  start(seated: Seated, media: OwnMediaView): void {
    this.end();
    const call = new Call(seated, this.#environment);
    this.#call = call;
    call.events.on("view", (view) => this.events.emit("changed", view));
    call.sendMedia(media);
  }

  end(): void {
    this.#call?.close();
    this.#call = undefined;
  }

  entered(entered: Entered): void {
    this.#call?.entered(entered);
  }

  changed(snapshot: Snapshot): void {
    this.#call?.changed(snapshot);
  }

  signalled(signal: IncomingSignal): void {
    this.#call?.signalled(signal);
  }

  acknowledged(message: Acknowledged): void {
    this.#call?.acknowledged(message);
  }

  connectionLost(): void {
    this.#call?.connectionLost();
  }

  networkChanged(): void {
    this.#call?.networkChanged();
  }

  sendMedia(media: OwnMediaView): void {
    this.#call?.sendMedia(media);
  }
}
