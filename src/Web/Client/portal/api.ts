import { type Clock, timers } from "../base/clock.ts";
import type { ServerTime } from "./server-time.ts";

/** The server said no. The code is stable; what people read is in the dictionary under `refused.<code>`. */
export class ApiRefusal extends Error {
  override readonly name = "ApiRefusal";
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, details: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** The portal's HTTP interface as its modules need it. */
export interface Api {
  /** The parsed answer, or undefined when there is none. Throws ApiRefusal; code `offline` when nothing answered. */
  request<T>(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<T>;
}

async function refusal(response: Response): Promise<ApiRefusal> {
  const problem: Record<string, unknown> = await response.json().then(
    (json: unknown) => json as Record<string, unknown>,
    () => ({}),
  );
  const code = typeof problem["code"] === "string" ? problem["code"] : "fault";
  return new ApiRefusal(code, problem);
}

async function sendOnce(method: string, path: string, body: unknown, token: string | undefined): Promise<Response> {
  const headers = {
    ...(token === undefined ? {} : { "X-CSRF-TOKEN": token }),
    ...(body === undefined ? {} : { "Content-Type": "application/json" }),
  };
  const init: RequestInit =
    { method, headers, cache: "no-store", ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  return fetch(`/api${path}`, init).catch(() => {
    throw new ApiRefusal("offline");
  });
}

/** Before the second and third attempt. The first attempt has waited for the server's own timeout already. */
const retryAfterMs: readonly number[] = [300, 1000];

/** A cluster that has just lost a server answers when it is asked again. */
async function repeated<T>(clock: Pick<Clock, "after">, ask: () => Promise<T>): Promise<T> {
  for (const wait of retryAfterMs) {
    try {
      return await ask();
    } catch (failure) {
      if (!(failure instanceof ApiRefusal && failure.code === "unavailable")) {
        throw failure;
      }
    }
    await new Promise<void>((resolve) => void clock.after(wait, resolve));
  }
  return ask();
}

/**
 * The interface over fetch. The token that changes need is fetched with the first, and again when signing in or out
 * made it stale. What may be repeated (every method but POST) is repeated while the cluster is unavailable. Every
 * answer corrects the time.
 */
export function httpApi(time: Pick<ServerTime, "correct">, clock: Pick<Clock, "after"> = timers): Api {
  let token: string | undefined;
  const send = async (method: string, path: string, body: unknown, withToken?: string): Promise<Response> => {
    const response = await sendOnce(method, path, body, withToken);
    time.correct(response.headers.get("Date"));
    return response.ok ? response : Promise.reject(await refusal(response));
  };
  const change = async (method: string, path: string, body: unknown): Promise<Response> => {
    token ??= ((await (await send("GET", "/session/token", undefined)).json()) as { token: string }).token;
    return send(method, path, body, token);
  };
  const sendFresh = (method: string, path: string, body: unknown): Promise<Response> =>
    change(method, path, body).catch((failure: unknown) => {
      if (!(failure instanceof ApiRefusal && failure.code === "antiforgery")) {
        throw failure;
      }
      token = undefined;
      return change(method, path, body);
    });
  return {
    async request<T>(method: string, path: string, body?: unknown): Promise<T> {
      const ask = (): Promise<Response> =>
        method === "GET" ? send(method, path, body) : sendFresh(method, path, body);
      const response = await (method === "POST" ? ask() : repeated(clock, ask));
      const text = await response.text();
      return (text === "" ? undefined : JSON.parse(text)) as T;
    },
  };
}
