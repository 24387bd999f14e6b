import { commitOf, deployed, freshInput, lateInput, renamedColumn } from "@/evals/learning/evidence";
import { steady, type FailureKind } from "@/evals/learning/kind";

/** Failures that occur everywhere, so that an engine may know them. */
export const COMMON_KINDS: readonly FailureKind[] = [
  steady(
    {
      id: "column-renamed",
      styles: ["airflow", "prefect"],
      pipelines: 6,
      perYear: 30,
      thrown: () => ({
        file: "common/warehouse.py",
        function: "fetch",
        code: "cursor.execute(statement)",
        error:
          'psycopg2.errors.UndefinedColumn: column "customer_id" does not exist\nLINE 1: SELECT id, customer_id FROM orders',
      }),
    },
    {
      categories: ["schema_change"],
      mentions: [["customer_id", "client_id"]],
      said: ({ pick }) =>
        `${pick(["The shop team", "Upstream", "Somebody"])} renamed customer_id to client_id`,
      evidence: ({ at, pipeline }) => [renamedColumn(at, pipeline.table, "customer_id", "client_id")],
    },
  ),
  steady(
    {
      id: "key-rotated",
      styles: ["airflow", "prefect", "dbt"],
      pipelines: 6,
      perYear: 24,
      thrown: ({ number }) => ({
        file: "common/snow.py",
        function: "connect",
        code: "return snowflake.connector.connect(**options)",
        error: `snowflake.connector.errors.DatabaseError: 250001 (08001): Failed to connect to DB: acme.eu-west-1. JWT token is invalid. [01b${number(9999)}-0604]`,
      }),
    },
    {
      categories: ["auth_permission"],
      mentions: [["key", "token", "jwt"]],
      said: ({ pick }) =>
        `The key pair of the service user was rotated and the ${pick(["secret", "connection"])} still has the old one: its JWT token is refused`,
    },
  ),
  steady(
    {
      id: "bucket-policy",
      styles: ["airflow", "spark"],
      pipelines: 5,
      perYear: 20,
      thrown: ({ number, pipeline }) => ({
        file: "common/lake.py",
        function: "read",
        code: "client.get_object(Bucket=BUCKET, Key=key)",
        error: `botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:sts::123456789012:assumed-role/pipelines/i-${number(99999)} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::acme-lake/${pipeline.name}/part-${number(999)}.parquet"`,
      }),
    },
    {
      categories: ["auth_permission"],
      mentions: [["s3", "bucket", "getobject"]],
      said: () => "The policy of the bucket acme-lake was tightened, and the role may no longer s3:GetObject",
    },
  ),
  steady(
    {
      id: "shop-api-throttles",
      styles: ["prefect", "airflow"],
      pipelines: 5,
      perYear: 40,
      season: "monday",
      thrown: ({ number }) => ({
        file: "common/shop_api.py",
        function: "get_page",
        code: "response.raise_for_status()",
        error: `requests.exceptions.HTTPError: 429 Client Error: Too Many Requests for url: https://api.shop.example/v2/orders?page=${number(4000)}`,
      }),
    },
    {
      categories: ["rate_limit"],
      mentions: [["429", "throttl", "too many", "rate"]],
      said: () =>
        "The shop throttles us (429) on Mondays because the reports of the weekend run at the same time",
    },
  ),
  {
    id: "out-of-memory",
    styles: ["airflow", "spark"],
    pipelines: 5,
    perYear: 36,
    season: "month_end",
    thrown: ({ number }) => ({
      file: "common/frames.py",
      function: "join_all",
      code: "frame = left.merge(right, on=keys)",
      error: `MemoryError: Unable to allocate ${3 + number(40)}.${number(9)} GiB for an array with shape (${number(9)}${number(99999999)},) and data type int64`,
    }),
    causes: [
      {
        id: "out-of-memory-growth",
        fromDay: 0,
        categories: ["resource_exhausted"],
        mentions: [["memory"]],
        said: ({ pick }) => `The month end is too large for the memory of the ${pick(["pod", "worker"])}`,
        evidence: ({ at, pipeline }) => [freshInput(at, pipeline.table)],
      },
      {
        id: "out-of-memory-join",
        fromDay: 200,
        categories: ["code_bug", "resource_exhausted"],
        mentions: [["join", "merge", "key"]],
        said: () => "A join key was dropped in join_all, so that the merge multiplies the rows",
        evidence: ({ at, number }) => [
          commitOf(at, {
            sha: `${number(9_000_000) + 1_000_000}a`,
            path: "common/frames.py",
            message: "Join on the order alone",
            diff: '@@ -30,3 +30,3 @@\n-    keys = ["order_id", "line"]\n+    keys = ["order_id"]',
          }),
        ],
      },
    ],
  },
  steady(
    {
      id: "module-left-out",
      styles: ["airflow", "prefect", "spark"],
      pipelines: 8,
      perYear: 24,
      thrown: ({ pick }) => ({
        file: "common/lake.py",
        function: "<module>",
        code: "import boto3",
        error: `ModuleNotFoundError: No module named 'boto3${pick(["", ".session"])}'`,
      }),
    },
    {
      categories: ["missing_dependency"],
      mentions: [["boto3"]],
      said: () => "The image was built without the extra [aws], so boto3 is missing",
      evidence: ({ at, number }) => [
        deployed(at, {
          kind: "image",
          name: "data-jobs",
          before: `r${number(400)}`,
          after: `r${400 + number(400)}`,
        }),
      ],
    },
  ),
  {
    id: "sensor-timeout",
    styles: ["airflow"],
    pipelines: 6,
    perYear: 48,
    thrown: ({ number }) => ({
      file: "common/wait.py",
      function: "execute",
      code: "raise AirflowSensorTimeout(message)",
      error: `airflow.exceptions.AirflowSensorTimeout: Sensor has timed out; run duration of 7200.${number(9)} seconds exceeds the specified timeout of 7200.`,
    }),
    causes: [
      {
        id: "sensor-late-export",
        fromDay: 0,
        categories: ["upstream_missing_data"],
        mentions: [["late", "export", "upstream", "never came", "did not"]],
        said: ({ pick }) => `The export of the shop came ${pick(["late", "hours late", "too late"])}`,
        evidence: ({ at, pipeline }) => [lateInput(at, pipeline.table)],
      },
      {
        id: "sensor-old-prefix",
        fromDay: 180,
        categories: ["configuration", "upstream_missing_data"],
        mentions: [["prefix", "path", "v2"]],
        said: () => "The export writes to the prefix v2/ now, and the sensor waits at the old path",
        evidence: ({ at, pipeline }) => [freshInput(at, pipeline.table)],
      },
    ],
  },
  {
    id: "warehouse-refuses",
    styles: ["airflow", "prefect", "dbt"],
    pipelines: 8,
    perYear: 40,
    thrown: ({ number }) => ({
      file: "common/warehouse.py",
      function: "connect",
      code: "return psycopg2.connect(DSN)",
      error: `psycopg2.OperationalError: connection to server at "dwh.acme.internal" (10.0.${number(9)}.${number(250)}), port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?`,
    }),
    causes: [
      {
        id: "warehouse-maintenance",
        fromDay: 0,
        categories: ["infrastructure", "network_timeout"],
        mentions: [["refus", "down", "restart", "maintenance", "not running", "not accept"]],
        said: () => "The warehouse was down for its nightly maintenance and refused connections",
        evidence: () => [],
      },
      {
        id: "warehouse-moved",
        fromDay: 240,
        categories: ["configuration", "network_timeout"],
        mentions: [["5433", "moved", "port", "pooler"]],
        said: () => "The warehouse moved behind the pooler on port 5433, and the connection still has 5432",
        evidence: ({ at }) => [
          deployed(at, { kind: "connection", name: "dwh", before: null, after: "edited" }),
        ],
      },
    ],
  },
  steady(
    {
      id: "deadlock",
      styles: ["airflow", "dbt"],
      pipelines: 4,
      perYear: 18,
      thrown: ({ number }) => ({
        file: "common/warehouse.py",
        function: "merge",
        code: "cursor.execute(statement)",
        error: `psycopg2.errors.DeadlockDetected: deadlock detected\nDETAIL:  Process ${number(9999)} waits for ShareLock on transaction ${number(99999)}; blocked by process ${number(9999)}.`,
      }),
    },
    {
      categories: ["warehouse_sql"],
      mentions: [["deadlock"]],
      said: () => "Deadlock with the nightly vacuum job, which locks the tables in another order",
    },
  ),
  steady(
    {
      id: "null-customer",
      styles: ["prefect", "airflow"],
      pipelines: 4,
      perYear: 20,
      season: "winter",
      thrown: ({ number }) => ({
        file: "common/warehouse.py",
        function: "insert",
        code: "cursor.executemany(statement, rows)",
        error: `psycopg2.errors.NotNullViolation: null value in column "customer_no" of relation "sales" violates not-null constraint\nDETAIL:  Failing row contains (${number(999999)}, null, ${number(99)}.90).`,
      }),
    },
    {
      categories: ["data_quality"],
      mentions: [["customer_no", "null"]],
      said: () => "Gift cards are sold without customer_no before Christmas, so it is null",
    },
  ),
  steady(
    {
      id: "certificate",
      styles: ["airflow", "prefect"],
      pipelines: 3,
      perYear: 8,
      thrown: ({ number }) => ({
        file: "common/features.py",
        function: "push",
        code: "session.post(URL, json=batch)",
        error: `requests.exceptions.SSLError: HTTPSConnectionPool(host='features.acme.internal', port=443): Max retries exceeded with url: /v${1 + number(2)}/push (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)')))`,
      }),
    },
    {
      categories: ["configuration", "auth_permission", "network_timeout", "infrastructure"],
      mentions: [["certificate"], ["expired"]],
      said: () => "The certificate of features.acme.internal had expired",
    },
  ),
  steady(
    {
      id: "query-quota",
      styles: ["airflow", "dbt"],
      pipelines: 3,
      perYear: 14,
      season: "month_end",
      thrown: ({ number }) => ({
        file: "common/bq.py",
        function: "run",
        code: "client.query(sql).result()",
        error: `google.api_core.exceptions.Forbidden: 403 Quota exceeded: Your project exceeded quota for concurrent queries. Job ID: ${number(9)}c${number(99999)}`,
      }),
    },
    {
      categories: ["rate_limit"],
      mentions: [["quota"]],
      said: () => "The reports of the month end use up the quota of concurrent queries",
    },
  ),
];
