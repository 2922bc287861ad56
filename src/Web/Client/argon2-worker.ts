import type { StretchRequest } from "./crypto/argon2.ts";
import { stretchHere } from "./crypto/argon2-hash.ts";

addEventListener("message", ({ data }: MessageEvent<StretchRequest>) => {
  stretchHere(data.password, data.salt, data.memoryMiB).then(postMessage, () => {
    postMessage(null);
  });
});
