import type { HubConnection } from "../../../src/Web/Client/wire/hub-connection.ts";
import type { Entered, IncomingSignal, Snapshot } from "../../../src/Web/Client/wire/messages.ts";
import { quietRoom } from "./quiet-room.ts";

type Answer = (message: object | undefined) => unknown;

/** A connection whose other end is the test. */
export class FakeHubConnection implements HubConnection {
  readonly sent: { readonly method: string; readonly message: object | undefined }[] = [];
  readonly answers: Record<string, Answer>;
  readonly opens: () => Promise<void>;
  readonly #listeners = new Map<string, (message: never) => void>();
  #closed: () => void = () => undefined;
  isClosed = false;

  constructor(answers: Record<string, Answer>, opens: () => Promise<void> = () => Promise.resolve()) {
    this.answers = answers;
    this.opens = opens;
  }

  open(): Promise<void> {
    return this.opens();
  }

  close(): void {
    this.isClosed = true;
    this.#closed();
  }

  async invoke<T>(method: string, message?: object): Promise<T> {
    this.sent.push({ method, message });
    return (await this.answers[method]?.(message)) as T;
  }

  send(method: string, message: object): void {
    this.sent.push({ method, message });
  }

  signal(message: object): void {
    this.sent.push({ method: "Signals", message });
  }

  on(method: string, listener: (message: never) => void): void {
    this.#listeners.set(method, listener);
  }

  onClosed(listener: () => void): void {
    this.#closed = listener;
  }

  /** The server sends a message. */
  deliver(method: string, message?: object): void {
    this.#listeners.get(method)?.(message as never);
  }

  messages(method: string): object[] {
    return this.sent.filter((each) => each.method === method).map((each) => each.message ?? {});
  }
}

export function snapshot(epoch = 1, version = 1): Snapshot {
  return { epoch, version, ...quietRoom, seats: [] };
}

export function entered(changes: Partial<Entered> = {}): { entered: Entered } {
  return { entered: { snapshot: snapshot(), end: 0, serverTime: 0, iceServers: [], ...changes } };
}

export function incoming(number: number): IncomingSignal {
  return { from: "fe", fromInstance: 1, toInstance: 1, number, sealed: new Uint8Array() };
}
