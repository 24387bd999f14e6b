import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const alias = {
  "@": root.replace(/\/$/, ""),
  // Next resolves this marker itself; outside of it the marker has nothing to say.
  "server-only": `${root}node_modules/server-only/empty.js`,
};

// Keys for tests alone; the product makes its own at first start.
const env = {
  NEXTAUTH_SECRET: "0".repeat(64),
  PD_ENCRYPTION_KEY: "0".repeat(64),
  LOG_LEVEL: "silent",
  // As `npm start` sets them for a single operator: stand-ins listen on loopback, repositories and files are temporary.
  PD_OUTBOUND_ALLOW: "private,loopback",
  PD_REPOSITORY_ROOTS: tmpdir(),
  PD_DUCKDB_ROOTS: tmpdir(),
  GITHUB_REPOSITORIES: "*",
};

// A zone with a 45-minute offset: code that formats local time by accident fails here.
process.env["TZ"] = "Asia/Kathmandu";

/** Tests that start programs (git, Python, servers, `npx pd`) or work for seconds: not part of `npm run verify`. */
const SLOW = [
  "bin/*.test.ts",
  "bin/{database,start,test}/*.test.ts",
  "clients/**/*.test.ts",
  "evals/fuzz.test.ts",
  "evals/learning/*.test.ts",
  "evals/pipeline-rca/adapters.test.ts",
  "lib/fixes/patches/check-patch.test.ts",
  "lib/fixes/verification/{dbt-parse,import-pipeline,reproduce-failure,verify-patch}.test.ts",
  "lib/vendors/{git,github,python,slack,syntax}/**/*.test.ts",
  "lib/vendors/sandbox/attacks.test.ts",
  "lib/vendors/warehouse/duckdb.test.ts",
];

/** What a test file does that other files in the same process would notice, or that needs modules not loaded yet. */
const OWN_MODULES = /\bvi\.(?:hoisted|mock|resetModules)\(/;

/** Test files that need a process of their own. The others share processes, and with them the modules they load. */
const isolated = ["app", "bin", "components", "inngest", "lib"].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.test\.tsx?$/.test(path))
    .map((path) => `${folder}/${path}`)
    .filter((path) => OWN_MODULES.test(readFileSync(`${root}${path}`, "utf8")))
    // Folders of routes are named `(desk)` and `[number]`, which a glob would read as patterns.
    .map((path) => path.replaceAll(/[()[\]]/g, String.raw`\$&`)),
);
const isDatabaseTest = (path: string) => path.endsWith(".db.test.ts");

// Tests with real processes share two cores with each other; a shared machine may starve one of them.
const retry = process.env["CI"] ? 2 : 0;

const unit = {
  env,
  environment: "node" as const,
  maxWorkers: 2,
  // Some read large logs; a busy machine must not fail them.
  testTimeout: 30_000,
};

const db = {
  retry,
  env,
  environment: "node" as const,
  globalSetup: ["./e2e/database/global-setup.ts"],
  testTimeout: 30_000,
  hookTimeout: 60_000,
  // They wait for databases, programs and workflows more than they compute.
  maxWorkers: 3,
};

export default defineConfig({
  resolve: { alias },
  test: {
    coverage: {
      include: ["{app,bin,components,inngest,lib}/**/*.{ts,tsx,mjs}"],
      exclude: [
        "**/*.test.{ts,tsx}",
        "**/{fixtures,testing,generated}/**",
        "**/*.d.ts",
        "{vitest,prisma,playwright}.config.ts",
      ],
      reporter: ["json-summary"],
      reportOnFailure: true,
    },
    projects: [
      {
        resolve: { alias },
        test: {
          ...unit,
          name: "unit",
          isolate: false,
          include: ["{lib,inngest,components,app,evals,clients,bin,bench}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "**/node_modules/**", ...SLOW, ...isolated],
        },
      },
      {
        resolve: { alias },
        test: {
          ...unit,
          name: "unit-isolated",
          include: isolated.filter((path) => !isDatabaseTest(path)),
          exclude: SLOW,
          sequence: { groupOrder: 3 },
        },
      },
      {
        resolve: { alias },
        test: {
          name: "programs",
          retry,
          env,
          environment: "node",
          maxWorkers: 2,
          include: SLOW,
          exclude: ["**/*.db.test.ts", "**/node_modules/**"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        resolve: { alias },
        test: {
          ...db,
          name: "db",
          isolate: false,
          // Not `exclude`, which would replace the one of the command line.
          include: ["{lib,inngest,app,bin}/**/*.db.test.ts", ...isolated.map((path) => `!${path}`)],
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve: { alias },
        test: {
          ...db,
          name: "db-isolated",
          include: isolated.filter(isDatabaseTest),
          sequence: { groupOrder: 4 },
        },
      },
      {
        resolve: { alias },
        test: {
          name: "product",
          retry,
          environment: "node",
          include: ["e2e/product/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 400_000,
          // One running product at a time: two would measure each other.
          fileParallelism: false,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "abuse",
          retry,
          env: { ...env, TZ: "Asia/Kathmandu" },
          environment: "node",
          include: ["e2e/abuse/*.test.ts"],
          globalSetup: ["./e2e/abuse/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 400_000,
          fileParallelism: false,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "abuse-own-product",
          retry,
          env: { ...env, TZ: "Asia/Kathmandu" },
          environment: "node",
          include: ["e2e/abuse/own-product/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 400_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
