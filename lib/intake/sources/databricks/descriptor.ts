import { ANY_RETRIES } from "@/lib/intake/sources/any-retries";
import { databricksDeliveryKey, normaliseDatabricks } from "@/lib/intake/sources/databricks/normalise";
import { databricksRerun } from "@/lib/intake/sources/databricks/rerun";
import { databricksSnippets } from "@/lib/intake/sources/databricks/snippets";
import { databricksStateMeaning } from "@/lib/intake/sources/databricks/states";
import type { SourceDescriptor } from "@/lib/intake/sources/descriptor";
import { testDatabricksApi } from "@/lib/intake/sources/databricks/test-api";
import { TEST_PIPELINE } from "@/lib/intake/sources/test-exception";
import { verifyDelivery } from "@/lib/intake/webhooks/verify-signature";

/** Databricks jobs, by their webhook notifications. */
export const databricks: SourceDescriptor = {
  kind: "databricks",
  isUnderstood: true,
  isForAnySender: false,
  verify: verifyDelivery,
  normalise: normaliseDatabricks,
  deliveryKey: databricksDeliveryKey,
  meaningOfState: databricksStateMeaning,
  logKind: "auto",
  retries: ANY_RETRIES,
  api: {
    addressExample: "https://dbc-a1b2.cloud.databricks.com",
    credentials: "token",
    hint: "The address of the workspace, and an access token that may view the job.",
    test: testDatabricksApi,
  },
  rerun: databricksRerun,
  codeFolderLabel: "Code folder",
  snippets: (url) => Promise.resolve(databricksSnippets(url)),
  testPayload: (now) => ({
    event_type: "jobs.on_failure",
    workspace_id: "0",
    run: { run_id: String(now.getTime()) },
    job: { job_id: TEST_PIPELINE, name: TEST_PIPELINE },
  }),
};
