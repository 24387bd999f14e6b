import { taskOf } from "@/lib/failures/subject";
import { RERUNNERS } from "@/lib/fixes/reruns/list-rerunners";
import type { RerunRequest } from "@/lib/fixes/reruns/rerunner";
import { descriptorOf } from "@/lib/intake/sources/registry";

/** What a person may run to repeat what failed; null if no command can, or if what failed is not known well enough. Pure. */
export function commandByHand({
  incident,
  branch,
}: Pick<RerunRequest, "incident" | "branch">): string | null {
  const { pipeline, task, run, report, source } = incident;
  const own = RERUNNERS.get(source.kind)?.command;
  if (own) return own({ incident, branch });
  if (pipeline === null || report.refs["dbt_cloud_run"]) return null;
  const logicalDate = taskOf(report)?.run?.logicalDate ?? null;
  const commands = descriptorOf(source.kind).rerun?.repeatRun({ pipeline, task, run, logicalDate });
  return commands?.[0]?.command ?? null;
}
