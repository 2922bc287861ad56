import { expect, test } from "vitest";
import { blankValues, formIn, type FormValues, startIn, valuesOf } from "../../../src/Web/Client/portal/form-values.ts";
import { appointment } from "./appointments-samples.ts";

const filled = valuesOf(appointment);

test("An appointment comes out of the form as it went in", () => {
  const { participant, subject, email, language, start, fold, durationMinutes, admission } = appointment;
  expect(formIn(filled)).toEqual({ participant, subject, email, language, start, fold, durationMinutes, admission });
});

test("A new appointment begins at the next quarter of an hour in Germany", () => {
  expect(startIn(blankValues(Date.parse("2026-11-24T22:46:00Z")))).toBe("2026-11-25T00:00");
  expect(startIn(blankValues(Date.parse("2026-11-24T22:45:00Z")))).toBe("2026-11-24T23:45");
});

test.each<[string, Partial<FormValues>]>([
  ["a name", { participant: "  " }],
  ["a date", { date: "" }],
  ["a time", { time: "" }],
  ["a duration", { duration: "" }],
  ["a duration that is a number", { duration: "1h" }],
  ["a longer duration", { duration: "4" }],
  ["a shorter duration", { duration: "481" }],
])("The form is incomplete without %s", (_, values) => {
  expect(formIn({ ...filled, ...values })).toBeUndefined();
});

test("Spaces around texts, seconds and parts of minutes are left out", () => {
  const texts = { participant: " Zoe ", subject: " a ", email: " a@b.de " };
  expect(formIn({ ...filled, ...texts, time: "09:30:00", duration: "5.4" })).toMatchObject({
    participant: "Zoe",
    subject: "a",
    email: "a@b.de",
    start: "2026-11-30T09:30",
    durationMinutes: 5,
  });
});
