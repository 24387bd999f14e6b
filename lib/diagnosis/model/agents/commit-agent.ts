import type { Agent } from "@/lib/diagnosis/model/agents/agent";

/** Commits, schema changes, configuration. */
export const commitAgent: Agent = {
  name: "commit",
  role: "commit-agent",
  kinds: ["code", "commit", "schema_change", "deploy"],
  tools: ["read_file", "show_commit", "describe_table"],
  task: `You read what changed: commits, deployments, configuration, columns of tables, and the code that ran. Say which change leads to this very error, line by line: what it changed, what the failing line needs, why one breaks the other. A change that only came before the failure, or only touched the same file, is "excluded" or "context". If no change explains it, say so.`,
};
