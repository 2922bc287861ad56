import { expect, test } from "vitest";
import { matcher } from "../../../src/Web/Client/portal/search.ts";
import { listed } from "../../../src/Web/Client/portal/appointments-state.ts";
import { appointmentWith, now } from "./appointments-samples.ts";

test.each([
  ["anna müller", "Müller, Anna-Lena"],
  ["mueller", "Müller"],
  ["muller", "Müller"],
  ["jose", "José"],
  ["jose\u0301", "José"],
  ["josé", "Jose\u0301"],
  ["gross", "Groß"],
  ["GROSS", "Großmann"],
  ["Groß", "Gross"],
  ["lodz", "Łódź"],
  ["sorensen", "Sørensen"],
  ["  ", "anybody"],
  ["", "anybody"],
])("'%s' finds %s", (search, text) => {
  expect(matcher(search)(text)).toBe(true);
});

test.each([["anna meier", "Müller, Anna"], ["müllerin", "Müller"]])("'%s' does not find %s", (search, text) => {
  expect(matcher(search)(text)).toBe(false);
});

test.each(["30.11.", "30.11.2026", "miller 30.11", "Zoe, Miller"])("An appointment is found by '%s'", (search) => {
  const found = listed({ appointments: [appointmentWith()], search, past: false }, now, () => "");
  expect(found).toHaveLength(1);
});
