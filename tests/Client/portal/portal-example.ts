import { readFileSync } from "node:fs";
import { parseSheet } from "../../../src/Web/Client/crypto/recovery-sheet.ts";
import { drawWorkplace, keepWorkplace } from "../../../src/Web/Client/crypto/workplace.ts";
import { type AccountTools, signIn } from "../../../src/Web/Client/portal/account.ts";
import { type Api, ApiRefusal } from "../../../src/Web/Client/portal/api.ts";
import type { SessionKeys } from "../../../src/Web/Client/portal/session-keys.ts";
import { memory } from "./memory.ts";

interface Vectors {
  readonly user: Record<"practice" | "user" | "password" | "authSecret", string>;
  readonly link: { readonly link: string };
  readonly sheet: { readonly printed: string };
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../docs/${path}.json`, import.meta.url), "utf8"));
}

/** An example of docs/portal-api.md. */
export function example(name: string): Record<string, unknown> {
  return read(`portal/${name}`) as Record<string, unknown>;
}

/** Names and kinds of all fields, whatever they hold. Absent is null. */
export function shape(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${[...new Set(value.map(shape))].join(" | ")}]`;
  }
  if (value === null || typeof value !== "object") {
    return typeof value;
  }
  const fields = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return `{${fields.map(([name, inner]) => `${name}: ${shape(inner)}`).toSorted().join(", ")}}`;
}

/** Answers with examples, in turn, and keeps what was sent. */
export class ExampleServer implements Api {
  readonly sent: Sent[] = [];
  readonly #answers: unknown[];

  constructor(...answers: unknown[]) {
    this.#answers = answers;
  }

  request<T>(method: string, path: string, body?: unknown): Promise<T> {
    this.sent.push({ method, path, body });
    const answer = this.#answers.shift();
    return answer instanceof ApiRefusal ? Promise.reject(answer) : Promise.resolve(answer as T);
  }
}

export const vectors = read("vectors/cryptography") as Vectors;
export const { practice, user, password, authSecret } = vectors.user;
export const credentials = { practice, user, password };
export const secret = Uint8Array.from(Buffer.from(authSecret, "hex"));
export const sheet = parseSheet(vectors.sheet.printed) ?? new Uint8Array();
export function tools(api: Api): AccountTools {
  return { api, store: memory(), stretch: () => Promise.resolve(secret) };
}

/** A browser that signed in with the examples. */
export async function signedIn(): Promise<SessionKeys> {
  const { api, store, stretch } = tools(new ExampleServer(example("challenge-reply"), example("session")));
  await keepWorkplace(store, practice, await drawWorkplace());
  await signIn({ api, store, stretch }, credentials);
  return (await store.get<SessionKeys>("session")) ?? Promise.reject(new Error("No session was kept."));
}
