import { analyzeIncident } from "@/inngest/functions/analyze-incident";
import { applyRetention } from "@/inngest/functions/apply-retention";
import { followFixes } from "@/inngest/functions/follow-fixes";
import { openPullRequestOnRequest } from "@/inngest/functions/open-pull-request";
import { proposeFixesOnRequest } from "@/inngest/functions/propose-fixes";
import { reconcileSources } from "@/inngest/functions/reconcile-sources";
import { recordFailedRuns } from "@/inngest/functions/record-failed-runs";
import { sweepFailures } from "@/inngest/functions/sweep-failures";
import { snapshotSchemas } from "@/inngest/functions/snapshot-schemas";
import { sweepIncidents } from "@/inngest/functions/sweep-incidents";
import { sweepOutbox } from "@/inngest/functions/sweep-outbox";

/** All functions. To add one, add a file and list it here. */
export const functions = [
  analyzeIncident,
  proposeFixesOnRequest,
  openPullRequestOnRequest,
  followFixes,
  reconcileSources,
  sweepIncidents,
  sweepFailures,
  sweepOutbox,
  applyRetention,
  recordFailedRuns,
  snapshotSchemas,
];
