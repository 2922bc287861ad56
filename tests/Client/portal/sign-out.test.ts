import { expect, test } from "vitest";
import { SignOut, watchSession } from "../../../src/Web/Client/portal/sign-out.ts";
import { ApiRefusal } from "../../../src/Web/Client/portal/api.ts";
import { FakeApi } from "./fake-api.ts";

/** Two tabs of one browser. */
function browser(api: FakeApi) {
  const kept = new Map<string, unknown>([["session", "keys"]]);
  const store = {
    get: <T>(name: string) => Promise.resolve(kept.get(name) as T | undefined),
    put: (name: string, value: unknown) => Promise.resolve(void kept.set(name, value)),
    remove: (name: string) => Promise.resolve(void kept.delete(name)),
  };
  const tabs: { readonly target: EventTarget; readonly seen: string[] }[] = [];
  const tab = () => {
    const self = { target: new EventTarget(), seen: [] as string[] };
    tabs.push(self);
    const channel = {
      addEventListener: self.target.addEventListener.bind(self.target),
      postMessage: (data: unknown) =>
        tabs
          .filter((each) => each !== self)
          .forEach(({ target }) => target.dispatchEvent(new MessageEvent("message", { data }))),
    };
    const page = { empty: (why: string) => void self.seen.push(why), leave: () => void self.seen.push("left") };
    return { signOut: new SignOut({ api, store }, channel as never, page), seen: self.seen };
  };
  return { kept, tab };
}

test("Signing out empties all tabs, forgets the keys, ends the session and leaves", async () => {
  const api = new FakeApi().answer(() => undefined);
  const { kept, tab } = browser(api);
  const [here, there] = [tab(), tab()];
  await here.signOut.now();
  expect([here.seen, there.seen]).toEqual([["here", "left"], ["elsewhere"]]);
  expect(kept.size).toBe(0);
  expect(api.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(["DELETE /session"]);
});

test("Signing out without a line empties the page all the same, and says what is left to be done", async () => {
  const { kept, tab } = browser(new FakeApi());
  const here = tab();
  await here.signOut.now();
  expect(here.seen).toEqual(["here", "offline"]);
  expect(kept.size).toBe(0);
});

test("A session that the server has ended empties all tabs and forgets the keys", async () => {
  const { kept, tab } = browser(new FakeApi());
  const [here, there] = [tab(), tab()];
  const refused = (code: string) => () => {
    throw new ApiRefusal(code);
  };
  let ending: Promise<void> = Promise.reject(new Error("The session has not ended."));
  ending.catch(() => undefined);
  const answers = new FakeApi().answer(refused("throttled")).answer(refused("signedOut"));
  const api = watchSession(answers, () => void (ending = here.signOut.ended()));
  await expect(api.request("GET", "/appointments")).rejects.toMatchObject({ code: "throttled" });
  expect(here.seen).toEqual([]);
  await expect(api.request("GET", "/appointments")).rejects.toMatchObject({ code: "signedOut" });
  await ending;
  expect([here.seen, there.seen]).toEqual([["ended"], ["ended"]]);
  expect(kept.size).toBe(0);
});

test("Signing in empties the other tabs, which have the keys of the session before", () => {
  const { kept, tab } = browser(new FakeApi());
  const [here, there] = [tab(), tab()];
  here.signOut.replaced();
  expect([here.seen, there.seen]).toEqual([[], ["replaced"]]);
  expect(kept.size).toBe(1);
});
