#!/usr/bin/env node
// Starts the command line tool: pd.ts, loaded by tsx with the project's path alias.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

if (!existsSync(join(root, "node_modules", "tsx"))) {
  process.stderr.write(`pd: the packages are not installed. Run "npm ci" in ${root} first.\n`);
  process.exit(1);
}

const { register } = await import("tsx/esm/api");
register({ tsconfig: join(root, "tsconfig.json") });
const { main } = await import("./pd.ts");
process.exitCode = await main(process.argv.slice(2));
