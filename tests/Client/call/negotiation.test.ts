import { expect, test } from "vitest";
import { Negotiation } from "../../../src/Web/Client/call/negotiation.ts";
import { chances } from "../fake-time.ts";
import { FakeConnection } from "./fake-connection.ts";

function side(name: string, polite: boolean) {
  const connection = new FakeConnection(name);
  const outbox: RTCSessionDescriptionInit[] = [];
  let attached = 0;
  const negotiation = new Negotiation(connection, polite, {
    send: (description) => outbox.push(description),
    answering: () => attached++,
  });
  return { connection, negotiation, outbox, attached: () => attached };
}

async function settle(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    await Promise.resolve();
  }
}

/** Carries descriptions over until both sides have nothing more to say. */
async function talk(left: ReturnType<typeof side>, right: ReturnType<typeof side>): Promise<void> {
  await settle();
  while (left.outbox.length + right.outbox.length > 0) {
    const toRight = left.outbox.shift();
    const toLeft = right.outbox.shift();
    await Promise.all([toRight && right.negotiation.describe(toRight), toLeft && left.negotiation.describe(toLeft)]);
    await settle();
  }
}

test("An offer is answered, and what we send is attached before the answer", async () => {
  const doctor = side("doctor", false);
  const patient = side("patient", true);
  await doctor.negotiation.offer();
  await talk(doctor, patient);
  expect(doctor.connection.remoteDescription?.sdp).toBe("patient answer 1");
  expect([doctor.connection.signalingState, patient.connection.signalingState]).toEqual(["stable", "stable"]);
  expect(patient.attached()).toBe(1);
});

test("When both offer at once the impolite side's offer wins", async () => {
  const doctor = side("doctor", false);
  const patient = side("patient", true);
  await Promise.all([doctor.negotiation.offer(), patient.negotiation.offer()]);
  await talk(doctor, patient);
  expect(patient.connection.remoteDescription?.sdp).toBe("doctor offer 1");
  expect(doctor.connection.remoteDescription?.type).toBe("answer");
  expect([doctor.connection.signalingState, patient.connection.signalingState]).toEqual(["stable", "stable"]);
});

test.each(Array.from({ length: 40 }, (_, seed) => seed))(
  "Offers at random moments always end stable on both sides (%i)",
  async (seed) => {
    const chance = chances(seed + 1);
    const doctor = side("doctor", false);
    const patient = side("patient", true);
    for (let round = 0; round < 12; round++) {
      const offering = chance() < 0.5 ? [doctor] : chance() < 0.5 ? [patient] : [doctor, patient];
      const offers = offering
        .filter(({ connection }) => connection.signalingState === "stable")
        .map(({ negotiation }) => negotiation.offer());
      await settle(Math.floor(chance() * 4));
      const talking = talk(doctor, patient);
      await Promise.all([...offers, talking]);
    }
    await talk(doctor, patient);
    expect([doctor.connection.signalingState, patient.connection.signalingState]).toEqual(["stable", "stable"]);
  },
);

test("A candidate that comes before its description waits for it", async () => {
  const patient = side("patient", true);
  const candidate = patient.negotiation.candidate({ candidate: "host 1" });
  expect(patient.connection.candidates).toEqual([]);
  await candidate;
  await patient.negotiation.describe({ type: "offer", sdp: "doctor offer 1" });
  expect(patient.connection.candidates).toEqual(["host 1"]);
});

test("Candidates of an ignored offer do not disturb", async () => {
  const doctor = side("doctor", false);
  const patient = side("patient", true);
  await doctor.negotiation.offer();
  await talk(doctor, patient);
  await doctor.negotiation.offer();
  await doctor.negotiation.describe({ type: "offer", sdp: "patient offer 9" });
  await doctor.negotiation.candidate({ candidate: "host 9", usernameFragment: "patient offer 9" });
  expect(doctor.connection.candidates).toEqual([]);
});

test("A candidate that cannot be added is a fault", async () => {
  const patient = side("patient", true);
  await patient.negotiation.describe({ type: "offer", sdp: "doctor offer 1" });
  await expect(patient.negotiation.candidate({ candidate: "host 1", usernameFragment: "stranger" })).rejects.toThrow(
    "unknown ufrag",
  );
});
