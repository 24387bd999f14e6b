import type { ReportedPlace } from "@/lib/intake/sources/descriptor";

/** A source that a reported pipeline may belong to. */
export interface CandidateSource {
  id: string;
  name: string;
  environment: string | null;
  apiBaseUrl: string | null;
}

type SameAs = NonNullable<ReportedPlace["sameAs"]>;

/** OpenLineage's default, and what everybody calls an Airflow: they do not say which of several it is. */
const GENERIC_NAMES: ReadonlySet<string> = new Set(["default", "airflow"]);

/**
 * The source that has the pipeline which another source reports, such as the Airflow whose DAG an OpenLineage event is
 * about; null if that cannot be told, because a success taken for one of another installation resolves its failure.
 * `candidates` are the workspace's sources of that kind. The only one that fits is taken. Of several, rules narrow them down
 * to one, in this order: its API has the address in the event; its name is the sender's namespace; the namespace is its
 * environment; it has the environment of the delivering source. An environment does not decide for a source whose API has
 * another address. Pure.
 */
export function homeSource(
  source: { environment: string | null },
  sameAs: SameAs,
  candidates: readonly CandidateSource[],
): CandidateSource | null {
  const fitting = fittingSources(source, candidates);
  if (fitting.length === 1) return fitting[0] ?? null;
  const origin = originOf(sameAs.url);
  const namespace = sameAs.namespace.toLowerCase();
  const proofs: Rule[] = [
    ({ apiBaseUrl }) => origin !== null && originOf(apiBaseUrl) === origin,
    (candidate) => namespaceOf(candidate)?.toLowerCase() === namespace,
  ];
  const proved = narrowed(fitting, proofs);
  if (proved.length === 1) return proved[0] ?? null;
  const [likely, ...others] = narrowed(proved, [
    ({ environment }) => environment?.toLowerCase() === namespace,
    ({ environment }) => environment !== null && environment === source.environment,
  ]);
  const isElsewhere = origin !== null && likely?.apiBaseUrl != null && originOf(likely.apiBaseUrl) !== origin;
  return likely && others.length === 0 && !isElsewhere ? likely : null;
}

/** The sources that are not of another environment than the delivering one. Pure. */
export function fittingSources<Candidate extends Pick<CandidateSource, "environment">>(
  source: { environment: string | null },
  candidates: readonly Candidate[],
): Candidate[] {
  return candidates.filter(
    ({ environment }) =>
      environment === null || source.environment === null || environment === source.environment,
  );
}

/**
 * The namespace by which a sender says that it is this source: its name, with the environment if the name is too general.
 * Null if it has no environment either. Pure.
 */
export function namespaceOf({
  name,
  environment,
}: Pick<CandidateSource, "name" | "environment">): string | null {
  if (!GENERIC_NAMES.has(name.toLowerCase())) return name;
  return environment === null ? null : `${name}-${environment}`;
}

type Rule = (candidate: CandidateSource) => boolean;

/** What is left after the rules; a rule that fits none is skipped. */
function narrowed(candidates: readonly CandidateSource[], rules: readonly Rule[]): CandidateSource[] {
  return rules.reduce<CandidateSource[]>(
    (left, rule) => {
      const matching = left.filter(rule);
      return matching.length > 0 ? matching : left;
    },
    [...candidates],
  );
}

function originOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).origin : null;
}
