import { expect, test } from "vitest";
import { looksLikeFullName } from "../../../src/Web/Client/portal/login-page.ts";

test.each(["Dr. Muster", "dr muster", "Prof. Berg", "Maria Muster", " Änne Öhler", "Muster, Maria"])(
  "'%s' looks like a full name",
  (name) => {
    expect(looksLikeFullName(name)).toBe(true);
  },
);

test.each(["mmuster", "Muster", "drmuster", "maria muster", "m.muster", "Sprechzimmer 1", ""])(
  "'%s' may be a short name",
  (name) => {
    expect(looksLikeFullName(name)).toBe(false);
  },
);
