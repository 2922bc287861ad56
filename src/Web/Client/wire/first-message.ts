import type { HubConnection } from "./hub-connection.ts";
import type { Door, Entered, EnterReply, EnterRequest, KnockReply, Refusal } from "./messages.ts";

/** What a client sends first on every new connection. */
export type FirstMessage =
  { readonly kind: "knock"; readonly codeId: Uint8Array } | { readonly kind: "enter"; readonly request: EnterRequest };

export type FirstReply =
  | { readonly kind: "door"; readonly door: Door }
  | { readonly kind: "entered"; readonly entered: Entered }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** Sends it and reads the reply. A reply that is none of the three is a fault, like one that never comes. */
export async function invokeFirst(connection: HubConnection, message: FirstMessage): Promise<FirstReply> {
  const { door, entered, refusal } = await invoke(connection, message);
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

function invoke(connection: HubConnection, message: FirstMessage): Promise<KnockReply & EnterReply> {
  return message.kind === "knock"
    ? connection.invoke("Knock", { codeId: message.codeId })
    : connection.invoke("Enter", message.request);
}
