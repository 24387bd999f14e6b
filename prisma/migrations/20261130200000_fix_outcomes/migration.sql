-- Labels of the pull requests for a source's incidents.
ALTER TABLE "sources" ADD COLUMN "pull_request_labels" TEXT[] DEFAULT ARRAY['pipeline-debugger']::TEXT[];

-- How a pull request was opened, what became of it, and whether the fix worked.
ALTER TABLE "fixes"
  ADD COLUMN "target_branch" TEXT,
  ADD COLUMN "rebased_from" TEXT,
  ADD COLUMN "stale_files" TEXT[] DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "pr_labels" TEXT[] DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "pr_reviewers" TEXT[] DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "pr_notes" TEXT[] DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "pr_checked_at" TIMESTAMPTZ(3),
  ADD COLUMN "pr_etag" TEXT,
  ADD COLUMN "pr_mergeable" TEXT,
  ADD COLUMN "merged_at" TIMESTAMPTZ(3),
  ADD COLUMN "merge_commit_sha" TEXT,
  ADD COLUMN "outcome" TEXT,
  ADD COLUMN "outcome_at" TIMESTAMPTZ(3),
  ADD COLUMN "outcome_run_id" TEXT,
  ADD COLUMN "outcome_reason" TEXT,
  ADD COLUMN "rerun_state" TEXT,
  ADD COLUMN "rerun_at" TIMESTAMPTZ(3),
  ADD COLUMN "rerun_by" TEXT,
  ADD COLUMN "rerun_run" TEXT,
  ADD COLUMN "rerun_url" TEXT,
  ADD COLUMN "rerun_error" TEXT,
  ADD COLUMN "rerun_command" TEXT,
  ADD COLUMN "decision" TEXT,
  ADD COLUMN "decision_reason" TEXT,
  ADD COLUMN "decided_by" TEXT,
  ADD COLUMN "decided_at" TIMESTAMPTZ(3);

-- The few fixes that are followed: open pull requests, and merged ones until their outcome is known.
CREATE INDEX "fixes_open_pull_requests" ON "fixes" ("pr_checked_at") WHERE "status" = 'open';
CREATE INDEX "fixes_watched" ON "fixes" ("merged_at") WHERE "status" = 'merged' AND "outcome" IS NULL;
-- A pull request's event finds its fix.
CREATE INDEX "fixes_pull_requests" ON "fixes" ("workspace_id", "pr_number") WHERE "pr_number" IS NOT NULL;
