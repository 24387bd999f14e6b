import type { Collector } from "@/lib/evidence/collector";
import { codeChanges } from "@/lib/evidence/collectors/code-changes";
import { deploymentDrift } from "@/lib/evidence/collectors/deployment-drift";
import { orchestratorLog } from "@/lib/evidence/collectors/orchestrator-log";
import { orchestratorState } from "@/lib/evidence/collectors/orchestrator-state";
import { renderedCode } from "@/lib/evidence/collectors/rendered-code";
import { runHistory } from "@/lib/evidence/collectors/run-history";
import { silentEnd } from "@/lib/evidence/collectors/silent-end";
import { changedColumns } from "@/lib/evidence/collectors/schema-changes";
import { similarIncidents } from "@/lib/evidence/collectors/similar-incidents";
import { sourceCode } from "@/lib/evidence/collectors/source-code";
import { upstreamInputs } from "@/lib/evidence/collectors/upstream-inputs";

/** All collectors. To add one, add a file and list it here. */
export const COLLECTORS: readonly Collector[] = [
  orchestratorLog,
  orchestratorState,
  renderedCode,
  sourceCode,
  codeChanges,
  upstreamInputs,
  changedColumns,
  runHistory,
  deploymentDrift,
  silentEnd,
  similarIncidents,
];
