import type { AgentName } from "@/lib/diagnosis/schemas";
import type { EvidenceKind } from "@/lib/evidence/schemas";
import type { ModelRole } from "@/lib/model/schemas";

/** An agent: a part of the evidence, the tools to read more of it, and what to look for. */
export interface Agent {
  name: AgentName;
  role: Extract<ModelRole, `${AgentName}-agent`>;
  kinds: readonly EvidenceKind[];
  /** Names of tools (`lib/diagnosis/tools`). */
  tools: readonly string[];
  task: string;
}
