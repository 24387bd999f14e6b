import type { EvidencePiece, FailureFacts } from "@/lib/diagnosis/engine/diagnosis-input";
import type { Agent } from "@/lib/diagnosis/model/agents/agent";
import {
  evidenceBlocks,
  failureBlock,
  missingBlock,
  priorBlock,
  type Prior,
  type Room,
} from "@/lib/diagnosis/model/evidence-blocks";
import { EVIDENCE_RULES } from "@/lib/diagnosis/model/rules";

/** The fixed part of an agent's prompt. */
export function agentSystemPrompt({ task }: Agent): string {
  return `You help to find out why a task of a data pipeline failed. Colleagues read the other parts of the evidence; one of them will weigh what all of you found. ${task}

${EVIDENCE_RULES}

How to answer
- Up to eight findings, the most telling first. Each is one or two sentences about what the evidence shows and what that means for the cause, with its citations. bearing: "cause" if it is or leads to the cause, "symptom" if it follows from the failure, "excluded" if it rules out a cause that one would suspect, "context" for the rest.
- Tools read more. Use them only if what is shown leaves a question that decides; most of the time it does not. What a tool returns has a name that can be cited.
- If there is nothing to say, answer with an empty list. Do not repeat the failure's message as a finding.`;
}

const ROOM: Room = { log: 24_000, other: 9_000, total: 36_000 };

/** The prompt of an agent: its slice of the evidence. Pure; expects redacted texts. */
export function agentPrompt(input: {
  failure: FailureFacts;
  slice: readonly EvidencePiece[];
  /** Names of all the evidence of the analysis. */
  nameOf: ReadonlyMap<string, string>;
  prior: Prior | null;
  boundary: string;
}): string {
  const { boundary, slice } = input;
  const { blocks } = evidenceBlocks(boundary, slice, input.nameOf, ROOM);
  const sections = [
    `Boundary lines of this question contain ${boundary}.`,
    failureBlock(boundary, input.failure),
    priorBlock(boundary, input.prior),
    ...blocks,
    ...missingBlock(boundary, slice),
  ];
  return `${sections.join("\n\n")}\n\nWhat does your part of the evidence show?`;
}
