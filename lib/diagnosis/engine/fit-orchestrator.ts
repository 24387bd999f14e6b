import type { Observed } from "@/lib/diagnosis/engine/observe";

/** The products whose terms advice may use. */
const PRODUCTS = ["Airflow", "Prefect", "Dagster"] as const;
type Product = (typeof PRODUCTS)[number];

/** The orchestrator that ran the failure: as reported, or else the one that wrote the log; null if unknown. */
export function orchestratorOf({ input, logs }: Observed): Product | null {
  const names = new Set<string>([
    input.failure.orchestrator,
    ...logs.map(({ findings }) => findings.logKind),
  ]);
  return PRODUCTS.find((product) => names.has(product.toLowerCase())) ?? null;
}

const SENTENCES = /(?<=[.!?])\s+(?=[A-Z`])/;
const CLAUSE = / ?\((?:in|as with|for) (?<name>Airflow|Prefect|Dagster)[^()]*\)/g;

/**
 * Leaves out what holds only for another orchestrator: sentences that name one and clauses such as "(in Airflow through
 * `op_kwargs`)". Null if nothing is left. Text is unchanged if the orchestrator is unknown.
 */
export function fitOrchestrator(text: string, orchestrator: Product | null): string | null {
  if (orchestrator === null) return text;
  const isForeign = (name: string) => name !== orchestrator;
  const namesOther = (part: string) => {
    const named = PRODUCTS.filter((product) => part.includes(product));
    return named.length > 0 && !named.includes(orchestrator);
  };
  const kept = text
    .replaceAll(CLAUSE, (clause, name: string) => (isForeign(name) ? "" : clause))
    .split(SENTENCES)
    .filter((sentence) => !namesOther(sentence));
  return kept.length === 0 ? null : kept.join(" ");
}
