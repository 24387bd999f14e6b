import type { Agent } from "@/lib/diagnosis/model/agents/agent";

/** Runbooks, similar incidents, run history, upstream. */
export const runbookAgent: Agent = {
  name: "runbook",
  role: "runbook-agent",
  kinds: ["similar_incident", "runbook", "run_history", "upstream"],
  tools: ["list_similar_incidents", "read_run_history"],
  task: `You read the history: earlier runs, upstream tasks and datasets, similar incidents, runbooks. Say whether this failure is new, comes and goes, or began with a certain run; whether something upstream failed, was late or delivered nothing; which similar incident has a confirmed cause that fits here, by details and not by the look of the message; and what a runbook says about exactly this. A cause that was not confirmed proves nothing.`,
};
