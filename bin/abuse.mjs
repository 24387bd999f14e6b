#!/usr/bin/env node
// Runs all attacks on the running product: `npm run abuse [-- FILE…]`. `npm test` runs a short version.

import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPages, generateClient, installPackages } from "./start/prepare.mjs";
import { vitestStep } from "./test/checks.mjs";
import { runStep, sentence, table } from "./test/steps.mjs";

const DEADLINE_MS = 60 * 60_000;
const root = resolve(fileURLToPath(new URL("..", import.meta.url)));

await installPackages(root, { withTools: true });
await generateClient(root);
await buildPages(root);
const step = vitestStep(root, "abuse", "abuse*", { env: { PD_ABUSE: "full" } });
step.args.push(...process.argv.slice(2));
const result = await runStep({ ...step, deadlineMs: DEADLINE_MS }, { root });
process.stdout.write(`\n${table([result])}\n\n${sentence(result)}\n`);
process.exitCode = result.failed > 0 ? 1 : 0;
