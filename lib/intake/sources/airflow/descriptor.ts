import { airflowDeliveryKey } from "@/lib/intake/sources/airflow/normalise";
import { normaliseAirflowDelivery } from "@/lib/intake/sources/airflow/plugin-reports";
import { airflowRerun } from "@/lib/intake/sources/airflow/rerun";
import { airflowSnippets } from "@/lib/intake/sources/airflow/snippets";
import { airflowStateMeaning } from "@/lib/intake/sources/airflow/states";
import { testAirflowApi } from "@/lib/intake/sources/airflow/test-api";
import { airflowTestPayload } from "@/lib/intake/sources/airflow/test-payload";
import type { SourceDescriptor } from "@/lib/intake/sources/descriptor";
import { verifyDelivery } from "@/lib/intake/webhooks/verify-signature";

/** Airflow 2.4 to 3.x: our plugin or callback, or `HttpNotifier`. */
export const airflow: SourceDescriptor = {
  kind: "airflow",
  isUnderstood: true,
  isForAnySender: false,
  verify: verifyDelivery,
  normalise: normaliseAirflowDelivery,
  deliveryKey: airflowDeliveryKey,
  meaningOfState: airflowStateMeaning,
  logKind: "airflow",
  retries: {
    delayArgument: null,
    isInDecoratorsOnly: false,
    wait: "Airflow waits its retry_delay between attempts, 5 minutes by default.",
  },
  api: {
    addressExample: "http://airflow:8080",
    credentials: "login",
    hint: "The address of the web server, and a user with at least the Viewer role or a token.",
    test: testAirflowApi,
  },
  rerun: airflowRerun,
  codeFolderLabel: "DAGs folder",
  snippets: async (url, readClient) =>
    airflowSnippets(url, await readClient("airflow/pipeline_debugger_callback.py")),
  testPayload: airflowTestPayload,
};
