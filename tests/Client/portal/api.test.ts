import { afterEach, expect, test, vi } from "vitest";
import { httpApi } from "../../../src/Web/Client/portal/api.ts";

const time = { correct: () => undefined };

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
  const api = httpApi(time);
  expect(await api.request("DELETE", "/session")).toBeUndefined();
  expect(await api.request("PUT", "/x", {})).toEqual({ is: "done" });
  expect(asked).toEqual(["GET /api/session/token", "DELETE /api/session with a", "PUT /api/x with a"]);
});

test("A token that signing in made stale is fetched anew and the change sent again, once", async () => {
  const stale = (): Response => json(400, { code: "antiforgery" });
  const token = (): Response => json(200, { token: "t" });
  const asked = serve(token, stale, token, () => json(200, {}), stale, token, stale);
  const api = httpApi(time);
  await api.request("PUT", "/x", {});
  expect(asked.length).toBe(4);
  await expect(api.request("PUT", "/x", {})).rejects.toMatchObject({ code: "antiforgery" });
  expect(asked.length).toBe(7);
});

test("Reading needs no token, and a refusal brings its code and details", async () => {
  const asked =
    serve(() => json(429, { code: "throttled", retryAfter: 2000 }), () => new Response("<html>", { status: 502 }));
  const api = httpApi(time);
  await expect(api.request("GET", "/session")).rejects.toMatchObject(
    { code: "throttled", details: { retryAfter: 2000 } });
  await expect(api.request("GET", "/session")).rejects.toMatchObject({ code: "fault" });
  await expect(api.request("GET", "/session")).rejects.toMatchObject({ code: "offline" });
  expect(asked).toEqual(["GET /api/session", "GET /api/session", "GET /api/session"]);
});

test("While the cluster is unavailable, everything but POST is repeated twice", async () => {
  const unavailable = (): Response => json(503, { code: "unavailable" });
  const waits: number[] = [];
  const api = httpApi(time, {
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

test("Every answer corrects the time, refusals too", async () => {
  const heard: (string | null)[] = [];
  const dated = (status: number): Answer => () =>
    new Response("{}", { status, headers: { Date: `Tue, 24 Nov 2026 08:00:${status % 60} GMT` } });
  serve(dated(200), dated(409));
  const api = httpApi({ correct: (date) => void heard.push(date) });
  await api.request("GET", "/x");
  await api.request("GET", "/x").catch(() => undefined);
  expect(heard).toEqual(["Tue, 24 Nov 2026 08:00:20 GMT", "Tue, 24 Nov 2026 08:00:49 GMT"]);
});
