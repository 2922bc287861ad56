import { argon2id } from "hash-wasm";
import type { Stretch } from "./argon2.ts";

/** Stretches on this thread. For the worker and for tests. */
export const stretchHere: Stretch = async (password, salt, memoryMiB) => {
  const hash = await argon2id({
    password,
    salt,
    parallelism: 1,
    iterations: 3,
    memorySize: memoryMiB * 1024,
    hashLength: 32,
    outputType: "binary",
  });
  return new Uint8Array(hash);
};
