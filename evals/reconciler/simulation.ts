import type { RunScenario, ScenarioEvent, Trouble } from "@/evals/reconciler/scenario";
import type { PastRun } from "@/lib/pipelines/expectations/run-history";

/** A run as it will have been. */
export interface SimulatedRun {
  id: string;
  type: PastRun["type"];
  /** When it really was due; null for runs by people. */
  dueAt: number | null;
  /** What its orchestrator says that it was. */
  toldDueAt: number | null;
  createdAt: number;
  startedAt: number;
  endedAt: number;
  state: PastRun["state"];
  rows: number | null;
  hasChangedOutput: boolean | null;
  /** When it was cleared, and its second run began and ended. */
  rerun?: { clearedAt: number; startedAt: number; endedAt: number };
}

export interface Simulation {
  scenario: RunScenario;
  start: number;
  end: number;
  runs: SimulatedRun[];
  /** Due times of which none had a run at first. */
  due: number[];
  inputUpdates: { input: string; at: number }[];
  troubles: Trouble[];
}

/** What a simulation is made from. Times are epoch milliseconds. */
export interface SimulatedWorld {
  scenario: RunScenario;
  start: number;
  end: number;
  random: () => number;
  events: readonly ScenarioEvent[];
}
