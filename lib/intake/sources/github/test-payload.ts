/** The event GitHub would send for a workflow run that fails now. */
export function githubTestPayload(now: Date): Record<string, unknown> {
  const at = now.toISOString();
  return {
    action: "completed",
    workflow_run: {
      id: now.getTime(),
      name: "test failure",
      path: ".github/workflows/test-failure.yml",
      event: "workflow_dispatch",
      status: "completed",
      conclusion: "failure",
      run_number: 1,
      run_attempt: 1,
      run_started_at: at,
      updated_at: at,
    },
    workflow: { name: "test failure", path: ".github/workflows/test-failure.yml" },
    repository: { full_name: "example/pipelines" },
  };
}
