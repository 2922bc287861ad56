import { type Api, ApiRefusal } from "../../../src/Web/Client/portal/api.ts";

/** A request as the server saw it. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
}

/** What a server answers whose key is 1: codes are evaluated, and the evaluation is no secret. */
export function evaluation(body: unknown): object {
  return { evaluated: (body as { readonly blinded: string }).blinded };
}

/** A server that answers with what a test says, in turn; `undefined` is an answer that got lost. */
export class FakeApi implements Api {
  readonly requests: Request[] = [];
  readonly #answers: ((request: Request) => unknown)[] = [];

  /** The answer to the next request nobody has answered. */
  answer(answer: (request: Request) => unknown): this {
    this.#answers.push(answer);
    return this;
  }

  async request<T>(method: string, path: string, body: unknown = {}): Promise<T> {
    if (path === "/codes/evaluation") {
      return evaluation(body) as T;
    }
    const request = { method, path, body: body as Record<string, unknown> };
    this.requests.push(request);
    const answer = this.#answers.shift();
    if (answer === undefined) {
      throw new ApiRefusal("offline");
    }
    return answer(request) as T;
  }
}
