import { reachFiles } from "@/lib/code/imports/reach-files";
import { findDependents, findDownstream, findRunsToRepeat, listMissingRuns } from "@/lib/fixes/plans/data";
import { findAppends, type SearchedText } from "@/lib/fixes/plans/find-appends";
import type { DependentPipeline, RerunFacts } from "@/lib/fixes/plans/plan-rerun";
import { upstreamFirst } from "@/lib/fixes/plans/upstream-first";
import type { FixMaterial } from "@/lib/fixes/proposals/fix-material";
import { likelyFiles } from "@/lib/fixes/templates/template";
import { descriptorOf } from "@/lib/intake/sources/registry";
import type { Context } from "@/lib/platform/context";

/** Files of the failing code and of what it imports or names. */
const MAX_FILES = 12;
const MAX_DEPTH = 2;
const NO_LINEAGE =
  "Nothing is known about what this pipeline writes or starts, so pipelines that depend on it may be missing here.";
const SOME_LINEAGE = "Only dependencies that were reported are known.";

/** Everything that a plan to run a pipeline again is based on; null for a failure of no pipeline. */
export async function loadRerunFacts(ctx: Context, material: FixMaterial): Promise<RerunFacts | null> {
  const { incident, diagnosis } = material;
  const { incidentId, pipelineId, pipeline } = incident;
  if (pipelineId === null || pipeline === null) return null;
  const [{ runs, more }, missing, downstream, texts] = await Promise.all([
    findRunsToRepeat(ctx, { incidentId, pipelineId }),
    listMissingRuns(ctx, pipelineId),
    findDownstream(ctx, { id: pipelineId, taskId: incident.taskId }),
    searchedTexts(material),
  ]);
  return {
    pipeline,
    pipelineId: pipeline,
    task: incident.task,
    rerun: descriptorOf(incident.source.kind).rerun,
    version: incident.report.labels["airflow_version"] ?? null,
    runs,
    moreRuns: more,
    missing,
    appends: findAppends(texts),
    earlierTries: Math.max((incident.tryNumber ?? 1) - 1, 0),
    dependents: await dependentsOf(ctx, downstream, incident.openedAt),
    dependentsGap: gapOf(downstream),
    isTransient: diagnosis.transience === "transient" || diagnosis.transience === "intermittent",
  };
}

type Downstream = Awaited<ReturnType<typeof findDownstream>>;

async function dependentsOf(ctx: Context, downstream: Downstream, since: Date): Promise<DependentPipeline[]> {
  const ordered = upstreamFirst(downstream.reached, downstream.edges);
  const known = await findDependents(
    ctx,
    ordered.map(({ id }) => id),
    since,
  );
  return ordered.flatMap(({ id, via }) => {
    const row = known.get(id);
    if (!row) return [];
    const names = via.flatMap(
      (step) => known.get(step.id)?.name ?? downstream.datasets.get(step.id)?.name ?? [],
    );
    const { name, externalId, sourceKind, runsSince } = row;
    return [{ name, externalId, rerun: descriptorOf(sourceKind).rerun, via: names, runsSince }];
  });
}

function gapOf({ reached, isTruncated }: Downstream): string | null {
  if (reached.length === 0) return NO_LINEAGE;
  return isTruncated ? "There are more dependents further downstream." : SOME_LINEAGE;
}

/** The code that failed with what it imports, and what the log shows of the failed try. */
async function searchedTexts(material: FixMaterial): Promise<SearchedText[]> {
  const { evidence } = material;
  const texts = await codeTexts(material);
  for (const piece of evidence) {
    const isFailedTry = piece.kind === "log" && piece.facts?.isEarlierTry !== true;
    if (isFailedTry) texts.push({ path: null, text: piece.text, firstLine: piece.startLine ?? 1 });
    const isRendered = piece.kind === "code" && piece.facts !== null && piece.facts.origin !== "repository";
    if (isRendered)
      texts.push({ path: piece.facts?.path ?? null, text: piece.text, firstLine: piece.startLine ?? 1 });
  }
  return texts;
}

/** Writing often happens in a module that the pipeline imports, or in SQL that it names. */
async function codeTexts({ code, incident }: FixMaterial): Promise<SearchedText[]> {
  if (!code) return [];
  const { repository, head, files } = code;
  const { dagsFolder } = incident.source;
  const texts = new Map<string, string>();
  const read = async (paths: readonly string[]) => {
    const found = await repository.readFiles(paths, head.sha);
    for (const [path, text] of found) texts.set(path, text);
    return found;
  };
  const limits = { maxFiles: MAX_FILES, maxDepth: MAX_DEPTH };
  const reached = await reachFiles({ entries: likelyFiles(code), paths: files, dagsFolder, ...limits }, read);
  const rest = reached.map(({ path }) => path).filter((path) => !texts.has(path));
  if (rest.length > 0) await read(rest);
  return reached.flatMap(({ path }) => {
    const text = texts.get(path);
    return text === undefined ? [] : [{ path, text, firstLine: 1 }];
  });
}
