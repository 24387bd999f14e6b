import { parse } from "yaml";
import { differentParameters } from "@/lib/evidence/deployments/different-parameters";
import type { DeployChange } from "@/lib/evidence/deployments/schemas";
import type { DeploymentReading } from "@/lib/evidence/orchestrators/reader";
import type { DagsterRun } from "@/lib/vendors/dagster/schemas";

/** Tags that say what ran, and what they are shown as. */
const TAGS: readonly [DeployChange["kind"], string, string][] = [
  ["code", "dagster/git_commit_hash", "commit"],
  ["code", ".dagster/git_commit_hash", "commit"],
  ["image", "dagster/image", "container image"],
  ["setting", "dagster/code_location", "code location"],
];
const MAX_DEPTH = 8;
const MAX_SETTINGS = 500;

/** What differs between the last good run and the failed one: commit, image, and the run's configuration. Pure. */
export function readDagsterDeployment(good: DagsterRun | null, run: DagsterRun): DeploymentReading {
  return {
    goodRun: good === null ? null : { runId: good.id, endedAt: good.endedAt },
    changes:
      good === null
        ? []
        : [
            ...tagChanges(good, run),
            ...differentParameters(settingsOf(good.configYaml), settingsOf(run.configYaml)),
          ],
    packages: null,
    definitionDiff: null,
  };
}

function tagChanges(good: DagsterRun, run: DagsterRun): DeployChange[] {
  return TAGS.flatMap(([kind, tag, name]) => {
    const [before, after] = [good.tags.get(tag) ?? null, run.tags.get(tag) ?? null];
    return before === after || after === null ? [] : [{ kind, name, before, after, by: null, at: null }];
  });
}

/** The leaves of a run's configuration, by path: `ops.load.config.day`. */
function settingsOf(yaml: string | null): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  let left = MAX_SETTINGS;
  const walk = (path: string, value: unknown, depth: number): void => {
    if (left <= 0) return;
    if (typeof value === "object" && value !== null && !Array.isArray(value) && depth < MAX_DEPTH) {
      for (const [key, item] of Object.entries(value))
        walk(path === "" ? key : `${path}.${key}`, item, depth + 1);
      return;
    }
    if (path === "") return;
    left -= 1;
    found[path] = value;
  };
  walk("", parsedYaml(yaml), 0);
  return found;
}

function parsedYaml(text: string | null): unknown {
  try {
    return text === null ? null : parse(text.slice(0, 256 * 1_024), { maxAliasCount: 50 });
  } catch {
    return null;
  }
}
