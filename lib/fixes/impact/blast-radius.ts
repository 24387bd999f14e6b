import { findImporters, type FoundImporters } from "@/lib/code/imports/find-importers";
import { findRepositoryPath } from "@/lib/code/find-repository-path";
import { PACKAGE_LISTS } from "@/lib/fixes/patches/kind-of-change";
import { findDownstreamOf, listDefinedPipelines, type DefinedPipeline } from "@/lib/fixes/impact/data";
import type { BlastRadius } from "@/lib/fixes/schemas";
import { subjectName } from "@/lib/failures/subject";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import type { SourceRepository } from "@/lib/vendors/source-control";

interface Change {
  incident: IncidentContext;
  /** Paths of the changed files. */
  changed: readonly string[];
  /** Paths of all files at `ref`. */
  paths: readonly string[];
  ref: string;
  repository: Pick<SourceRepository, "findMentions" | "readFiles">;
}

/** What a change reaches, and the facts that its risk depends on. */
export interface ReachedByChange {
  blastRadius: BlastRadius;
  /** Test files that use a changed file. */
  tests: string[];
  /** The pipelines that the change reaches in code. */
  pipelines: readonly DefinedPipeline[];
}

const MAX_LISTED = 100;
/** Other files from which environments are built; they reach everything that runs there. */
const BUILD_FILES = /(?:^|\/)(?:setup\.py|(?:[\w.-]+\.)?Dockerfile[^/]*)$/i;

/**
 * Finds what a change reaches: files that use the changed ones, the pipelines and tasks defined in any of them, what these
 * write, and what depends on that. Reading the repository may fail; then the gap says so.
 */
export async function findBlastRadius(ctx: Context, change: Change): Promise<ReachedByChange> {
  const { incident, changed, paths } = change;
  const found = await importersOf(change);
  const code = found.importers.filter(({ isTest }) => !isTest).map(({ path }) => path);
  const reached = new Set([...changed, ...code]);
  const pipelines = (await listDefinedPipelines(ctx, incident.source.id)).filter(({ path }) => {
    const file = path ? findRepositoryPath(path, paths, incident.source.dagsFolder) : null;
    return file !== null && reached.has(file);
  });
  const lineage = await findDownstreamOf(
    ctx,
    pipelines.map(({ id }) => id),
  );
  const gaps = [
    ...(changed.some((path) => PACKAGE_LISTS.test(path) || BUILD_FILES.test(path))
      ? ["Everything that runs in an environment built from it is affected."]
      : []),
    ...(found.gap === null ? [] : [found.gap]),
    ...unknownReach(changed, pipelines, lineage.tables),
    ...(lineage.isTruncated ? ["More depends on it further downstream."] : []),
  ];
  const radius = {
    files: changed.length,
    tasks: pipelines
      .flatMap(({ pipeline, tasks }) => (tasks ?? []).map((task) => `${pipeline}.${task}`))
      .slice(0, MAX_LISTED),
    pipelines: pipelines.map(({ pipeline }) => pipeline).slice(0, MAX_LISTED),
    importers: code.slice(0, MAX_LISTED),
    tables: lineage.tables.slice(0, MAX_LISTED),
    downstream: lineage.pipelines.slice(0, MAX_LISTED),
    exposures: lineage.exposures.slice(0, MAX_LISTED),
    isComplete: gaps.length === 0,
    gap: gaps.length > 0 ? gaps.join(" ") : null,
  };
  return {
    blastRadius: { ...radius, text: describe(incident, radius) },
    tests: found.importers.filter(({ isTest }) => isTest).map(({ path }) => path),
    pipelines,
  };
}

/** What is not known about the pipelines: that none was found says nothing, because files are known for some kinds only. */
function unknownReach(
  changed: readonly string[],
  pipelines: readonly DefinedPipeline[],
  tables: readonly string[],
): string[] {
  if (changed.length === 0) return ["It is not known which files it changes."];
  if (pipelines.length === 0)
    return ["It is not known which pipelines run the changed files, or what they write."];
  return tables.length === 0 ? ["What these pipelines write is not known."] : [];
}

async function importersOf({ incident, changed, paths, ref, repository }: Change): Promise<FoundImporters> {
  const input = { changed, paths, ref, dagsFolder: incident.source.dagsFolder };
  return findImporters(repository, input).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    return { importers: [], gap: `Other users of the file are unknown: ${error.message}` };
  });
}

type Radius = Omit<BlastRadius, "text">;

function describe(incident: IncidentContext, radius: Radius): string {
  const { files, pipelines, tasks, importers, tables, downstream, exposures } = radius;
  const count = (n: number, name: string) => `${n} ${name}${n === 1 ? "" : "s"}`;
  const failed =
    [incident.pipeline, incident.task].filter(Boolean).join(" / ") || subjectName(incident.report.subject);
  const defined = pipelines.slice(0, 5).join(", ");
  const more = pipelines.length > 5 ? ` and ${pipelines.length - 5} more` : "";
  const parts = [
    count(files, "file"),
    pipelines.length > 0
      ? `used by ${defined}${more} with ${count(tasks.length, "known task")}`
      : `changed for ${failed}`,
    ...(importers.length > 0 ? [`imported by ${count(importers.length, "file")}`] : []),
    ...(tables.length > 0 ? [`${count(tables.length, "table")} written`] : []),
    ...(downstream.length > 0 ? [`${count(downstream.length, "dependent pipeline")}`] : []),
    ...(exposures.length > 0 ? [count(exposures.length, "dashboard")] : []),
  ];
  return `${parts.join("; ")}.`;
}
