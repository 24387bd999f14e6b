import { CRITICALITIES, type FailureReport } from "@/lib/failures/schemas";
import type { DeclaredPipeline } from "@/lib/intake/sources/descriptor";
import { parentsOf, type Manifest } from "@/lib/intake/sources/dbt/manifest";
import type { DbtNode } from "@/lib/intake/sources/dbt/schema";
import { lenientText, objectOf } from "@/lib/intake/sources/lenient";
import { nextDeadline } from "@/lib/pipelines/deadline";
import { declaredSettings } from "@/lib/pipelines/declared-settings";
import type { Deadline, DeclaredSettings } from "@/lib/pipelines/schemas";

const MAX_TAGS = 100;

/** What the nodes of a run declare in `meta` and tags. */
export interface DeclaredNodes {
  /** Of a node, for its report. Undefined if the manifest does not list it. */
  ofNode: (id: string) => FailureReport["declared"];
  /** Of the run as a whole: the strictest, and an owner that all of its owned nodes have. */
  ofRun: FailureReport["declared"];
  /** The same for the pipeline, with the deadline that comes first; null if nothing is declared. */
  pipeline: DeclaredPipeline | null;
}

/**
 * Reads the settings that nodes declare: `meta` (of the node, or in its config, as since dbt 1.10) and tags, in the words of
 * `declaredSettings`. A test that declares nothing is as critical as the strictest node it tests. Any other node is of normal
 * criticality then, while the strictest one of the run is the pipeline's: its dependents wait for all of it.
 * @param at from when the first deadline is looked for
 */
export function readDeclared(
  manifest: Manifest,
  run: { pipeline: string; nodes: readonly string[]; at: Date },
): DeclaredNodes {
  const settings = new Map(
    run.nodes.flatMap((id) => {
      const node = manifest.nodes.get(id);
      return node ? [[id, isTest(node) ? settingsOfTest(manifest, node) : settingsOf(node)] as const] : [];
    }),
  );
  const all = [...settings.values()];
  const criticality = strictest(all);
  const deadline = firstOf(
    all.flatMap((declared) => declared.deadline ?? []),
    run.at,
  );
  const owner = onlyOwner(all);
  const meta = {
    ...(criticality && { criticality }),
    ...(deadline && { deadline }),
    ...(owner && { owner }),
  };
  return {
    ofNode: (id) => {
      const declared = settings.get(id);
      if (!declared) return undefined;
      const { owner: own } = declared;
      return { criticality: declared.criticality ?? (criticality && "normal"), owner: own };
    },
    ofRun: criticality || owner ? { criticality, owner } : undefined,
    pipeline: Object.keys(meta).length === 0 ? null : { externalId: run.pipeline, meta },
  };
}

function settingsOf({ meta, tags, config }: DbtNode): DeclaredSettings {
  const own = { ...objectOf(config?.meta), ...objectOf(meta) };
  return declaredSettings(tagsOf(tags) ?? tagsOf(config?.tags) ?? [], own);
}

type Own = Pick<DeclaredSettings, "criticality" | "deadline" | "owner">;

function isTest({ resource_type }: DbtNode): boolean {
  return resource_type === "test" || resource_type === "unit_test";
}

/** A deadline is that of what is built, not of its tests. */
function settingsOfTest(manifest: Manifest, test: DbtNode): Own {
  const own = settingsOf(test);
  const tested = parentsOf(test).flatMap((id) => {
    const node = manifest.nodes.get(id);
    return node ? [settingsOf(node)] : [];
  });
  return {
    criticality: own.criticality ?? strictest(tested),
    deadline: own.deadline,
    owner: own.owner ?? onlyOwner(tested),
  };
}

function strictest(declared: readonly Own[]): Own["criticality"] {
  return CRITICALITIES.findLast((value) => declared.some(({ criticality }) => criticality === value)) ?? null;
}

/** The owner of all of those that have one. */
function onlyOwner(declared: readonly Own[]): string | null {
  const owners = new Set(declared.flatMap(({ owner }) => owner ?? []));
  return owners.size === 1 ? ([...owners][0] ?? null) : null;
}

function tagsOf(value: unknown): string[] | null {
  return Array.isArray(value)
    ? value.slice(0, MAX_TAGS).flatMap((tag: unknown) => lenientText(tag) ?? [])
    : null;
}

function firstOf(deadlines: readonly Deadline[], at: Date): Deadline | null {
  const dated = deadlines.map((deadline) => ({ deadline, due: nextDeadline(deadline, at).getTime() }));
  return dated.toSorted((a, b) => a.due - b.due)[0]?.deadline ?? null;
}
