import type { SourceDescriptor } from "@/lib/intake/sources/descriptor";
import { ANY_RETRIES } from "@/lib/intake/sources/any-retries";
import { dbtDeliveryKey, normaliseDbt } from "@/lib/intake/sources/dbt/normalise";
import { dbtRerun } from "@/lib/intake/sources/dbt/rerun";
import { dbtSnippets } from "@/lib/intake/sources/dbt/snippets";
import { testDbtCloudApi } from "@/lib/intake/sources/dbt/test-api";
import { dbtStateMeaning } from "@/lib/intake/sources/dbt/states";
import { dbtTestPayload } from "@/lib/intake/sources/dbt/test-payload";
import { verifyDbtDelivery } from "@/lib/intake/sources/dbt/verify";

/** dbt: webhooks of dbt Cloud, and artifacts sent after each run. */
export const dbt: SourceDescriptor = {
  kind: "dbt",
  isUnderstood: true,
  isForAnySender: false,
  verify: verifyDbtDelivery,
  normalise: normaliseDbt,
  deliveryKey: dbtDeliveryKey,
  meaningOfState: dbtStateMeaning,
  logKind: "dbt",
  retries: ANY_RETRIES,
  api: {
    addressExample: "https://ab123.us1.dbt.com",
    credentials: "token",
    hint: "Only for dbt Cloud: its access URL, and a service token with the permission set Job Viewer.",
    test: testDbtCloudApi,
  },
  rerun: dbtRerun,
  codeFolderLabel: "Project folder",
  snippets: (url) => Promise.resolve(dbtSnippets(url)),
  testPayload: dbtTestPayload,
};
