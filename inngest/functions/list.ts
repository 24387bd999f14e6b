import { analyzeIncident } from "@/inngest/functions/analyze-incident";
import { applyRetention } from "@/inngest/functions/apply-retention";
import { openPullRequestOnRequest } from "@/inngest/functions/open-pull-request";
import { proposeFixesOnRequest } from "@/inngest/functions/propose-fixes";
import { recordFailedRuns } from "@/inngest/functions/record-failed-runs";
import { sweepIncidents } from "@/inngest/functions/sweep-incidents";
import { sweepOutbox } from "@/inngest/functions/sweep-outbox";

/** Every function the product has; adding one is adding a file and naming it here. */
export const functions = [
  analyzeIncident,
  proposeFixesOnRequest,
  openPullRequestOnRequest,
  sweepIncidents,
  sweepOutbox,
  applyRetention,
  recordFailedRuns,
];
