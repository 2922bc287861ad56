import type { HubConnection } from "./hub-connection.ts";
import type {
  Door,
  Entered,
  EnterReply,
  EnterRequest,
  EvaluateReply,
  EvaluateRequest,
  KnockReply,
  KnockRequest,
  Refusal,
} from "./messages.ts";

/** What is asked once. */
export type Question =
  | { readonly kind: "evaluate"; readonly request: EvaluateRequest }
  | { readonly kind: "knock"; readonly request: KnockRequest };

/** What a client sends first on every new connection. */
export type FirstMessage =
  | Question
  /** The seat is not sent: the server derives it from the secret, too. */
  | { readonly kind: "enter"; readonly seat: string; readonly request: EnterRequest };

const methods = { evaluate: "Evaluate", knock: "Knock", enter: "Enter" } as const;

export type FirstReply =
  | { readonly kind: "evaluated"; readonly evaluated: Uint8Array }
  | { readonly kind: "door"; readonly door: Door }
  | { readonly kind: "entered"; readonly entered: Entered }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** Sends it and reads the reply. A reply that is none of the four is a fault, like one that never comes. */
export async function invokeFirst(connection: HubConnection, message: FirstMessage): Promise<FirstReply> {
  const { evaluated, door, entered, refusal } = await invoke(connection, message);
  if (evaluated) {
    return { kind: "evaluated", evaluated };
  }
  if (door) {
    return { kind: "door", door };
  }
  if (entered) {
    return { kind: "entered", entered };
  }
  if (refusal) {
    return { kind: "refused", refusal };
  }
  throw new TypeError("the first message got an empty reply");
}

function invoke(
  connection: HubConnection,
  { kind, request }: FirstMessage,
): Promise<EvaluateReply & KnockReply & EnterReply> {
  return connection.invoke(methods[kind], request);
}
