import { HttpTransportType, HubConnectionBuilder, HubConnectionState, LogLevel, Subject } from "@microsoft/signalr";
import { MessagePackHubProtocol } from "@microsoft/signalr-protocol-msgpack";

/** One connection to the hub, used once: opened, spoken through, closed. */
export interface HubLine {
  open(): Promise<void>;
  close(): void;
  invoke<T>(method: string, ...message: object[]): Promise<T>;
  /** Without waiting; what a dead line swallows, the streams send again. */
  send(method: string, message: object): void;
  /** The same, as the next item of the line's one stream, which the first item opens. */
  signal(message: object): void;
  on(method: string, listener: (message: never) => void): void;
  onClosed(listener: () => void): void;
}

const pingMs = 2000;
const silenceMs = 6000;

const pollEvery = 3;

/**
 * A line over SignalR with MessagePack: WebSockets, and for every third attempt in a row long polling, for proxies that forbid WebSockets or let
 * them hang. WebSockets are opened without asking first, so that any server may answer, whoever answered the last time.
 */
export function openHubLine(url: string, attempt: number): HubLine {
  const polls = attempt % pollEvery === pollEvery - 1;
  const hub = new HubConnectionBuilder()
    .withUrl(url, polls ? { transport: HttpTransportType.LongPolling } : { transport: HttpTransportType.WebSockets, skipNegotiation: true })
    .withHubProtocol(new MessagePackHubProtocol())
    .configureLogging(LogLevel.None)
    .withKeepAliveInterval(pingMs)
    .withServerTimeout(silenceMs)
    .build();
  let signals: Subject<object> | undefined;
  return {
    open: () => hub.start(),
    close: () => void hub.stop().catch(() => undefined),
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
    onClosed: (listener) => hub.onclose(listener),
  };
}
