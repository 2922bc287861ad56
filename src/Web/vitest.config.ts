import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The tests stand beside the other tests of the repository; their packages are here.
export default defineConfig({
  root: here("../.."),
  resolve: {
    alias: {
      vitest: here("node_modules/vitest"),
      "fast-check": here("node_modules/fast-check"),
      "@msgpack/msgpack": here("node_modules/@msgpack/msgpack"),
    },
  },
  test: { include: ["tests/Client/**/*.test.ts"], environment: "node" },
});
