import { expect, test, vi } from "vitest";
import { randomBytes } from "../../../src/Web/Client/base/bytes.ts";
import { Agreement } from "../../../src/Web/Client/call/agreement.ts";
import type { End } from "../../../src/Web/Client/crypto/safety-number.ts";
import type { AgreementSignal } from "../../../src/Web/Client/wire/messages.ts";

const room = "ab".repeat(16);

function end(seat: string, fingerprint = "ab".repeat(32)): End {
  return { seat, instance: 1, publicKey: new Uint8Array(65), fingerprint };
}

/** One side of an agreement: what it sends is delivered by the test. */
function side(own: End, other: End) {
  const sent: AgreementSignal[] = [];
  const events: string[] = [];
  const agreement = new Agreement(
    { room, own, other },
    {
      send: (signal) => sent.push(signal),
      agreed: () => events.push("agreed"),
      distrusted: () => events.push("distrusted"),
    },
  );
  const sends = async (count: number) => vi.waitFor(() => expect(sent).toHaveLength(count));
  const hears = async (event: string) => vi.waitFor(() => expect(events).toEqual([event]));
  return { agreement, sent, sends, hears };
}

function deliver(from: ReturnType<typeof side>, to: ReturnType<typeof side>, index: number): void {
  to.agreement.receive(from.sent[index] as AgreementSignal);
}

test("Both sides get the same six digits, and nobody reveals before they hold the other's commitment", async () => {
  const [anna, ben] = [side(end("aa"), end("bb")), side(end("bb"), end("aa"))];
  await Promise.all([anna.sends(1), ben.sends(1)]);
  expect([anna.sent, ben.sent]).toMatchObject([[{ kind: "commitment" }], [{ kind: "commitment" }]]);
  deliver(anna, ben, 0);
  deliver(ben, anna, 0);
  await Promise.all([anna.sends(2), ben.sends(2)]);
  deliver(anna, ben, 1);
  deliver(ben, anna, 1);
  await Promise.all([anna.hears("agreed"), ben.hears("agreed")]);
  expect(anna.agreement.number).toMatch(/^\d{3} \d{3}$/);
  expect(ben.agreement.number).toBe(anna.agreement.number);
});

test("A nonce that was not committed to is refused: none can be chosen to match ours", async () => {
  const [anna, ben] = [side(end("aa"), end("bb")), side(end("bb"), end("aa"))];
  await ben.sends(1);
  deliver(ben, anna, 0);
  await anna.sends(2);
  anna.agreement.receive({ kind: "reveal", nonce: "12".repeat(32) });
  await anna.hears("distrusted");
  expect(anna.agreement.number).toBeUndefined();
});

test.each([
  ["before the commitment", ["reveal"]],
  ["after a second commitment", ["commitment", "commitment"]],
] as const)("A step that comes %s is refused", async (_, kinds) => {
  const anna = side(end("aa"), end("bb"));
  for (const kind of kinds) {
    const digest = "12".repeat(32);
    anna.agreement.receive(kind === "reveal" ? { kind, nonce: digest } : { kind, commitment: digest });
  }
  await anna.hears("distrusted");
});

test("Our own commitment and nonce, sent back to us, are refused", async () => {
  const anna = side(end("aa"), end("bb"));
  await anna.sends(1);
  deliver(anna, anna, 0);
  await anna.sends(2);
  deliver(anna, anna, 1);
  await anna.hears("distrusted");
});

test("Sides that believe in different certificates do not agree", async () => {
  const anna = side(end("aa"), end("bb", "cd".repeat(32)));
  const ben = side(end("bb"), end("aa"));
  await Promise.all([anna.sends(1), ben.sends(1)]);
  deliver(ben, anna, 0);
  deliver(anna, ben, 0);
  await ben.sends(2);
  deliver(ben, anna, 1);
  await anna.hears("distrusted");
});

test("Somebody in between cannot make both sides show one number, whatever nonces they draw", async () => {
  const middle = { ...end("mm"), publicKey: randomBytes(65) };
  const numbers = new Set<string>();
  for (let attempt = 0; attempt < 20; attempt++) {
    const [anna, toAnna] = [side(end("aa"), middle), side(middle, end("aa"))];
    await Promise.all([anna.sends(1), toAnna.sends(1)]);
    deliver(anna, toAnna, 0);
    deliver(toAnna, anna, 0);
    await toAnna.sends(2);
    deliver(toAnna, anna, 1);
    await anna.hears("agreed");
    numbers.add(anna.agreement.number ?? "");
  }
  expect(numbers.size).toBeGreaterThan(18);
});
