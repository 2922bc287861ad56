// Bundles the browser client: one file per entry that exists, into wwwroot/js.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const entries = readdirSync(here("Client"))
  .filter((name) => name.endsWith(".ts"))
  .map((name) => here(`Client/${name}`));

if (existsSync(here("wwwroot/js"))) {
  rmSync(here("wwwroot/js"), { recursive: true });
}

await build({
  entryPoints: entries,
  outdir: here("wwwroot/js"),
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
});
