import { airflow } from "@/lib/intake/sources/airflow/descriptor";
import { airflowStateMeaning } from "@/lib/intake/sources/airflow/states";
import { ANY_RETRIES } from "@/lib/intake/sources/any-retries";
import type { SourceDescriptor } from "@/lib/intake/sources/descriptor";
import { normaliseOpenLineage, openLineageDeliveryKey } from "@/lib/intake/sources/openlineage/normalise";
import { openLineageSnippets } from "@/lib/intake/sources/openlineage/snippets";
import { openLineageTestPayload } from "@/lib/intake/sources/openlineage/test-payload";
import { verifyDelivery } from "@/lib/intake/webhooks/verify-signature";

/** OpenLineage events of Airflow's provider, dbt-ol, Spark and others. */
export const openlineage: SourceDescriptor = {
  kind: "openlineage",
  isUnderstood: true,
  isForAnySender: false,
  verify: verifyDelivery,
  normalise: normaliseOpenLineage,
  deliveryKey: openLineageDeliveryKey,
  meaningOfState: airflowStateMeaning,
  logKind: "auto",
  retries: ANY_RETRIES,
  api: null,
  rerun: null,
  codeFolderLabel: "Code folder",
  snippets: (url, _readClient, neighbours) =>
    Promise.resolve(
      openLineageSnippets(
        url,
        neighbours.filter(({ kind }) => kind === airflow.kind),
      ),
    ),
  testPayload: openLineageTestPayload,
};
