import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fingerprintIn } from "../../../src/Web/Client/crypto/fingerprint.ts";

const print = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(":"));
const otherLine = fc.constantFrom("v=0", "m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=setup:actpass", "a=mid:0", "");
const lines = fc.array(otherLine);
const spelling = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.toUpperCase(),
);
const end = fc.constantFrom("\r\n", "\n", "\r");

function line(value: string, algorithm = "sha-256"): string {
  return `a=fingerprint:${algorithm} ${value}`;
}

function plain(value: string): string {
  return value.replaceAll(":", "");
}

test("One certificate is found wherever it is named, however often and in whatever case", () => {
  const mention = fc.tuple(lines, spelling);
  fc.assert(
    fc.property(print, fc.array(mention, { minLength: 1 }), lines, end, (value, mentions, rest, eol) => {
      const named = mentions.flatMap(([before, spelled]) => [...before, spelled(line(value)).replace(/^A/, "a")]);
      expect(fingerprintIn([...named, ...rest].join(eol))).toBe(plain(value));
    }),
  );
});

test("Two certificates are none, in whatever order and section", () => {
  fc.assert(
    fc.property(print, print, lines, lines, end, (one, other, before, between, eol) => {
      fc.pre(one !== other);
      const sdp = [...before, line(one), ...between, line(other), line(one)].join(eol);
      expect(fingerprintIn(sdp)).toBeUndefined();
    }),
  );
});

test("A certificate beside which something else looks like a fingerprint is none", () => {
  const odd = fc.constantFrom(
    (value: string) => line(value, "sha-1"),
    (value: string) => line(value, "sha-512"),
    (value: string) => ` ${line(value)}`,
    (value: string) => `${line(value)} `,
    (value: string) => `a=fingerprint :sha-256 ${value}`,
    (value: string) => `a=fingerprint:sha-256\t${value}`,
    (value: string) => `a=x\u2028${line(value)}`,
    (value: string) => line(value).slice(0, -3),
    (value: string) => `m=audio\0${line(value)}`,
  );
  fc.assert(
    fc.property(print, odd, fc.boolean(), end, (value, oddly, isFirst, eol) => {
      const pair = [oddly(value), line(value)];
      expect(fingerprintIn((isFirst ? pair : pair.toReversed()).join(eol))).toBeUndefined();
    }),
  );
});

test("A description without a fingerprint names no certificate", () => {
  fc.assert(fc.property(lines, end, (all, eol) => fingerprintIn(all.join(eol)) === undefined));
});
