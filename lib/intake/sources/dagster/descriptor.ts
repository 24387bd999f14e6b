import { dagsterDeliveryKey, normaliseDagster } from "@/lib/intake/sources/dagster/normalise";
import { dagsterRerun } from "@/lib/intake/sources/dagster/rerun";
import { dagsterSnippets } from "@/lib/intake/sources/dagster/snippets";
import { dagsterStateMeaning } from "@/lib/intake/sources/dagster/states";
import { testDagsterApi } from "@/lib/intake/sources/dagster/test-api";
import { dagsterTestPayload } from "@/lib/intake/sources/dagster/test-payload";
import type { SourceDescriptor } from "@/lib/intake/sources/descriptor";
import { verifyDelivery } from "@/lib/intake/webhooks/verify-signature";

/** Dagster, by our run status sensors. */
export const dagster: SourceDescriptor = {
  kind: "dagster",
  isUnderstood: true,
  isForAnySender: false,
  verify: verifyDelivery,
  normalise: normaliseDagster,
  deliveryKey: dagsterDeliveryKey,
  meaningOfState: dagsterStateMeaning,
  logKind: "auto",
  retries: {
    delayArgument: null,
    isInDecoratorsOnly: true,
    wait: "A RetryPolicy without a delay retries at once.",
  },
  api: {
    addressExample: "http://dagster:3000",
    credentials: "token",
    hint: "The address of the webserver; for Dagster+ the deployment's, such as https://acme.dagster.cloud/prod, and a user token.",
    test: testDagsterApi,
  },
  rerun: dagsterRerun,
  codeFolderLabel: "Code folder",
  snippets: async (url, readClient) =>
    dagsterSnippets(url, await readClient("dagster/pipeline_debugger_sensor.py")),
  testPayload: dagsterTestPayload,
};
