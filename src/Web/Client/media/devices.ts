export type DeviceKind = "audio" | "video";
export type DeviceProblem = "denied" | "missing" | "busy" | "silent" | "failed";

export type Devices = Pick<
  MediaDevices,
  "getUserMedia" | "enumerateDevices" | "addEventListener" | "removeEventListener"
>;

/** Browsers hide their devices from pages without TLS. */
const noDevices: Devices = {
  getUserMedia: () => Promise.reject(new DOMException("no devices here", "NotFoundError")),
  enumerateDevices: () => Promise.resolve([]),
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};

export function availableDevices(navigator: { readonly mediaDevices?: Devices }): Devices {
  return navigator.mediaDevices ?? noDevices;
}

const problemNames: Readonly<Record<string, DeviceProblem>> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** Why the browser gave no device. */
export function problemOf(error: unknown): DeviceProblem {
  return (error instanceof DOMException && problemNames[error.name]) || "failed";
}
