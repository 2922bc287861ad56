import { afterEach, expect, test, vi } from "vitest";
import { httpApi } from "../../../src/Web/Client/portal/api.ts";

type Answer = (path: string, init: RequestInit) => Response;

function json(status: number, body: object): Response {
  return new Response(JSON.stringify(body), { status });
}

function serve(...answers: Answer[]): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    const token = (init.headers as Record<string, string>)["X-CSRF-TOKEN"];
    asked.push(`${init.method} ${path}${token === undefined ? "" : ` with ${token}`}`);
    const answer = answers.shift();
    return answer === undefined ? Promise.reject(new TypeError("offline")) : Promise.resolve(answer(path, init));
  });
  return asked;
}

afterEach(() => vi.unstubAllGlobals());

test("A change fetches the token first and uses it again", async () => {
  const asked =
    serve(() => json(200, { token: "a" }), () => new Response(null, { status: 204 }), () => json(200, { is: "done" }));
  const api = httpApi();
  expect(await api.request("DELETE", "/session")).toBeUndefined();
  expect(await api.request("PUT", "/x", {})).toEqual({ is: "done" });
  expect(asked).toEqual(["GET /api/session/token", "DELETE /api/session with a", "PUT /api/x with a"]);
});

test("A token that signing in made stale is fetched anew and the change sent again, once", async () => {
  const stale = (): Response => json(400, { code: "antiforgery" });
  const token = (): Response => json(200, { token: "t" });
  const asked = serve(token, stale, token, () => json(200, {}), stale, token, stale);
  const api = httpApi();
  await api.request("PUT", "/x", {});
  expect(asked.length).toBe(4);
  await expect(api.request("PUT", "/x", {})).rejects.toMatchObject({ code: "antiforgery" });
  expect(asked.length).toBe(7);
});

test("Reading needs no token, and a refusal brings its code and details", async () => {
  const asked =
    serve(() => json(429, { code: "throttled", retryAfter: 2000 }), () => new Response("<html>", { status: 502 }));
  const api = httpApi();
  await expect(api.request("GET", "/session")).rejects.toMatchObject(
    { code: "throttled", details: { retryAfter: 2000 } });
  await expect(api.request("GET", "/session")).rejects.toMatchObject({ code: "fault" });
  await expect(api.request("GET", "/session")).rejects.toMatchObject({ code: "offline" });
  expect(asked).toEqual(["GET /api/session", "GET /api/session", "GET /api/session"]);
});

test("While the cluster is unavailable, everything but POST is repeated twice", async () => {
  const unavailable = (): Response => json(503, { code: "unavailable" });
  const waits: number[] = [];
  const api = httpApi({
    after: (ms, callback) => {
      waits.push(ms);
      callback();
      return () => undefined;
    },
  });
  const there = (): Response => json(200, { is: "there" });
  const asked = serve(unavailable, unavailable, there, unavailable, unavailable, unavailable);
  expect(await api.request("GET", "/x")).toEqual({ is: "there" });
  expect(waits).toEqual([300, 1000]);
  await expect(api.request("GET", "/x")).rejects.toMatchObject({ code: "unavailable" });
  expect(asked.length).toBe(6);
  serve(() => json(200, { token: "t" }), unavailable);
  await expect(api.request("POST", "/x")).rejects.toMatchObject({ code: "unavailable" });
});
