import { expect, test } from "vitest";
import german from "../../../src/Web/Texts/de.json";
import { appointmentWith } from "./appointments-samples.ts";
import { stubDocument } from "./page-texts.ts";

test("The invitation is a mail in the patient's language whose lines end with CRLF", async () => {
  stubDocument("de", german);
  const { mailLink } = await import("../../../src/Web/Client/portal/invitation.ts");
  const link = mailLink(appointmentWith({ email: "zoe+a&b@example.org", language: "en", participant: "Zoe & Ann" }));
  expect(link).toMatch(/^mailto:zoe%2Ba%26b%40example\.org\?subject=[^&]+&body=[^&]+$/);
  const body = decodeURIComponent(link.split("&body=")[1] ?? "");
  expect(body).toContain("Dear Zoe & Ann,\r\n");
  expect(body.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  expect(body).toContain("https://example.org/#");
});
