import type { Agent } from "@/lib/diagnosis/model/agents/agent";

/** What failed, and the first cause in the chain of errors. */
export const logAgent: Agent = {
  name: "log",
  role: "log-agent",
  kinds: ["log", "no_log", "event", "metric"],
  tools: ["read_log_window", "search_log"],
  task: `You read the logs. Say what failed, and what came first: the innermost error of the chain, or the first sign that something was wrong, is closer to the cause than the last message. Name the thing itself (column, file, host, package, value). Tell handled and retried errors, noise, wrappers and errors of callbacks that ran after the failure from the failure itself, as "symptom" or "excluded". If the log was cut where it matters, read on.`,
};
