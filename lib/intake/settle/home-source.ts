import type { ReportedPlace } from "@/lib/intake/sources/descriptor";

/** A source that a reported pipeline may belong to. */
export interface CandidateSource {
  id: string;
  name: string;
  environment: string | null;
  apiBaseUrl: string | null;
}

type SameAs = NonNullable<ReportedPlace["sameAs"]>;

/**
 * The source that has the pipeline which another source reports, such as the Airflow whose DAG an OpenLineage event is
 * about; null if that cannot be told. `candidates` are the workspace's sources of that kind. In this order, the first rule
 * that leaves exactly one decides: its API has the address in the event, its name or environment is the sender's namespace,
 * it has the environment of the delivering source, or it is the only one. Never one whose environment is another. Pure.
 */
export function homeSource(
  source: { environment: string | null },
  sameAs: SameAs,
  candidates: readonly CandidateSource[],
): CandidateSource | null {
  const possible = candidates.filter(({ environment }) => !isOther(environment, source.environment));
  const origin = originOf(sameAs.url);
  const namespace = sameAs.namespace.toLowerCase();
  const rules: ((candidate: CandidateSource) => boolean)[] = [
    ({ apiBaseUrl }) => origin !== null && originOf(apiBaseUrl) === origin,
    ({ name, environment }) => [name.toLowerCase(), environment?.toLowerCase()].includes(namespace),
    ({ environment }) => environment !== null && environment === source.environment,
    () => true,
  ];
  for (const isLikely of rules) {
    const [first, ...others] = possible.filter(isLikely);
    if (first) return others.length === 0 ? first : null;
  }
  return null;
}

function isOther(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b;
}

function originOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).origin : null;
}
