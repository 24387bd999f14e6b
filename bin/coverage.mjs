#!/usr/bin/env node
// How much of the code the unit and database tests run, by room: `npm run coverage`. With TEST_DATABASE_URL the database
// tests run on that PostgreSQL, otherwise on the embedded one. Browser tests and those of the whole product do not count.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { roomTable } from "./test/room-coverage.mjs";

const root = resolve(fileURLToPath(new URL("..", import.meta.url)));
const folder = join(root, ".cache", "coverage");
const { status } = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    ...["unit*", "programs", "db*"].flatMap((project) => ["--project", project]),
    "--coverage.enabled",
    // Counting makes tests of large logs several times slower.
    "--testTimeout=300000",
    `--coverage.reportsDirectory=${folder}`,
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, TZ: "Asia/Kathmandu" } },
);
const files = Object.entries(JSON.parse(readFileSync(join(folder, "coverage-summary.json"), "utf8")))
  .filter(([path]) => path !== "total")
  .map(([path, counts]) => ({ path: relative(root, path).replaceAll("\\", "/"), ...counts }));
process.stdout.write(`\n${roomTable(files)}\n`);
process.exitCode = status ?? 1;
