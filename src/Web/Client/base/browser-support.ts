/** Features without which nobody can enter, by what a person must do about them. */
export type Missing = "calls" | "encryption";

const features = {
  calls: ["RTCPeerConnection", "MediaStream", "WebSocket"],
  encryption: ["isSecureContext", "Worker", "WebAssembly"],
} as const satisfies Readonly<Record<Missing, readonly string[]>>;

/** What this browser lacks, or what its settings (lockdown, policies, a page without TLS) switch off. */
export function missingFeature(browser: object): Missing | undefined {
  const has = (name: string): boolean => Boolean((browser as Record<string, unknown>)[name]);
  return (Object.keys(features) as Missing[]).find((kind) => !features[kind].every(has));
}
