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

/** The interface over fetch; the token comes with every page of the portal. */
export function httpApi(token: string): Api {
  return {
    async request<T>(method: string, path: string, body?: unknown): Promise<T> {
      const headers = { "X-CSRF-TOKEN": token, ...(body === undefined ? {} : { "Content-Type": "application/json" }) };
      const init: RequestInit = { method, headers, cache: "no-store", ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      const response = await fetch(`/api${path}`, init).catch(() => {
        throw new ApiRefusal("offline");
      });
      if (!response.ok) {
        throw await refusal(response);
      }
      const text = await response.text();
      return (text === "" ? undefined : JSON.parse(text)) as T;
    },
  };
}
