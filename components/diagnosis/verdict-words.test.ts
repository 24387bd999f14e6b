import { expect, it } from "vitest";
import { currentVerdicts, verdictSentence } from "@/components/diagnosis/verdict-words";
import type { DiagnosisVerdict } from "@/lib/knowledge/verdicts/schemas";

const verdict: DiagnosisVerdict = {
  id: "v",
  diagnosisId: "d",
  verdict: "right",
  category: null,
  cause: null,
  comment: null,
  by: { type: "user", id: "u", name: "Ada" },
  engine: "builtin",
  saidCategory: "code_bug",
  saidCause: "a bug",
  confidence: 0.86,
  at: "2026-11-30T12:00:00Z",
  endedAt: null,
};

it.each<[Partial<DiagnosisVerdict>, string]>([
  [{}, "Ada called the built-in diagnosis (86%) right."],
  [
    { engine: "claude", verdict: "partly", comment: "Only half of it." },
    "Ada called Claude's diagnosis (86%) partly right. Only half of it.",
  ],
  [
    { verdict: "wrong", category: "configuration", cause: "the image was built from the wrong branch" },
    "Ada called the built-in diagnosis (86%) wrong. Configuration: the image was built from the wrong branch.",
  ],
  [
    { verdict: "wrong", category: "schema_change" },
    "Ada called the built-in diagnosis (86%) wrong. Schema change.",
  ],
])("%j", (part, sentence) => {
  expect(verdictSentence({ ...verdict, ...part })).toBe(sentence);
});

it("leaves out verdicts that were changed or undone", () => {
  const ended = { ...verdict, id: "e", endedAt: "2026-11-30T12:01:00Z" };
  expect(currentVerdicts({ verdicts: [verdict, ended] })).toEqual([verdict]);
});
