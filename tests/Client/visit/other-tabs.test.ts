import { expect, test } from "vitest";
import { type BetweenTabs, OtherTabs } from "../../../src/Web/Client/visit/other-tabs.ts";
import { stopTime } from "../fake-time.ts";
import { visits } from "./sample-states.ts";

const clock = stopTime();
const { kept } = visits.seated;
const { id, role } = kept.room;
type Data = (event: { readonly data: unknown }) => void;

/** What one browser gives its tabs: each hears all the others, and locks are held by one at a time. */
class FakeBrowser {
  readonly #listeners = new Map<object, Data[]>();
  readonly #waiting = new Map<string, (() => void)[]>();

  tab(): OtherTabs {
    const own: Data[] = [];
    this.#listeners.set(own, own);
    const between: BetweenTabs = {
      channel: {
        addEventListener: (_, listener) => void own.push(listener),
        postMessage: (data) => this.#others(own).forEach((listener) => listener({ data: structuredClone(data) })),
      },
      locks: { request: (name, options, granted) => this.#request(name, options.ifAvailable, granted) },
    };
    return new OtherTabs(() => between, clock);
  }

  #others(own: object): readonly Data[] {
    return [...this.#listeners].flatMap(([each, listeners]) => (each === own ? [] : listeners));
  }

  async #request(name: string, ifAvailable: boolean, granted: (lock: object | null) => unknown): Promise<void> {
    const before = this.#waiting.get(name);
    if (before && ifAvailable) {
      await granted(null);
      return;
    }
    if (before) {
      await new Promise<void>((resolve) => before.push(resolve));
    }
    this.#waiting.set(name, this.#waiting.get(name) ?? []);
    await granted({});
    const next = this.#waiting.get(name)?.shift();
    if (next) {
      next();
    } else {
      this.#waiting.delete(name);
    }
  }
}

function twoTabs(): readonly [OtherTabs, OtherTabs] {
  const browser = new FakeBrowser();
  return [browser.tab(), browser.tab()];
}

test("A tab is given the seat that another tab has on the same side of the room", async () => {
  const [first, second] = twoTabs();
  expect(await first.claim(id, role)).toBeUndefined();
  first.show({ visit: visits.seated });
  expect(await second.claim(id, role)).toEqual(kept);
});

test("Of two tabs that enter in the same moment the second waits for the first one's seat", async () => {
  const [first, second] = twoTabs();
  const claims = [first.claim(id, role), second.claim(id, role)];
  await clock.pass(0);
  first.show({ visit: visits.seated });
  expect(await Promise.all(claims)).toEqual([undefined, kept]);
});

test("A tab that came back after a reload has its seat as well", async () => {
  const [first, second] = twoTabs();
  first.show({ visit: visits.seated });
  expect(await second.claim(id, role)).toEqual(kept);
});

test.each([
  ["another room", "cd".repeat(16), role],
  ["the other side", id, "patient" as const],
])("A tab in %s has another seat", async (_, room, side) => {
  const [first, second] = twoTabs();
  first.show({ visit: visits.seated });
  expect(await second.claim(room, side)).toBeUndefined();
});

test("A seat that was given up is claimed by the next tab", async () => {
  const [first, second] = twoTabs();
  await first.claim(id, role);
  first.show({ visit: visits.seated });
  first.show({ visit: visits.ended });
  await clock.pass(0);
  expect(await second.claim(id, role)).toBeUndefined();
});

test("A seat that moved to another tab is found there", async () => {
  const browser = new FakeBrowser();
  const [first, second, third] = [browser.tab(), browser.tab(), browser.tab()];
  first.show({ visit: visits.seated });
  await second.claim(id, role);
  const moved = { ...visits.seated, kept: { ...kept, instance: 2 } };
  second.show({ visit: moved });
  first.show({ visit: visits.replaced });
  await clock.pass(0);
  expect(await third.claim(id, role)).toEqual(moved.kept);
});

test("A tab that the browser has frozen keeps nobody out", async () => {
  const [first, second] = twoTabs();
  await first.claim(id, role);
  const claim = second.claim(id, role);
  await clock.pass(1000);
  expect(await claim).toBeUndefined();
});

const blocked = (): never => {
  throw new DOMException("blocked", "SecurityError");
};
const lockless = { channel: { addEventListener: () => undefined, postMessage: () => undefined } };

test.each([
  ["site data is blocked", blocked],
  ["locks are refused", () => ({ ...lockless, locks: { request: () => Promise.reject(new Error("denied")) } })],
])("Where %s, every tab is alone", async (_, open) => {
  expect(await new OtherTabs(open, clock).claim(id, role)).toBeUndefined();
});
