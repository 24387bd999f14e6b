// The checks that need no database: all of `npm run verify`, and the first part of `npm test`.

import { join } from "node:path";
import { countVitest, vitestFailures } from "./steps.mjs";

/** @param {string} root @param {string} path */
const tool = (root, path) => join(root, "node_modules", path);

/** @param {string} root @returns {import("./steps.mjs").Step[]} */
export function staticChecks(root) {
  const tsc = tool(root, "typescript/bin/tsc");
  return [
    { name: "format", args: [tool(root, "oxfmt/bin/oxfmt"), "--check", "."] },
    { name: "lint", args: [tool(root, "oxlint/bin/oxlint")] },
    { name: "types", args: [tsc, "--noEmit"] },
    { name: "types of scripts", args: [tsc, "--noEmit", "-p", "bin"] },
    { name: "paths in documents", args: [join(root, "bin/test/document-paths.mjs")] },
    { name: "unused code", args: [tool(root, "knip/bin/knip.js"), "--no-progress"] },
  ];
}

/**
 * One of vitest's projects.
 * @param {string} root
 * @param {string} name
 * @param {string} project
 * @param {{ env?: Record<string, string>, exclude?: string, files?: string[], deadlineMs?: number }} [options] `files`: only paths that
 *   contain one of these; all when empty
 * @returns {import("./steps.mjs").Step}
 */
export function vitestStep(root, name, project, { env = {}, exclude, files = [], deadlineMs } = {}) {
  const report = join(root, ".cache", `test-${name.replaceAll(/\W+/g, "-")}.json`);
  const excludes = exclude ? ["--exclude", exclude] : [];
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return {
    name,
    args: [
      tool(root, "vitest/vitest.mjs"),
      "run",
      "--project",
      project,
      "--passWithNoTests",
      ...reporters,
      ...excludes,
      ...files,
    ],
    env: { TZ: "Asia/Kathmandu", ...env },
    report,
    count: countVitest,
    failures: vitestFailures,
    ...(deadlineMs && { deadlineMs }),
  };
}
