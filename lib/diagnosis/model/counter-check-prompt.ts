import type { EvidencePiece, FailureFacts } from "@/lib/diagnosis/engine/diagnosis-input";
import { evidenceBlocks, failureBlock, missingBlock, type Room } from "@/lib/diagnosis/model/evidence-blocks";
import type { ModelDiagnosis } from "@/lib/diagnosis/model/answers";
import { EVIDENCE_RULES } from "@/lib/diagnosis/model/rules";
import { dataBlock, numberLines } from "@/lib/vendors/anthropic/data-block";

export const COUNTER_CHECK_PROMPT = `A colleague has named the cause of a failed task of a data pipeline. You try to prove the colleague wrong. You see the evidence that the diagnosis does not cite, and you have tools to read more.

${EVIDENCE_RULES}

How to answer
- Ask what else would have to be true if the named cause were right, and what would have to be false, and look for that: did the same thing happen in runs that succeeded? Was the error there before the change? Did something else fail first? Does another cause explain more?
- "refuted": the evidence contradicts the cause; it cannot be right. "weakened": the evidence makes it less likely. "stands": you found evidence that would have contradicted a wrong cause and does not. "cannot_tell": this evidence does not decide.
- "refuted" and "weakened" count only with a citation of evidence that the diagnosis does not cite itself. Do not doubt for the sake of it: a cause that fits all the evidence stands.`;

const ROOM: Room = { log: 10_000, other: 4_000, total: 20_000 };

/** The prompt of the counter-check. Pure; expects redacted texts. */
export function counterCheckPrompt(input: {
  failure: FailureFacts;
  leading: Pick<ModelDiagnosis, "rootCause" | "category" | "claims" | "chain">;
  /** The evidence that the diagnosis does not cite. */
  unused: readonly EvidencePiece[];
  nameOf: ReadonlyMap<string, string>;
  boundary: string;
}): string {
  const { boundary, leading, unused, nameOf } = input;
  const lines = [
    `${leading.category}: ${leading.rootCause}`,
    ...leading.claims.map(({ text }) => `claim: ${text}`),
    ...leading.chain.map(({ from, to, text }) => `because: ${from} <- ${to}: ${text}`),
  ].map((line) => line.replaceAll(/\s+/g, " ").slice(0, 600));
  const sections = [
    `Boundary lines of this question contain ${boundary}.`,
    failureBlock(boundary, input.failure),
    dataBlock(boundary, "the colleague's diagnosis", numberLines(lines.join("\n"), 1)),
    ...evidenceBlocks(boundary, unused, nameOf, ROOM).blocks,
    ...missingBlock(boundary, unused),
  ];
  return `${sections.join("\n\n")}\n\nCan the colleague's diagnosis be right?`;
}
