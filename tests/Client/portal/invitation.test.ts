import { expect, test } from "vitest";
import german from "../../../src/Web/Texts/de.json";
import { appointmentWith } from "./appointments-samples.ts";
import { stubDocument } from "./page-texts.ts";

test("The invitation is a mail in the patient's language whose lines end with CRLF", async () => {
  stubDocument("de", german);
  const { mailLink } = await import("../../../src/Web/Client/portal/invitation.ts");
  const link = mailLink(appointmentWith({ email: "zoe+a&b@example.org", language: "en", participant: "Zoe & Ann" }));
  expect(link).toMatch(/^mailto:zoe%2Ba%26b@example\.org\?subject=[^&]+&body=[^&]+$/);
  const body = decodeURIComponent(link.split("&body=")[1] ?? "");
  expect(body).toContain("Dear Zoe & Ann,\r\n");
  expect(body.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  expect(body).toContain("https://example.org/#");
});

test.each([
  ["a@example.org, b@example.org", "mailto:a@example.org,b@example.org?"],
  [" a@example.org ;b@example.org;", "mailto:a@example.org,b@example.org?"],
  ["größe@bücher.example", "mailto:gr%C3%B6%C3%9Fe@b%C3%BCcher.example?"],
  ["", "mailto:?"],
])("The addresses '%s' are written as RFC 6068 has them", async (email, start) => {
  stubDocument("de", german);
  const { mailLink } = await import("../../../src/Web/Client/portal/invitation.ts");
  expect(mailLink(appointmentWith({ email })).startsWith(start)).toBe(true);
});
