import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { CodeLine, Expectation } from "@/e2e/real/expectations";
import { waitFor } from "@/e2e/real/processes";
import type { Evidence, Incident, Product, Source, Summary } from "@/e2e/real/product";
import { describeIncident, type Marks, type Row } from "@/e2e/real/rows";

/** Confidence from which a wrong category is worse than none. */
const SURE = 0.8;

/** Number of attempts of the example DAGs that are retried. */
const AIRFLOW_RETRIES = { 2: 3, 3: 4 };
/** Number of subflows in the example flows that have the hook. */
const PREFECT_SUBFLOW_HOOKS = 2;
const SETTLE_TIMEOUT_MS = 240_000;
/** How long nothing else may arrive after everything expected has arrived. */
const QUIET_MS = 15_000;

/** Compares the product's incidents for one orchestrator with what its example pipelines did. */
export async function checkIncidents(
  system: string,
  product: Product,
  source: Source,
  expectations: readonly Expectation[],
): Promise<Row[]> {
  const expected = expectations.filter((expectation) => expectation.incident !== null).length;
  await waitFor(
    `the incidents of ${system}`,
    SETTLE_TIMEOUT_MS,
    async () => {
      const rows = await judge(system, product, source, expectations);
      return rows.every((row) => row.problems.length === 0) ? rows : null;
    },
    { everyMs: 3_000 },
  ).catch(() => null);
  await sleep(QUIET_MS);
  const rows = await judge(system, product, source, expectations);
  return [...rows, await judgeDeliveries(system, product, source, expected)];
}

async function judge(
  system: string,
  product: Product,
  source: Source,
  expectations: readonly Expectation[],
): Promise<Row[]> {
  const incidents = await product.incidents(source.id);
  const of = (pipeline: string | undefined) => incidents.filter((incident) => incident.pipeline === pipeline);
  const rows = await Promise.all(
    expectations.map(async (expectation) => {
      const row = await judgeOne(system, product, expectation, of(expectation.pipeline));
      const affected = await judgeAffected(product, expectation, of);
      const found = [row.found, ...affected.found].join("; ");
      return { ...row, found, problems: [...row.problems, ...affected.problems] };
    }),
  );
  const known = new Set(
    expectations.flatMap((expectation) => [expectation.pipeline, ...(expectation.affects ?? [])]),
  );
  const others = incidents.filter(
    ({ pipeline, title }) =>
      // On a busy machine Airflow itself says this of its scheduler.
      !title.startsWith("Airflow is unhealthy") && (pipeline === null || !known.has(pipeline)),
  );
  const uninvited = others.map((other) => ({
    system,
    pipeline: other.pipeline ?? "-",
    failure: "-",
    found: describeIncident(other),
    problems: ["unexpected incident"],
  }));
  return [...rows, ...uninvited];
}

/** Pipelines that failed with this one must be part of its incident, and be listed there as affected. */
async function judgeAffected(
  product: Product,
  { pipeline, affects = [] }: Expectation,
  of: (pipeline: string) => Summary[],
): Promise<{ found: string[]; problems: string[] }> {
  const [root] = of(pipeline);
  if (!root || affects.length === 0) return { found: [], problems: [] };
  const timeline = (await product.timeline(root.id)).map((item) => item.text);
  const problems = await Promise.all(
    affects.map(async (name) => {
      const [first, ...more] = of(name);
      if (!first) return `no report of ${name} arrived`;
      if (more.length > 0) return `${more.length + 1} incidents of ${name} instead of one`;
      const { parentIncidentId } = await product.incident(first.id);
      if (first.status !== "merged" || parentIncidentId !== root.id)
        return `#${first.number} of ${name} is ${first.status}, not merged into #${root.number}`;
      const isShown = timeline.some(
        (text) => text.startsWith("Affected: run ") && text.includes(` of ${name}, `),
      );
      return isShown ? null : `the timeline of #${root.number} does not name the run of ${name}`;
    }),
  );
  return {
    found: [`with ${affects.join(", ")}`],
    problems: problems.filter((problem) => problem !== null),
  };
}

async function judgeOne(
  system: string,
  product: Product,
  expectation: Expectation,
  incidents: readonly Summary[],
): Promise<Row> {
  const { pipeline, failure } = expectation;
  const [first] = incidents;
  if (expectation.incident === null || !first) {
    const found = first ? describeIncident(first) : "no incident";
    const isRight = expectation.incident === null ? !first : false;
    return {
      system,
      pipeline,
      failure,
      found,
      problems: isRight ? [] : [first ? "it should open nothing" : "no incident"],
    };
  }
  const [incident, evidence] = await Promise.all([product.incident(first.id), product.evidence(first.id)]);
  const examples = system.startsWith("Prefect") ? "flows" : "dags";
  const marks = await marksOf(expectation.incident, incident, evidence, examples);
  const problems = [...problemsOf(expectation.incident, incident, evidence), ...describeMarks(marks)];
  if (incidents.length > 1) problems.unshift(`${incidents.length} incidents instead of one`);
  if (incident.status === "merged") problems.unshift("it is part of another incident, but stands for itself");
  return { system, pipeline, failure, found: describeWhole(incident), problems, marks };
}

async function marksOf(
  wanted: NonNullable<Expectation["incident"]>,
  { diagnosis }: Incident,
  evidence: readonly Evidence[],
  examples: string,
): Promise<Marks> {
  return {
    isCategoryRight: wanted.categories.includes(diagnosis?.category ?? ""),
    isCauseRight: wanted.causeHolds.test(diagnosis?.rootCause ?? ""),
    isCodeShown: wanted.code && (await isShown(wanted.code, evidence, examples)),
    confidence: diagnosis?.confidence ?? 0,
  };
}

function describeMarks({ isCategoryRight, isCauseRight, isCodeShown, confidence }: Marks): string[] {
  const problems: string[] = [];
  if (!isCategoryRight && confidence >= SURE) problems.push(`wrong, with a confidence of ${confidence}`);
  if (!isCauseRight) problems.push("the root cause is not what happened");
  if (isCodeShown === false) problems.push("the failing line of the code is not shown");
  return problems;
}

/** Whether code evidence is about that line of the example and shows it. */
async function isShown(code: CodeLine, evidence: readonly Evidence[], examples: string): Promise<boolean> {
  const line = await lineOf(code, examples);
  return evidence.some(
    ({ kind, status, title, text, startLine }) =>
      kind === "code" &&
      status === "ok" &&
      title.includes(`${code.file}:${line}`) &&
      (text.split("\n")[line - (startLine ?? 1)] ?? "").includes(code.holds),
  );
}

const EXAMPLES = path.resolve("e2e/real");

/**
 * @param examples `dags` or `flows`, with which the names of the folders begin.
 * @throws unless exactly one line of exactly one example holds the text.
 */
async function lineOf({ file, holds }: CodeLine, examples: string): Promise<number> {
  const found: number[] = [];
  for (const name of await readdir(EXAMPLES, { recursive: true })) {
    if (path.basename(name) !== file || !name.startsWith(examples)) continue;
    const lines = (await readFile(path.join(EXAMPLES, name), "utf8")).split("\n");
    lines.forEach((text, index) => {
      if (text.includes(holds)) found.push(index + 1);
    });
  }
  const [line] = found;
  if (line === undefined || found.length > 1)
    throw new Error(`${found.length} lines of ${file} hold ${holds}`);
  return line;
}

function problemsOf(
  wanted: NonNullable<Expectation["incident"]>,
  incident: Incident,
  evidence: readonly Evidence[],
): string[] {
  const problems: string[] = [];
  const check = (holds: boolean, problem: string) => {
    if (!holds) problems.push(problem);
  };
  check(incident.task === wanted.task, `task ${incident.task} instead of ${wanted.task}`);
  const tryNumber = incident.attempt?.tryNumber ?? null;
  check(
    wanted.tryNumber === null || tryNumber === wanted.tryNumber,
    `try ${tryNumber} instead of ${wanted.tryNumber}`,
  );
  check(
    wanted.mapIndex === undefined || incident.attempt?.mapIndex === wanted.mapIndex,
    `map index ${incident.attempt?.mapIndex} instead of ${wanted.mapIndex}`,
  );

  const logs = evidence.filter((item) => item.kind === "log" && item.status === "ok");
  check(
    logs.some((item) => item.text.includes(wanted.logHolds)),
    `no log over the API holds "${wanted.logHolds}" (${logState(evidence)})`,
  );

  const { diagnosis } = incident;
  check(diagnosis?.outcome === "diagnosed", `diagnosis: ${diagnosis?.outcome ?? "none"}`);
  check(
    wanted.categories.includes(diagnosis?.category ?? ""),
    `category ${diagnosis?.category} instead of ${wanted.categories.join(" or ")}`,
  );
  const citations = (diagnosis?.claims ?? []).flatMap((claim) => claim.citations);
  check(
    citations.some((citation) => wanted.citationHolds.test(citation.quote)),
    `no citation holds ${String(wanted.citationHolds)}`,
  );
  const byId = new Map(evidence.map((item) => [item.id, item]));
  const invented = citations.filter(
    (citation) => byId.get(citation.evidenceId)?.text.includes(citation.quote) !== true,
  );
  check(invented.length === 0, `${invented.length} citations are not in their evidence`);
  return problems;
}

function logState(evidence: readonly Evidence[]): string {
  const log = evidence.find((item) => item.kind === "log" || item.kind === "no_log");
  return log ? `${log.status}${log.message ? `: ${log.message}` : ""}` : "no log evidence";
}

/** All webhooks must have been accepted, and announced retries must not have opened incidents. */
async function judgeDeliveries(
  system: string,
  product: Product,
  source: Source,
  incidents: number,
): Promise<Row> {
  const deliveries = await product.deliveries(source.id);
  const quarantined = deliveries.filter((delivery) => delivery.status === "quarantined");
  const retries = deliveries.filter((delivery) => delivery.body.includes("on_retry_callback"));
  const problems = quarantined.map((item) => `quarantined: ${item.reason}`);
  if (deliveries.length < incidents)
    problems.push(`only ${deliveries.length} deliveries for ${incidents} incidents`);
  const opened = retries.filter((retry) => retry.incidentId !== null);
  if (opened.length > 0) problems.push(`${opened.length} announced retries belong to an incident`);
  const expectedRetries = system.startsWith("Airflow 3") ? AIRFLOW_RETRIES[3] : AIRFLOW_RETRIES[2];
  if (system.startsWith("Airflow") && retries.length !== expectedRetries)
    problems.push(`${retries.length} retries were reported, not ${expectedRetries}`);
  const ofSubflows = deliveries.filter(
    (delivery) =>
      /"event": ?"on_failure"/.test(delivery.body) && /"parent_task_run_id": ?"/.test(delivery.body),
  );
  const parentless = ofSubflows.filter((delivery) => !/"parent_flow_run_id": ?"/.test(delivery.body));
  if (parentless.length > 0) problems.push(`${parentless.length} subflow hooks do not name the parent run`);
  if (system.startsWith("Prefect") && ofSubflows.length !== PREFECT_SUBFLOW_HOOKS)
    problems.push(`${ofSubflows.length} subflow hooks arrived, not ${PREFECT_SUBFLOW_HOOKS}`);
  const found = `${deliveries.length} deliveries, ${retries.length} of them announced retries`;
  return { system, pipeline: "(webhooks)", failure: "-", found, problems };
}

function describeWhole(incident: Incident): string {
  const where = incident.attempt ? `try ${incident.attempt.tryNumber}` : "no try";
  return `#${incident.number} ${incident.task ?? "run"}, ${where}, ${incident.diagnosis?.category ?? "undiagnosed"} ${incident.diagnosis?.confidence ?? ""}: ${incident.diagnosis?.rootCause ?? incident.title}`;
}
