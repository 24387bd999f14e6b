// Brings packages, the database client and the built pages up to date, each only if its inputs changed.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { LockHeldError, takeLock } from "../database/lock.mjs";
import { Problem } from "./problem.mjs";
import { withProgress } from "./progress.mjs";
import { runNode } from "./run.mjs";

const GENERATED = "lib/platform/db/generated";
const BUILT = ".next/BUILD_ID";

/** Inputs of the built pages, besides packages. */
const SOURCES = [
  "app",
  "clients",
  "components",
  "inngest",
  "lib",
  "prisma",
  "public",
  "instrumentation.ts",
  "instrumentation-node.ts",
  "next.config.mjs",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];

/**
 * Installs missing packages according to the lock file.
 * @param {string} root
 * @param {{ withTools: boolean }} options `withTools`: include development dependencies
 */
export async function installPackages(root, { withTools }) {
  const isComplete = () => missingPackages(root, withTools).length === 0;
  if (isComplete()) return;
  await exclusively(root, "install", async () => {
    if (isComplete()) return;
    // Keep development tools that are already installed.
    const omit = withTools || existsSync(join(root, "node_modules", "vitest")) ? [] : ["--omit=dev"];
    // No install scripts: none is needed, and some would download additional files.
    const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    await withProgress("Installing packages", () =>
      runNode("npm ci", [npmScript(), "ci", ...omit, ...flags], { cwd: root, env: { NODE_ENV: "" } }),
    );
  });
}

/**
 * Packages in the lock file that are not installed in that version.
 * @param {string} root
 * @param {boolean} withTools
 */
export function missingPackages(root, withTools) {
  const wanted = readJson(join(root, "package-lock.json"))?.packages ?? {};
  const installed = readJson(join(root, "node_modules", ".package-lock.json"))?.packages ?? {};
  return Object.entries(wanted)
    .filter(([path, { optional, dev, devOptional }]) => {
      if (path === "" || optional || devOptional) return false;
      return withTools || !dev;
    })
    .filter(([path, { version }]) => installed[path]?.version !== version || !existsSync(join(root, path)))
    .map(([path]) => path);
}

/** npm's own script: the one that started this process, else the one beside Node. */
function npmScript() {
  const nodeFolder = dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath,
    join(nodeFolder, "node_modules/npm/bin/npm-cli.js"),
    join(nodeFolder, "../lib/node_modules/npm/bin/npm-cli.js"),
    "/usr/share/nodejs/npm/bin/npm-cli.js",
  ];
  const script = candidates.find((path) => path?.endsWith("npm-cli.js") && existsSync(path));
  if (!script) throw new Problem("npm was not found next to Node.js. Run `npm ci`, then restart.");
  return script;
}

/** Generates the database client from the schema files. @param {string} root */
export async function generateClient(root) {
  const inputs = hashOf(
    root,
    ["prisma/schema.prisma", "prisma/models", "prisma.config.ts"],
    [version(root, "prisma")],
  );
  if (readStamps(root).client === inputs && existsSync(join(root, GENERATED, "client.ts"))) return;
  // Generation is pure WebAssembly; the path of any existing program keeps it from looking for its engine.
  const env = {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  };
  await withProgress("Generating the database client", () =>
    runNode("prisma generate", [join(root, "node_modules/prisma/build/index.js"), "generate"], {
      cwd: root,
      env,
    }),
  );
  writeStamp(root, "client", inputs);
}

/** Builds the pages and routes. @param {string} root */
export async function buildPages(root) {
  const isCurrent = () => {
    const inputs = hashOf(root, SOURCES, [process.versions.node]);
    return readStamps(root).pages === inputs && existsSync(join(root, BUILT)) ? null : inputs;
  };
  if (isCurrent() === null) return;
  await exclusively(root, "build", async () => {
    const inputs = isCurrent();
    if (inputs === null) return;
    writeStamp(root, "pages", "");
    const env = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
    await withProgress("Building the pages", () =>
      runNode("next build", [join(root, "node_modules/next/dist/bin/next"), "build"], { cwd: root, env }),
    );
    writeStamp(root, "pages", inputs);
  });
}

/**
 * Runs `work` in one process at a time; others wait, and then find it done.
 * @param {string} root
 * @param {string} name
 * @param {() => Promise<void>} work
 */
async function exclusively(root, name, work) {
  const lock = await withProgress(`Waiting for another start to ${name}`, async () => {
    for (;;) {
      try {
        return takeLock(join(root, ".cache", "locks"), name);
      } catch (error) {
        if (!(error instanceof LockHeldError)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    }
  });
  try {
    await work();
  } finally {
    lock.release();
  }
}

/**
 * A digest of files and folders, excluding tests and generated files.
 * @param {string} root
 * @param {string[]} paths
 * @param {string[]} facts
 */
export function hashOf(root, paths, facts) {
  const hash = createHash("sha256");
  for (const fact of facts) hash.update(`${fact}\n`);
  for (const file of paths.flatMap((path) => filesUnder(root, join(root, path)))) {
    hash.update(`${relative(root, file)}\n`);
    hash.update(readFileSync(file));
  }
  return hash.digest("hex");
}

/** @param {string} root @param {string} path @returns {string[]} */
function filesUnder(root, path) {
  if (!existsSync(path)) return [];
  if (relative(root, path) === join(GENERATED) || path.endsWith("/fixtures")) return [];
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (error.code === "ENOTDIR") return /\.test\.tsx?$/.test(path) ? [] : [path];
    throw error;
  }
  const names = entries.map((entry) => entry.name).sort();
  return names.flatMap((name) => filesUnder(root, join(path, name)));
}

/** @param {string} root @param {string} name */
function version(root, name) {
  return readJson(join(root, "node_modules", name, "package.json"))?.version ?? "";
}

/** @param {string} root @returns {Record<string, string>} */
function readStamps(root) {
  return readJson(join(root, ".cache", "start.json")) ?? {};
}

/** @param {string} root @param {string} name @param {string} value */
function writeStamp(root, name, value) {
  mkdirSync(join(root, ".cache"), { recursive: true });
  writeFileSync(join(root, ".cache", "start.json"), JSON.stringify({ ...readStamps(root), [name]: value }));
}

/** @param {string} path */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
