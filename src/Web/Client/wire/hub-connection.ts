import { HttpTransportType, HubConnectionBuilder, HubConnectionState, LogLevel, Subject } from "@microsoft/signalr";
import { MessagePackHubProtocol } from "@microsoft/signalr-protocol-msgpack";

/** One connection to the hub, used once: opened, used, closed. */
export interface HubConnection {
  open(): Promise<void>;
  /** Ends it at once, as `onClosed` reports, without waiting for the server. */
  close(): void;
  invoke<T>(method: string, ...message: object[]): Promise<T>;
  /** Does not wait; a message that a dead connection loses is sent again by its stream. */
  send(method: string, message: object): void;
  /** Sends the next item of the connection's one stream of signals, which the first item opens. */
  signal(message: object): void;
  on(method: string, listener: (message: never) => void): void;
  onClosed(listener: () => void): void;
}

const keepAliveMs = 2000;
const serverTimeoutMs = 6000;
const attemptsPerPolling = 3;

/**
 * A connection over SignalR with MessagePack: WebSockets, and for every third attempt in a row long polling, for
 * proxies that forbid WebSockets or let them hang. WebSockets are opened without negotiation, so that any server may
 * answer.
 */
export function openHubConnection(url: string, attempt: number): HubConnection {
  const polls = attempt % attemptsPerPolling === attemptsPerPolling - 1;
  const webSockets = { transport: HttpTransportType.WebSockets, skipNegotiation: true };
  const hub = new HubConnectionBuilder()
    .withUrl(url, polls ? { transport: HttpTransportType.LongPolling } : webSockets)
    .withHubProtocol(new MessagePackHubProtocol())
    .configureLogging(LogLevel.None)
    .withKeepAliveInterval(keepAliveMs)
    .withServerTimeout(serverTimeoutMs)
    .build();
  let signals: Subject<object> | undefined;
  let closed: () => void = () => undefined;
  return {
    open: () => hub.start(),
    close: () => {
      hub.stop().catch(() => undefined);
      closed();
    },
    invoke: (method, ...message) => hub.invoke(method, ...message),
    send: (method, message) => {
      if (hub.state === HubConnectionState.Connected) {
        hub.send(method, message).catch(() => undefined);
      }
    },
    signal: (message) => {
      if (hub.state === HubConnectionState.Connected) {
        if (signals === undefined) {
          signals = new Subject();
          hub.send("Signals", signals).catch(() => undefined);
        }
        signals.next(message);
      }
    },
    on: (method, listener) => hub.on(method, listener as (...message: unknown[]) => void),
    onClosed: (listener) => {
      closed = listener;
      hub.onclose(listener);
    },
  };
}
