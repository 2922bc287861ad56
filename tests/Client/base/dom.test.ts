import { expect, test } from "vitest";
import { isolated } from "../../../src/Web/Client/base/dom.ts";

test.each([
  ["a name that turns what follows around", "Eva\u202Egnol"],
  ["a name that closes its isolation first", "Eva\u2069\u202Egnol"],
  ["a name that opens and never closes", "Eva\u2067\u202Bgnol"],
])("%s stays between its own walls", (_, name) => {
  expect(isolated(name)).toBe("\u2068Evagnol\u2069");
});

test("Marks that a right-to-left name needs, and pictures, stay", () => {
  expect(isolated("שרה\u200F (Sarah) 🙂")).toBe("\u2068שרה\u200F (Sarah) 🙂\u2069");
});
