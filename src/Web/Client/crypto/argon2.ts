import type { Bytes } from "../base/bytes.ts";

/** Argon2id (RFC 9106), 3 passes, 1 lane, 32 bytes out. */
export type Stretch = (password: Bytes, salt: Bytes, memoryMiB: 32 | 64) => Promise<Bytes>;

/** What the worker is asked. */
export interface StretchRequest {
  readonly password: Bytes;
  readonly salt: Bytes;
  readonly memoryMiB: 32 | 64;
}

/** This browser cannot run the key derivation (no WebAssembly, or not enough memory). */
export class StretchError extends Error {
  override readonly name = "StretchError";
}

interface WorkerPolicy {
  createScriptURL(url: string): string;
}

declare global {
  interface Window {
    readonly trustedTypes?: { createPolicy(name: string, rules: WorkerPolicy): WorkerPolicy };
  }
}

let policy: WorkerPolicy | undefined;

/** The address of one of our worker files, in the form Trusted Types demand. */
export function workerUrl(name: "argon2-worker" | "timer-worker"): string {
  const rules: WorkerPolicy = {
    createScriptURL(url) {
      if (!/^\/js\/[a-z0-9-]+-worker\.js$/.test(url)) {
        throw new TypeError("not one of our workers");
      }
      return url;
    },
  };
  policy ??= globalThis.window.trustedTypes?.createPolicy("redconnect", rules) ?? rules;
  return policy.createScriptURL(`/js/${name}.js`);
}

/** Stretches in a worker of its own, which ends with its 32 or 64 MiB when it is done. */
export const stretchInWorker: Stretch = (password, salt, memoryMiB) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(workerUrl("argon2-worker"), { type: "module" });
    const request: StretchRequest = { password, salt, memoryMiB };
    worker.addEventListener("message", ({ data }: MessageEvent<Bytes | null>) => {
      worker.terminate();
      if (data === null) {
        reject(new StretchError("the key derivation failed"));
      } else {
        resolve(data);
      }
    });
    worker.addEventListener("error", () => {
      worker.terminate();
      reject(new StretchError("the key derivation could not start"));
    });
    worker.postMessage(request);
  });
