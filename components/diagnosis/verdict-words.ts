import { percent, phrase } from "@/components/ui/words";
import type { DiagnosisVerdict } from "@/lib/knowledge/verdicts/schemas";

export type VerdictAnswer = DiagnosisVerdict["verdict"];

const SAID: Record<VerdictAnswer, string> = { right: "right", partly: "partly right", wrong: "wrong" };
const ENGINES: Record<string, string> = { builtin: "the built-in diagnosis", claude: "Claude's diagnosis" };

/** Verdicts that nobody has changed or undone, the latest first. */
export function currentVerdicts({ verdicts }: { verdicts: readonly DiagnosisVerdict[] }): DiagnosisVerdict[] {
  return verdicts.filter(({ endedAt }) => endedAt === null);
}

/** `Ada called the built-in diagnosis (86%) wrong. Configuration: the wrong branch.` */
export function verdictSentence({
  by,
  verdict,
  engine,
  confidence,
  cause,
  category,
  comment,
}: DiagnosisVerdict): string {
  const what = `${ENGINES[engine] ?? "the diagnosis"} (${percent(confidence)})`;
  const kind = category === null ? "" : phrase(category);
  const given = [kind, cause].filter(Boolean).join(": ");
  const parts = [
    `${by.name} called ${what} ${SAID[verdict]}`,
    given.charAt(0).toUpperCase() + given.slice(1),
    comment,
  ];
  return parts
    .filter((part) => part !== null && part !== "")
    .map((part) => `${part?.replace(/\.$/, "")}.`)
    .join(" ");
}
