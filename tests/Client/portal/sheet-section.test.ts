import { expect, test } from "vitest";
import { isLastGroup } from "../../../src/Web/Client/portal/sheet-section.ts";

const code = "0123-4567-89AB-CDEF-GHJK-MNPQ-RS01";

test.each(["RS01", " rs0l ", "R-SO1", "ＲＳ０１"])("'%s' is the last group, as people type it", (typed) => {
  expect(isLastGroup(typed, code)).toBe(true);
});

test.each(["", "RS0", "0123", "MNPQ", "RS10", code])("'%s' is not the last group", (typed) => {
  expect(isLastGroup(typed, code)).toBe(false);
});
