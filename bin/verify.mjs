#!/usr/bin/env node
// Runs every check that needs no database: `npm run verify`, before every commit.

import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { generateClient } from "./start/prepare.mjs";
import { staticChecks, vitestStep } from "./test/checks.mjs";
import { runStep, sentence, sum, table } from "./test/steps.mjs";

const root = resolve(fileURLToPath(new URL("..", import.meta.url)));

await generateClient(root);
const steps = [...staticChecks(root), vitestStep(root, "unit tests", "unit*")];
const results = await Promise.all(steps.map((step) => runStep(step, { root, isQuiet: true })));
const total = sum(results);
process.stdout.write(`\n${table(results)}\n\n${sentence(total)}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
