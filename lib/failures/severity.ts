import { SEVERITIES, type Criticality, type Severity, type SeverityReason } from "@/lib/failures/schemas";

/** What the severity of a failure is computed from. Null and 0 mean unknown. */
export interface SeverityInput {
  /** The sender's own severity. */
  reported: Severity | null;
  environment: string | null;
  criticality: Criticality | null;
  /** Whose criticality it is; the pipeline's by default. */
  criticalityOf?: "task" | "pipeline";
  /** Set if it is the criticality of this pipeline, which cannot run. */
  blocked?: string | null;
  /** What depends on what failed. */
  downstream: {
    pipelines: number;
    datasets: number;
    dashboards: number;
    /** Name of a critical pipeline among them. */
    critical: string | null;
  } | null;
  /** Failures folded into the incident. */
  occurrences: number;
  /** Runs of the pipeline that failed in a row, the current one included. */
  failedRuns: number;
  /** The deadline that is closest to being missed. */
  deadline: DeadlineRisk | null;
}

/** How a deadline is affected by a failure. */
export interface DeadlineRisk {
  /** Whose deadline it is. */
  pipeline: string;
  /** ISO 8601. */
  at: string;
  /** As people write it, such as `07:30 Europe/Berlin`. */
  label: string;
  /** `at_risk`: less time is left than the work usually takes. `tight`: less than twice as much. */
  state: "missed" | "at_risk" | "tight" | "met";
}

export interface AssessedSeverity {
  severity: Severity;
  reasons: SeverityReason[];
}

/** Points from which an incident has a severity. Decision 044 has the table. */
const THRESHOLDS: readonly (readonly [Severity, number])[] = [
  ["critical", 6],
  ["high", 4],
  ["warning", 2],
  ["info", 1],
];

const REPORTED_POINTS: Record<Severity, number> = { critical: 6, high: 4, warning: 2, info: 1, low: 0 };

/** Many dependents, without a critical one among them. */
const WIDE_REACH = 10;

/** The severity of a failure, with every reason that counted. */
export function assessSeverity(input: SeverityInput): AssessedSeverity {
  const reasons = [
    ...baseReasons(input),
    criticalityReason(input),
    downstreamReason(input.downstream),
    repeatsReason(input),
    deadlineReason(input.deadline),
  ].filter((reason) => reason !== null);
  return { severity: severityOf(reasons), reasons };
}

/** The same assessment after the failure has happened again; other reasons stay as they are. */
export function withRepeats(
  reasons: readonly SeverityReason[],
  repeats: Pick<SeverityInput, "occurrences" | "failedRuns">,
): AssessedSeverity {
  const others = reasons.filter(({ code }) => code !== "repeats");
  const next = repeatsReason(repeats);
  // In the order of `assessSeverity`, so that both describe the same failure alike.
  const place = others.findIndex(({ code }) => code === "deadline");
  const all = next ? others.toSpliced(place < 0 ? others.length : place, 0, next) : others;
  return { severity: severityOf(all), reasons: all };
}

/** Whether `severity` is at least as severe as `other`. */
export function isAtLeast(severity: Severity, other: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(other);
}

/** Production by name: `prod`, `production`, `prod-eu`. */
export function isProduction(environment: string | null): boolean {
  return environment !== null && /^prod/i.test(environment);
}

/** An environment that by its name is not for production, such as `staging`. */
function isForTests(environment: string | null): boolean {
  return (
    environment !== null &&
    /^(?:ci|demo|dev|int|local|non-?prod|pre-?prod|preview|qa|sandbox|stag|test|uat)/i.test(environment)
  );
}

/** The environment of what runs for a pull request, which is not deployed anywhere yet. */
export const PULL_REQUEST_ENVIRONMENT = "pull request";

function severityOf(reasons: readonly SeverityReason[]): Severity {
  const points = reasons.reduce((sum, reason) => sum + reason.points, 0);
  let severity: Severity = THRESHOLDS.find(([, from]) => points >= from)?.[0] ?? "low";
  for (const { atMost } of reasons) if (atMost && !isAtLeast(atMost, severity)) severity = atMost;
  for (const { atLeast } of reasons) if (atLeast && !isAtLeast(severity, atLeast)) severity = atLeast;
  return severity;
}

/** Where to start: the sender's own severity, otherwise the environment. */
function baseReasons({ reported, environment }: SeverityInput): SeverityReason[] {
  // Nobody is woken at night for a test environment, unless its sender says so.
  const limit = isForTests(environment) ? ({ atMost: "high" } as const) : {};
  if (reported)
    return [
      {
        code: "reported",
        text: `The sender says ${reported}`,
        points: REPORTED_POINTS[reported],
        atLeast: reported,
        ...limit,
      },
    ];
  if (environment === PULL_REQUEST_ENVIRONMENT)
    return [
      {
        code: "environment",
        text: "It failed in a pull request, not in production",
        points: 0,
        atMost: "low",
      },
    ];
  const text = environment === null ? "The environment is unknown" : `It failed in ${environment}`;
  return [{ code: "environment", text, points: isProduction(environment) ? 4 : 2, ...limit }];
}

const CRITICALITY_POINTS = { low: -2, normal: 0, high: 1, critical: 2 } as const;

function criticalityReason({
  criticality,
  criticalityOf = "pipeline",
  blocked = null,
}: SeverityInput): SeverityReason | null {
  if (criticality === null || criticality === "normal") return null;
  return {
    code: "criticality",
    text: blocked
      ? `The criticality of ${blocked}, which will not run, is ${criticality}`
      : `The criticality of the ${criticalityOf} is ${criticality}`,
    points: CRITICALITY_POINTS[criticality],
  };
}

function downstreamReason(downstream: SeverityInput["downstream"]): SeverityReason | null {
  if (!downstream) return null;
  const { pipelines, datasets, dashboards, critical } = downstream;
  if (critical !== null)
    return { code: "downstream", text: `The critical pipeline ${critical} depends on it`, points: 2 };
  if (dashboards === 0 && pipelines + datasets < WIDE_REACH) return null;
  const parts = [
    [pipelines, "pipeline"],
    [datasets, "dataset"],
    [dashboards, "dashboard"],
  ] as const;
  const words = parts.filter(([n]) => n > 0).map(([n, noun]) => `${n} ${noun}${n === 1 ? "" : "s"}`);
  const total = pipelines + datasets + dashboards;
  const text = `${words.join(", ").replace(/, ([^,]*)$/, " and $1")} depend${total === 1 ? "s" : ""} on it`;
  return { code: "downstream", text, points: 1 };
}

const MANY_FAILED_RUNS = 3;
const MANY_OCCURRENCES = 10;

function repeatsReason({
  occurrences,
  failedRuns,
}: Pick<SeverityInput, "occurrences" | "failedRuns">): SeverityReason | null {
  const inARow = Math.max(failedRuns, 0);
  if (inARow >= MANY_FAILED_RUNS)
    return { code: "repeats", text: `The last ${MANY_FAILED_RUNS} runs or more failed`, points: 1 };
  if (occurrences < MANY_FAILED_RUNS) return null;
  const times = occurrences >= MANY_OCCURRENCES ? `${MANY_OCCURRENCES} times or more` : "several times";
  return { code: "repeats", text: `It has failed ${times}`, points: 1 };
}

const DEADLINE_WORDS: Record<Exclude<DeadlineRisk["state"], "met">, [words: string, points: number]> = {
  missed: ["has been missed", 2],
  at_risk: ["is at risk: less time is left than the work usually takes", 2],
  tight: ["is close", 1],
};

function deadlineReason(deadline: DeadlineRisk | null): SeverityReason | null {
  if (!deadline || deadline.state === "met") return null;
  const [words, points] = DEADLINE_WORDS[deadline.state];
  return {
    code: "deadline",
    text: `The deadline of ${deadline.pipeline}, ${deadline.label}, ${words}`,
    points,
  };
}
