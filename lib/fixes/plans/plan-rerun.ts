import type { AppendWrite } from "@/lib/fixes/plans/find-appends";
import type { FixPlan, PlanInterval, PlanStage, PlanStep } from "@/lib/fixes/plans/schemas";
import type { RerunStyle } from "@/lib/intake/sources/descriptor";

/** A pipeline that depends on the failed one. */
export interface DependentPipeline {
  name: string;
  /** As its orchestrator names it. */
  externalId: string;
  /** Null where nothing is known about how runs are repeated. */
  rerun: RerunStyle | null;
  /** What it is reached through, nearest first. */
  via: readonly string[];
  /** Its runs since the failure, which used missing or bad data; null if it reports no runs. */
  runsSince: number | null;
}

export interface RerunFacts {
  pipeline: string;
  /** As the orchestrator names it. */
  pipelineId: string;
  task: string | null;
  /** Null where nothing is known about how runs are repeated. */
  rerun: RerunStyle | null;
  /** The orchestrator's version as it was reported; null if it was not. */
  version: string | null;
  /** Runs that failed and never succeeded, and runs that did not start since; oldest first. */
  runs: readonly PlanInterval[];
  /** How many more there are. */
  moreRuns: number;
  /** Runs that the orchestrator should have started, and did not, as their findings are titled. */
  missing: readonly string[];
  appends: readonly AppendWrite[];
  /** Tries of the failed attempt before the last; they may have written too. */
  earlierTries: number;
  /** Upstream before downstream. */
  dependents: readonly DependentPipeline[];
  /** Why there may be more dependents; null if lineage is known completely. */
  dependentsGap: string | null;
  /** Whether the cause passes by itself, so that nothing has to be repaired first. */
  isTransient: boolean;
}

const MAX_RUN_STEPS = 3;
const MAX_DEPENDENTS = 8;

/** What to run again, in which order, and what to check before. Pure; null if no run is known. */
export function planRerun(facts: RerunFacts): FixPlan | null {
  if (facts.runs.length === 0) return null;
  const dependents = facts.dependents.slice(0, MAX_DEPENDENTS);
  return {
    steps: [
      ...(facts.isTransient ? [] : [repairFirst()]),
      ...appendSteps(facts),
      ...runSteps(facts),
      ...dependents.map(dependentStep),
    ],
    intervals: [...facts.runs],
    intervalsNote: intervalsNote(facts),
    order: [ownStage(facts), ...dependents.map(dependentStage)],
    orderNote: orderNote(facts),
  };
}

function repairFirst(): PlanStep {
  return {
    title: "Deploy the fix",
    why: "The task will fail again until the cause is removed.",
    command: null,
    language: "shell",
    expected: "The orchestrator runs the new code.",
    check: "The pipeline's page there shows the new version or commit.",
    isDestructive: false,
  };
}

/** Rows that the failed attempt wrote stay; repeating an appending task writes them twice. */
function appendSteps({ appends, earlierTries, runs, task, pipeline }: RerunFacts): PlanStep[] {
  const [first] = appends;
  if (!first) return [];
  const where = appends.slice(0, 3).map(placeOf).join("; ");
  const tries =
    earlierTries > 0 ? ` It was tried ${earlierTries + 1} times, and each try may have written.` : "";
  const tables = [...new Set(appends.flatMap(({ table }) => table ?? []))];
  return [
    {
      title: `Check what the failed attempt wrote${tables.length > 0 ? ` to ${tables.join(", ")}` : ""}, and delete it`,
      why: `${task ?? pipeline} adds rows instead of replacing them (${where}), so a repetition would write the same rows twice.${tries}`,
      command: tables.length === 1 && tables[0] !== undefined ? countRows(tables[0], runs) : null,
      language: "sql",
      expected: "No rows of the failed interval remain.",
      check:
        "Count the rows of the interval: the number must be 0 before the task runs, and the usual one afterwards.",
      isDestructive: true,
    },
  ];
}

/** Counting only: which column holds the interval is not known, so nothing here deletes. */
function countRows(table: string, runs: readonly PlanInterval[]): string | null {
  if (!/^[\w.]{1,200}$/.test(table)) return null;
  const from = runs[0]?.start ?? runs[0]?.logicalDate;
  const to = runs.at(-1)?.end ?? runs.at(-1)?.logicalDate;
  const interval = from && to ? `\n-- Add the condition that selects ${from} to ${to}.` : "";
  return `SELECT count(*) FROM ${table};${interval}`;
}

function placeOf({ what, path, line }: AppendWrite): string {
  return path === null ? `\`${what}\` in line ${line} of the log` : `\`${what}\` in ${path}, line ${line}`;
}

function runSteps(facts: RerunFacts): PlanStep[] {
  const { rerun, runs } = facts;
  const dated = runs.flatMap(({ logicalDate }) => logicalDate ?? []);
  const isRange = runs.length > MAX_RUN_STEPS && dated.length === runs.length;
  const [from, to] = [dated[0], dated.at(-1)];
  if (rerun && isRange && from !== undefined && to !== undefined) {
    const range = { pipeline: facts.pipelineId, from, to, version: facts.version };
    const steps = isUnbroken(runs)
      ? rerun
          .backfill(range)
          .map((command) =>
            commandStep(
              facts,
              command,
              `Backfill ${facts.pipeline} from ${from} to ${to}`,
              `All ${runs.length} runs of these dates have to be repeated.`,
            ),
          )
      : rerun
          .repeatFailed(range)
          .map((command) =>
            commandStep(
              facts,
              command,
              `Repeat what failed in ${facts.pipeline} from ${from} to ${to}`,
              `${runs.length} runs have to be repeated. Others lie between them, so that a backfill would run more than these.`,
            ),
          );
    if (steps.length > 0) return steps;
  }
  return [...runs.slice(0, MAX_RUN_STEPS).flatMap((run) => stepsOfRun(facts, run)), ...restOfRuns(facts)];
}

/** Whether each data interval begins where the one before ends, so that no other run lies between them. */
function isUnbroken(runs: readonly PlanInterval[]): boolean {
  return runs.every((run, at) => at === 0 || (run.start !== null && run.start === runs[at - 1]?.end));
}

function stepsOfRun(facts: RerunFacts, run: PlanInterval): PlanStep[] {
  const { rerun, pipelineId, pipeline, task } = facts;
  const what =
    task === null ? `Repeat the run ${run.run}` : `Repeat ${task} and what depends on it in ${run.run}`;
  const why = run.state === null ? "This run did not succeed." : `This run is ${run.state.toLowerCase()}.`;
  const target = { pipeline: pipelineId, task, run: run.run, logicalDate: run.logicalDate };
  const commands = rerun?.repeatRun(target) ?? [];
  if (commands.length > 0) return commands.map((command) => commandStep(facts, command, what, why));
  return [
    {
      title: what,
      why: `${why} ${rerun ? "No command can repeat it." : `How runs of ${pipeline} are repeated is not known.`}`,
      command: null,
      language: "shell",
      expected: rerun?.byHand ?? "Start it as it is usually started.",
      check: "The run succeeds.",
      isDestructive: facts.appends.length > 0,
    },
  ];
}

function commandStep(
  { appends }: RerunFacts,
  { tool, command, expected }: { tool: string; command: string; expected: string },
  title: string,
  why: string,
): PlanStep {
  const caution = appends.length > 0 ? " Only after the rows of the failed attempt are deleted." : "";
  return {
    title: `${title} (${tool})`,
    why: `${why}${caution}`,
    command,
    language: "shell",
    expected,
    check: "The run succeeds, and the next report of it resolves this incident.",
    isDestructive: appends.length > 0,
  };
}

function restOfRuns({ runs, moreRuns }: RerunFacts): PlanStep[] {
  const rest = runs.length - MAX_RUN_STEPS + moreRuns;
  if (rest <= 0) return [];
  return [
    {
      title: `Repeat the other ${rest} run${rest === 1 ? "" : "s"} in the same way, the oldest first`,
      why: "They did not succeed either; the list of runs is below.",
      command: null,
      language: "shell",
      expected: null,
      check: null,
      isDestructive: false,
    },
  ];
}

function dependentStep(dependent: DependentPipeline): PlanStep {
  const { name, rerun, runsSince, via } = dependent;
  const used =
    runsSince === null
      ? "Its runs are not known here; check whether it ran since the failure."
      : `It ran ${runsSince === 1 ? "once" : `${runsSince} times`} since the failure, without this data.`;
  return {
    title: `Then repeat ${name}`,
    why: `It depends on this pipeline${via.length > 0 ? ` through ${via.join(" → ")}` : ""}. ${used}`,
    command: null,
    language: "shell",
    expected: rerun?.byHand ?? "Start it as it is usually started.",
    check: "Check first whether it replaces or adds rows: adding them twice makes duplicates.",
    isDestructive: false,
  };
}

function ownStage({ pipeline, task, runs, moreRuns }: RerunFacts): PlanStage {
  return { pipeline, task, why: "It failed.", runs: runs.length + moreRuns };
}

function dependentStage({ name, via, runsSince }: DependentPipeline): PlanStage {
  return {
    pipeline: name,
    task: null,
    why: via.length > 0 ? `Reads ${via.at(-1)}.` : "Waits for it or is started by it.",
    runs: runsSince,
  };
}

function intervalsNote({ runs, moreRuns, missing }: RerunFacts): string | null {
  const undated = runs.filter(({ logicalDate, start }) => logicalDate === null && start === null).length;
  const notes = [
    ...(undated > 0
      ? [
          `For ${undated === runs.length && undated > 1 ? "all" : undated} of these runs the orchestrator reported no logical date, so the data interval is not known.`,
        ]
      : []),
    ...(moreRuns > 0 ? [`${moreRuns} more runs did not succeed.`] : []),
    ...(missing.length > 0 ? [`Some runs never started: ${missing.join("; ")}.`] : []),
  ];
  return notes.length > 0 ? notes.join(" ") : null;
}

function orderNote({ dependents, dependentsGap }: RerunFacts): string | null {
  const more = dependents.length - MAX_DEPENDENTS;
  const notes = [
    ...(more > 0 ? [`${more} more pipelines depend on it.`] : []),
    ...(dependentsGap === null ? [] : [dependentsGap]),
  ];
  return notes.length > 0 ? notes.join(" ") : null;
}
