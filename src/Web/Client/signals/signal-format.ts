import type { Signal } from "../wire/messages.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What each kind must look like. Other kinds and fields are ignored, as docs/protocol.md section 6 demands. */
const forms: Readonly<Record<Signal["kind"], (fields: Fields) => boolean>> = {
  description: ({ generation, description }) =>
    isGeneration(generation) && isFields(description) && isOfferOrAnswer(description),
  candidate: ({ generation, candidate }) =>
    isGeneration(generation) && (candidate === null || (isFields(candidate) && isText(candidate["candidate"]))),
  restart: ({ generation, relayOnly }) => isGeneration(generation) && typeof relayOnly === "boolean",
  commitment: ({ commitment }) => isDigest(commitment),
  reveal: ({ nonce }) => isDigest(nonce),
  distrust: () => true,
  media: ({ camera, microphone }) => typeof camera === "boolean" && typeof microphone === "boolean",
};

/** The signal in a plaintext, or undefined when it is none that we understand. */
export function readSignal(plaintext: string): Signal | undefined {
  let read: unknown;
  try {
    read = JSON.parse(plaintext);
  } catch {
    return undefined;
  }
  if (!isFields(read) || !isText(read["kind"]) || !Object.hasOwn(forms, read["kind"])) {
    return undefined;
  }
  return forms[read["kind"] as Signal["kind"]](read) ? (read as unknown as Signal) : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isOfferOrAnswer({ type, sdp }: Fields): boolean {
  return (type === "offer" || type === "answer") && isText(sdp);
}

function isDigest(value: unknown): boolean {
  return isText(value) && /^[0-9a-f]{64}$/.test(value);
}

function isGeneration(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}
