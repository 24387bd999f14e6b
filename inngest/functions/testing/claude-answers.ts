import type { LLMock } from "@copilotkit/aimock";

const CAUSE = {
  outcome: "diagnosed",
  rootCause: "rows lack customer_id",
  category: "data_quality",
  confidence: 0.8,
  transience: "permanent",
  explanation: "A row came without it.",
  claims: [
    {
      text: "it failed",
      citations: [{ evidence: "E1", startLine: 1, endLine: 1, quote: "KeyError: 'customer_id'" }],
    },
  ],
  chain: [],
  ruledOut: [],
  gaps: [],
  impact: { text: "", citations: [] },
  recommendedActions: ["Look at the rows"],
  hypotheses: [],
};
/** A change by the model that applies to `ORDERS`. */
export const CHANGE = {
  canFix: true,
  title: "Skip rows without a customer",
  rationale: "Rows may lack it.",
  edits: [{ path: "dags/orders.py", search: 'row["customer_id"]', replace: 'row.get("customer_id", 0)' }],
  newFiles: [],
  cautions: [],
  steps: [],
};

/** Has the model answer every kind of question: it agrees that rows lack a key, and proposes `change`. */
export function claudeAnswers(claude: LLMock, { change = CHANGE }: { change?: object } = {}): void {
  claude.onMessage(/Why did the task fail/, { content: JSON.stringify(CAUSE) });
  claude.onMessage(/What does your part of the evidence show/, { content: '{"findings":[]}' });
  claude.onMessage(/Can the colleague's diagnosis be right/, {
    content: JSON.stringify({ verdict: "stands", text: "Nothing contradicts it.", reasons: [] }),
  });
  claude.onMessage(/Propose the change/, { content: JSON.stringify(change) });
}
