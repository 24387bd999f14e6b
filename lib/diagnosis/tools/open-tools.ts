import { loadCodeThatRan } from "@/lib/diagnosis/tools/code-that-ran";
import { describeTable } from "@/lib/diagnosis/tools/describe-table";
import { storedLogs } from "@/lib/diagnosis/tools/incident-logs";
import { listSimilarIncidents } from "@/lib/diagnosis/tools/list-similar-incidents";
import { readFile } from "@/lib/diagnosis/tools/read-file";
import { readLogWindow } from "@/lib/diagnosis/tools/read-log-window";
import { readRunHistory } from "@/lib/diagnosis/tools/read-run-history";
import { searchLog } from "@/lib/diagnosis/tools/search-log";
import { showCommit } from "@/lib/diagnosis/tools/show-commit";
import { listable, type ModelTool } from "@/lib/diagnosis/tools/tool";
import { findOrigins } from "@/lib/evidence/schema-changes/data";
import type { Evidence } from "@/lib/evidence/schemas";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";

export interface OpenedTools {
  tools: ModelTool[];
  /** The tools that do not apply to this incident, and why. */
  leftOut: { name: string; reason: string }[];
}

interface ToolScope {
  incident: IncidentContext;
  /** The incident's current evidence. */
  evidence: readonly Evidence[];
  /** What the prompt calls the pieces of evidence, and their ids; read at each call. */
  names: ReadonlyMap<string, string>;
}

/**
 * The tools a model may call about an incident. Each reads only this workspace and this incident's logs, repository and
 * pipeline, and none writes.
 */
export async function openTools(ctx: Context, scope: ToolScope): Promise<OpenedTools> {
  authorize(ctx, "incident.analyze");
  const { incident, evidence, names } = scope;
  const { repository, dagsFolder, name } = incident.source;
  const openCode = repository === null ? null : loadCodeThatRan(ctx, repository, scope);
  const hasLog = storedLogs(evidence).length > 0;
  const hasCommits =
    openCode !== null || evidence.some(({ kind, status }) => kind === "commit" && status === "ok");
  const { hasSnapshots } = await findOrigins(ctx);
  const noRepository = `no repository is connected to ${name}`;
  const { pipelineId } = incident;
  const offers: [string, ModelTool | null, string][] = [
    ["read_log_window", hasLog ? listable(readLogWindow(evidence, names)) : null, "no log is stored"],
    ["search_log", hasLog ? listable(searchLog(evidence)) : null, "no log is stored"],
    ["read_file", openCode && listable(readFile(openCode, dagsFolder)), noRepository],
    ["show_commit", hasCommits ? listable(showCommit(scope, openCode)) : null, noRepository],
    [
      "describe_table",
      hasSnapshots ? listable(describeTable(ctx)) : null,
      "neither lineage nor a warehouse has reported any columns",
    ],
    ["list_similar_incidents", listable(listSimilarIncidents(ctx, scope)), ""],
    [
      "read_run_history",
      pipelineId === null ? null : listable(readRunHistory(ctx, scope, pipelineId)),
      "the incident is not about a pipeline",
    ],
  ];
  return {
    tools: offers.flatMap(([, tool]) => tool ?? []),
    leftOut: offers.flatMap(([name, tool, reason]) => (tool === null ? [{ name, reason }] : [])),
  };
}
