import type { SourceDescriptor } from "@/lib/intake/sources/descriptor";
import { normalisePrefect, prefectDeliveryKey } from "@/lib/intake/sources/prefect/normalise";
import { prefectRerun } from "@/lib/intake/sources/prefect/rerun";
import { prefectSnippets } from "@/lib/intake/sources/prefect/snippets";
import { prefectStateMeaning } from "@/lib/intake/sources/prefect/states";
import { testPrefectApi } from "@/lib/intake/sources/prefect/test-api";
import { prefectTestPayload } from "@/lib/intake/sources/prefect/test-payload";
import { singleReport } from "@/lib/intake/sources/single-report";
import { verifyDelivery } from "@/lib/intake/webhooks/verify-signature";

/** Prefect 3: an automation, our hook, or both. */
export const prefect: SourceDescriptor = {
  kind: "prefect",
  isUnderstood: true,
  isForAnySender: false,
  verify: verifyDelivery,
  normalise: singleReport(normalisePrefect),
  deliveryKey: prefectDeliveryKey,
  meaningOfState: prefectStateMeaning,
  logKind: "prefect",
  retries: {
    delayArgument: "retry_delay_seconds=30",
    isInDecoratorsOnly: true,
    wait: "It waits 30 s between attempts.",
  },
  api: {
    addressExample: "http://prefect:4200/api",
    credentials: "login",
    hint: "A server's user and password, if it has any; for Prefect Cloud the workspace's API URL and an API key.",
    test: testPrefectApi,
  },
  rerun: prefectRerun,
  codeFolderLabel: "Flows folder",
  snippets: async (url, readClient) => {
    const [hook, automation, connect, retry] = await Promise.all([
      readClient("prefect/pipeline_debugger_hook.py"),
      readClient("prefect/automation.json"),
      readClient("prefect/connect.py"),
      // The same file serves both orchestrators.
      readClient("airflow/pipeline_debugger_retry.py"),
    ]);
    return prefectSnippets(url, { hook, automation, connect, retry });
  },
  testPayload: prefectTestPayload,
};
