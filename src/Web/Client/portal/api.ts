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

async function send(method: string, path: string, body: unknown, token: string | undefined): Promise<Response> {
  const headers = {
    ...(token === undefined ? {} : { "X-CSRF-TOKEN": token }),
    ...(body === undefined ? {} : { "Content-Type": "application/json" }),
  };
  const init: RequestInit =
    { method, headers, cache: "no-store", ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(`/api${path}`, init).catch(() => {
    throw new ApiRefusal("offline");
  });
  if (!response.ok) {
    throw await refusal(response);
  }
  return response;
}

/**
 * The interface over fetch. The token that changes need is fetched with the first, and again when signing in or out
 * made it stale.
 */
export function httpApi(): Api {
  let token: string | undefined;
  const change = async (method: string, path: string, body: unknown): Promise<Response> => {
    token ??= ((await (await send("GET", "/session/token", undefined, undefined)).json()) as { token: string }).token;
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
      const response = await (method === "GET" ? send(method, path, body, undefined) : sendFresh(method, path, body));
      const text = await response.text();
      return (text === "" ? undefined : JSON.parse(text)) as T;
    },
  };
}
