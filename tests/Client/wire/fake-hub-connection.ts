import type { HubLine } from "../../../src/Web/Client/wire/hub-connection.ts";
import type { Delivery, Entered, Snapshot } from "../../../src/Web/Client/wire/messages.ts";

type Answer = (message: object | undefined) => unknown;

/** A line whose other end is the test. */
export class FakeLine implements HubLine {
  readonly said: { readonly method: string; readonly message: object | undefined }[] = [];
  readonly answers: Record<string, Answer>;
  readonly opens: () => Promise<void>;
  #listeners = new Map<string, (message: never) => void>();
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
    if (!this.isClosed) {
      this.isClosed = true;
      queueMicrotask(() => this.#closed());
    }
  }

  async invoke<T>(method: string, message?: object): Promise<T> {
    this.said.push({ method, message });
    return (await this.answers[method]?.(message)) as T;
  }

  send(method: string, message: object): void {
    this.said.push({ method, message });
  }

  signal(message: object): void {
    this.said.push({ method: "Signals", message });
  }

  on(method: string, listener: (message: never) => void): void {
    this.#listeners.set(method, listener);
  }

  onClosed(listener: () => void): void {
    this.#closed = listener;
  }

  hear(method: string, message?: object): void {
    this.#listeners.get(method)?.(message as never);
  }

  messages(method: string): object[] {
    return this.said.filter((each) => each.method === method).map((each) => each.message ?? {});
  }
}

export function snapshot(epoch = 1, version = 1): Snapshot {
  return { epoch, version, advice: "none", cancelled: false, seats: [] };
}

export function entered(changes: Partial<Entered> = {}): { entered: Entered } {
  return { entered: { snapshot: snapshot(), resumed: false, missed: [], end: 0, serverTime: 0, iceServers: [], ...changes } };
}

export function delivery(sequence: number, epoch = 1): Delivery {
  return { epoch, sequence, from: "fe", fromInstance: 1, toInstance: 1, number: sequence, sealed: new Uint8Array() };
}
