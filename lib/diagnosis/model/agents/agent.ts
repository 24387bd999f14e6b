import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
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

/** What is said of an agent without a slice, to people and to the synthesizer. */
export const NOTHING_TO_READ = "None of this evidence was collected.";

/** The agent's part of the evidence; null if it has nothing to read. Pure. */
export function sliceFor<T extends Pick<EvidencePiece, "kind" | "status" | "text">>(
  { kinds }: Pick<Agent, "kinds">,
  evidence: readonly T[],
): T[] | null {
  const slice = evidence.filter(({ kind }) => kinds.includes(kind));
  return slice.some(({ status, text }) => status === "ok" && text.trim() !== "") ? slice : null;
}
