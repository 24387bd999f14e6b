import { describe, expect, it } from "vitest";
import { makePatch } from "@/lib/fixes/patches/unified-diff";
import { firstFix, frameAt, type TemplateScene } from "@/lib/fixes/templates/testing/draft-fix";

const commit = (text: string) => ({ kind: "commit", status: "ok", title: "6d060665 change", text });
const renaming = (path: string, before: string, after: string) =>
  commit(makePatch([{ path, before, after }]));
const moving = (from: string, to: string) =>
  commit(`diff --git a/${from} b/${to}\nsimilarity index 100%\nrename from ${from}\nrename to ${to}\n`);
const schemaChange = (former: string, now: string, more: object = {}) => ({
  kind: "schema_change",
  status: "ok",
  title: "",
  text: "",
  facts: {
    table: "raw.orders",
    match: "column",
    changes: [{ kind: "renamed", column: now, formerColumn: former, isLikely: false, ...more }],
  },
});
const deploy = (name: string, before: string | null, after: string | null) => ({
  kind: "deploy",
  status: "ok",
  title: "",
  text: "",
  facts: { changes: [{ kind: "package", name, before, after, by: null, at: null }] },
});
const python = (
  code: string,
  line: number,
  failure: string,
  more: Partial<TemplateScene> = {},
): TemplateScene => ({
  files: { "dags/a.py": code, ...more.files },
  frames: [frameAt("dags/a.py", line)],
  failure,
  ...Object.fromEntries(Object.entries(more).filter(([key]) => key !== "files")),
});

/** Realistic failures, the template that answers each, and a line of the result. */
const COVERED: readonly (readonly [string, string, TemplateScene, string])[] = [
  [
    "a column renamed by a commit",
    "code/follow-rename",
    python('x = row["customer_id"]\n', 1, "KeyError: 'customer_id'", {
      evidence: [renaming("x.sql", "select customer_id\n", "select client_id\n")],
    }),
    'row["client_id"]',
  ],
  [
    "a column renamed in the warehouse",
    "code/follow-rename",
    python(
      'cur.execute("select customer_id from raw.orders")\n',
      1,
      'UndefinedColumn: column "customer_id" does not exist',
      { evidence: [schemaChange("customer_id", "client_id")] },
    ),
    "select client_id from",
  ],
  [
    "usecols",
    "code/follow-rename",
    python(
      'df = pd.read_csv(p, usecols=["id", "customer_id"])\n',
      1,
      "ValueError: Usecols do not match columns, columns expected but not found: ['customer_id']",
      { evidence: [schemaChange("customer_id", "client_id")] },
    ),
    'usecols=["id", "client_id"]',
  ],
  [
    "a list of columns",
    "code/follow-rename",
    python('df[["id", "customer_id"]]\n', 1, `KeyError: "['customer_id'] not in index"`, {
      evidence: [schemaChange("customer_id", "client_id")],
    }),
    '[["id", "client_id"]]',
  ],
  [
    "a dropped column of pandas",
    "code/follow-rename",
    python('df.drop(columns=["customer_id"])\n', 1, `KeyError: "['customer_id'] not found in axis"`, {
      evidence: [schemaChange("customer_id", "client_id")],
    }),
    '["client_id"]',
  ],
  [
    "dbt's properties",
    "code/follow-rename",
    {
      files: {
        "models/s.yml":
          "models:\n  - name: orders\n    columns:\n      - name: customer_id\n        description: the customer_id of the shop\n",
      },
      named: ["models/s.yml"],
      failure: 'Database Error: column "customer_id" does not exist',
      evidence: [schemaChange("customer_id", "client_id")],
    },
    "- name: client_id\n        description: the customer_id",
  ],
  [
    "a model's SQL",
    "code/follow-rename",
    {
      files: { "models/o.sql": "select customer_id from raw\n" },
      named: ["models/o.sql"],
      failure: "Unrecognized name: customer_id",
      evidence: [schemaChange("customer_id", "client_id")],
    },
    "select client_id",
  ],
  [
    "a mapping in JSON",
    "code/follow-rename",
    {
      files: { "c.json": '{"columns": ["id", "customer_id"]}\n' },
      named: ["c.json"],
      failure: "KeyError: 'customer_id'",
      evidence: [schemaChange("customer_id", "client_id")],
    },
    '["id", "client_id"]',
  ],
  [
    "DuckDB's suggestion",
    "code/follow-rename",
    python(
      'db.sql("select custmer from t")\n',
      1,
      'BinderException: Binder Error: Referenced column "custmer" not found in FROM clause!\nCandidate bindings: "customer"',
    ),
    "select customer from",
  ],
  [
    "a forgotten import",
    "python/add-import",
    python("import csv\n\ndef f():\n    return json.loads(x)\n", 4, "NameError: name 'json' is not defined"),
    "import json\nimport csv",
  ],
  [
    "an alias used next door",
    "python/add-import",
    python("import os\n\ndf = pd.DataFrame()\n", 3, "NameError: name 'pd' is not defined", {
      files: { "dags/b.py": "import pandas as pd\n" },
    }),
    "import pandas as pd\nimport os",
  ],
  [
    "a class used next door",
    "python/add-import",
    python("import os\n\nat = datetime.now()\n", 3, "NameError: name 'datetime' is not defined", {
      files: { "dags/b.py": "from datetime import datetime, timedelta\n" },
    }),
    "from datetime import datetime\nimport os",
  ],
  [
    "a package that is not installed",
    "python/add-requirement",
    {
      files: { "dags/a.py": "import yaml\n", "requirements.txt": "pandas\n" },
      frames: [frameAt("dags/a.py", 1)],
      templateId: "python/add-requirement",
      params: { module: "yaml" },
      failure: "ModuleNotFoundError: No module named 'yaml'",
    },
    "PyYAML",
  ],
  [
    "an upgraded package",
    "python/pin-version",
    python("np.float(1)\n", 1, "AttributeError: module 'numpy' has no attribute 'float'", {
      files: { "requirements.txt": "numpy>=1.20\npandas\n" },
      evidence: [deploy("numpy", "1.23.5", "1.26.0")],
    }),
    "numpy==1.23.5\npandas",
  ],
  [
    "a conflict that pip reports",
    "python/pin-version",
    {
      files: { "pyproject.toml": '[project]\ndependencies = [\n  "numpy",\n  "pandas",\n]\n' },
      failure:
        "VersionConflict: pandas 1.5.3 requires numpy<2, but you have numpy 2.0.1 which is incompatible.",
    },
    '"numpy<2",',
  ],
  [
    "an upgrade in a commit",
    "python/pin-version",
    {
      files: { Dockerfile: "FROM python\nRUN pip install --no-cache-dir sqlalchemy==2.0.1 pandas\n" },
      failure: "AttributeError: 'Engine' object has no attribute 'execute' in sqlalchemy",
      evidence: [commit("--- a/r\n+++ b/r\n@@ -1 +1 @@\n-sqlalchemy==1.4.49\n+sqlalchemy==2.0.1\n")],
    },
    "sqlalchemy==1.4.49 pandas",
  ],
  [
    "a pod out of memory",
    "kubernetes/raise-memory",
    python(
      'KubernetesPodOperator(\n  container_resources=k8s.V1ResourceRequirements(limits={"cpu": "1", "memory": "2Gi"}),\n)\n',
      1,
      "AirflowException: Pod a returned a failure. OOMKilled",
    ),
    '"memory": "4Gi"',
  ],
  [
    "an executor out of memory",
    "kubernetes/raise-memory",
    python(
      'SparkSession.builder.config("spark.executor.memory", "4g")\n',
      1,
      "Container killed by YARN for exceeding memory limits. 4.5 GB of 4.5 GB physical memory used",
    ),
    '"spark.executor.memory", "8g"',
  ],
  [
    "a container out of memory",
    "kubernetes/raise-memory",
    {
      files: { "dags/a.py": "x = 1\n", "dags/compose.yml": "services:\n  job:\n    mem_limit: 512m\n" },
      frames: [frameAt("dags/a.py", 1)],
      failure: "exit code 137 OOMKilled",
    },
    "mem_limit: 1024m",
  ],
  [
    "an ECS task out of memory",
    "kubernetes/raise-memory",
    {
      files: { "dags/a.py": "x = 1\n", "task-definition.json": '{"memory": "2048", "cpu": "256"}\n' },
      frames: [frameAt("dags/a.py", 1)],
      failure: "OutOfMemoryError: Container killed due to memory usage, OOMKilled",
    },
    '"memory": "4096"',
  ],
  [
    "a task's own limit",
    "airflow/raise-execution-timeout",
    python("PythonOperator(execution_timeout=timedelta(minutes=30))\n", 1, "AirflowTaskTimeout", {
      templateId: "airflow/raise-execution-timeout",
    }),
    "minutes=60",
  ],
  [
    "a sensor",
    "code/widen-timeout",
    python(
      "S3KeySensor(task_id='w', timeout=600, poke_interval=30)\n",
      1,
      "AirflowSensorTimeout: Sensor has timed out; run duration of 600.2 seconds exceeds the specified timeout of 600.0.",
    ),
    "timeout=1200,",
  ],
  [
    "an HTTP client",
    "code/widen-timeout",
    python(
      "requests.get(url, timeout=5)\n",
      1,
      "requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='a', port=443): Read timed out. (read timeout=5)",
    ),
    "timeout=10)",
  ],
  [
    "Snowflake's limit",
    "code/widen-timeout",
    python(
      'cur.execute("ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = 300")\n',
      1,
      "ProgrammingError: 000630 (57014): Statement reached its statement or warehouse timeout of 300 second(s) and was canceled.",
    ),
    "IN_SECONDS = 600",
  ],
  [
    "dbt's limit",
    "code/widen-timeout",
    {
      files: { "profiles.yml": "dev:\n  job_execution_timeout_seconds: 300\n" },
      named: ["profiles.yml"],
      failure: "Operation did not complete within the designated timeout of 300 seconds.",
    },
    "timeout_seconds: 600",
  ],
  [
    "an empty frame",
    "python/guard-empty-input",
    python(
      "def f(df):\n    first = df.iloc[0]\n",
      2,
      "IndexError: single positional indexer is out-of-bounds",
    ),
    '    if df.empty:\n        raise ValueError("df is empty',
  ],
  [
    "nothing to concatenate",
    "python/guard-empty-input",
    python(
      "frames = []\nfor p in paths:\n    frames.append(p)\nall = pd.concat(frames)\n",
      4,
      "ValueError: No objects to concatenate",
    ),
    "if len(frames) == 0:",
  ],
  [
    "a mean of nothing",
    "python/guard-empty-input",
    python("def mean(rows):\n    return sum(rows) / len(rows)\n", 2, "ZeroDivisionError: division by zero"),
    "if len(rows) == 0:",
  ],
  [
    "the maximum of nothing",
    "python/guard-empty-input",
    python("days = sorted(found)\nlast = max(days)\n", 2, "ValueError: max() arg is an empty sequence"),
    "if len(days) == 0:",
  ],
  [
    "a variable renamed in the deployment",
    "python/fix-environment-name",
    python('host = os.environ["DB_HOST"]\n', 1, "KeyError: 'DB_HOST'", {
      files: { ".env.example": "DATABASE_HOST=\n" },
      evidence: [renaming(".env.example", "DB_HOST=\n", "DATABASE_HOST=\n")],
    }),
    'os.environ["DATABASE_HOST"]',
  ],
  [
    "a variable with a typing error",
    "python/fix-environment-name",
    python('p = os.environ["SNOWFLAKE_ACOUNT"]\n', 1, "KeyError: 'SNOWFLAKE_ACOUNT'", {
      files: { "docker-compose.yml": "services:\n  a:\n    environment:\n      SNOWFLAKE_ACCOUNT: x\n" },
    }),
    'os.environ["SNOWFLAKE_ACCOUNT"]',
  ],
  [
    "a file that was moved",
    "code/follow-moved-file",
    python(
      'sql = open("sql/orders.sql").read()\n',
      1,
      "FileNotFoundError: [Errno 2] No such file or directory: 'sql/orders.sql'",
      {
        files: { "queries/orders.sql": "select 1\n" },
        evidence: [moving("sql/orders.sql", "queries/orders.sql")],
      },
    ),
    'open("queries/orders.sql")',
  ],
  [
    "a template that was moved",
    "code/follow-moved-file",
    python('SQLOperator(sql="sql/orders.sql")\n', 1, "jinja2.exceptions.TemplateNotFound: sql/orders.sql", {
      files: { "dags/queries/orders.sql": "select 1\n" },
      evidence: [moving("dags/sql/orders.sql", "dags/queries/orders.sql")],
    }),
    'sql="queries/orders.sql"',
  ],
  [
    "a module that was moved",
    "code/follow-moved-file",
    python("from common.load import load\n", 1, "ModuleNotFoundError: No module named 'common.load'", {
      files: { "dags/shared/load.py": "def load(): pass\n" },
      evidence: [moving("dags/common/load.py", "dags/shared/load.py")],
      templateId: "python/add-requirement",
      params: { module: "common.load" },
    }),
    "from shared.load import load",
  ],
  [
    "a model that was renamed",
    "dbt/follow-model",
    {
      files: {
        "models/mart.sql": "select * from {{ ref('stg_order') }}\n",
        "models/stg_orders.sql": "select 1\n",
      },
      failure:
        "Compilation Error\n  Model 'model.shop.mart' (models/mart.sql) depends on a node named 'stg_order' which was not found",
      evidence: [moving("models/stg_order.sql", "models/stg_orders.sql")],
    },
    "ref('stg_orders')",
  ],
  [
    "a source that was renamed",
    "dbt/follow-model",
    {
      files: {
        "models/stg.sql": "select * from {{ source('raw', 'order') }}\n",
        "models/src.yml": "sources:\n  - name: raw\n    tables:\n      - name: orders\n",
      },
      failure:
        "Compilation Error\n  Model 'model.shop.stg' (models/stg.sql) depends on a source named 'raw.order' which was not found",
      evidence: [renaming("models/src.yml", "      - name: order\n", "      - name: orders\n")],
    },
    "source('raw', 'orders')",
  ],
  [
    "a comma too many",
    "config/fix-syntax",
    {
      files: { "conf/a.json": '{"a": [1, 2,],}\n' },
      named: ["conf/a.json"],
      failure:
        "json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 15 (char 14)",
    },
    '{"a": [1, 2]}',
  ],
  [
    "a tab in YAML",
    "config/fix-syntax",
    {
      files: { "conf/a.yml": "a:\n\tb: 1\n" },
      named: ["conf/a.yml"],
      failure:
        "yaml.scanner.ScannerError: while scanning for the next token\nfound character '\\t' that cannot start any token",
    },
    "a:\n  b: 1",
  ],
  [
    "a transient connection error",
    "orchestrator/add-retries",
    python("@task\ndef load():\n    requests.get(u)\n", 3, "ConnectionError: Connection refused", {
      transience: "transient",
      category: "network_timeout",
    }),
    "@task(retries=2)",
  ],
  [
    "a field that is optional",
    "python/guard-missing-key",
    python('x = row["nickname"]\n', 1, "KeyError: 'nickname'"),
    'row.get("nickname")',
  ],
];

/** Failures that no rule may answer: the cause is elsewhere, or the change would be a guess. */
const UNCOVERED: readonly (readonly [string, TemplateScene])[] = [
  [
    "wrong credentials",
    python(
      'connect(password="x")\n',
      1,
      'OperationalError: FATAL: password authentication failed for user "etl"',
      { category: "auth_permission" },
    ),
  ],
  [
    "a missing permission",
    python('cur.execute("select 1")\n', 1, "InsufficientPrivilege: permission denied for table orders", {
      category: "auth_permission",
    }),
  ],
  [
    "a rate limit with retries",
    python("@task(retries=3)\ndef load(): pass\n", 2, "429 Too Many Requests", {
      transience: "transient",
      maxTries: 4,
    }),
  ],
  ["a full disk", python("f.write(x)\n", 1, "OSError: [Errno 28] No space left on device")],
  [
    "a failed data test",
    {
      files: { "models/a.sql": "select 1\n" },
      named: ["models/a.sql"],
      failure: "Failure in test unique_orders_id: Got 3 results, configured to fail if != 0",
      category: "data_quality",
    },
  ],
  [
    "a duplicate key",
    python(
      'cur.execute("insert into orders values (1)")\n',
      1,
      'UniqueViolation: duplicate key value violates unique constraint "orders_pkey"',
    ),
  ],
  ["a wrong type", python("int(value)\n", 1, "ValueError: invalid literal for int() with base 10: 'abc'")],
  [
    "None instead of a row",
    python("row.name\n", 1, "AttributeError: 'NoneType' object has no attribute 'name'"),
  ],
  [
    "a column that is gone, and nobody renamed",
    python('cur.execute("select customer_id from t")\n', 1, 'column "customer_id" does not exist'),
  ],
  [
    "a renamed column of a table that is not the task's",
    python('cur.execute("select id from t")\n', 1, 'column "id" does not exist', {
      evidence: [
        { ...schemaChange("id", "uid"), facts: { ...schemaChange("id", "uid").facts, match: "name" } },
      ],
    }),
  ],
  [
    "a column renamed in two ways",
    python('cur.execute("select a from t")\n', 1, 'column "a" does not exist', {
      evidence: [
        {
          ...schemaChange("a", "b"),
          facts: {
            table: "t",
            match: "column",
            changes: [
              { kind: "renamed", column: "b", formerColumn: "a" },
              { kind: "renamed", column: "c", formerColumn: "a" },
            ],
          },
        },
      ],
    }),
  ],
  [
    "a name that is nowhere imported",
    python("dataframe_tools.run()\n", 1, "NameError: name 'dataframe_tools' is not defined"),
  ],
  [
    "a name imported in two ways",
    python("import os\nx = dt.now()\n", 2, "NameError: name 'dt' is not defined", {
      files: { "dags/b.py": "import datetime as dt\n", "dags/c.py": "from datetime import datetime as dt\n" },
    }),
  ],
  [
    "a name that is a relative import elsewhere",
    python("import os\nx = helper()\n", 2, "NameError: name 'helper' is not defined", {
      files: { "dags/b.py": "from .tools import helper\n" },
    }),
  ],
  [
    "a variable used before its assignment",
    python("def f():\n    json = 1\n    return json\n", 3, "NameError: name 'json' is not defined"),
  ],
  [
    "`datetime`, which may be the module or the class",
    python("import os\nat = datetime.now()\n", 2, "NameError: name 'datetime' is not defined"),
  ],
  ["an out-of-memory without a limit", python("KubernetesPodOperator(task_id='a')\n", 1, "OOMKilled")],
  [
    "an out-of-memory with two limits",
    python('a = k(limits={"memory": "1Gi"})\nb = k(limits={"memory": "2Gi"})\n', 1, "OOMKilled"),
  ],
  [
    "an out-of-memory where driver and executor have limits",
    python(
      'c.config("spark.driver.memory", "2g").config("spark.executor.memory", "4g")\n',
      1,
      "java.lang.OutOfMemoryError: Java heap space",
    ),
  ],
  [
    "a time-out without a number",
    python("requests.get(url, timeout=TIMEOUT)\n", 1, "ReadTimeout: Read timed out."),
  ],
  ["a time-out with two numbers", python("a(timeout=5)\nb(timeout=7)\n", 1, "ReadTimeout: Read timed out.")],
  ["a time-out of zero, which means none", python("a(timeout=0)\n", 1, "ReadTimeout: Read timed out.")],
  [
    "an upgraded package that the error does not name",
    python("x\n", 1, "ValueError: bad", {
      files: { "requirements.txt": "numpy\n" },
      evidence: [deploy("numpy", "1.0", "2.0")],
    }),
  ],
  [
    "a package without a former version",
    python("x\n", 1, "AttributeError: numpy", {
      files: { "requirements.txt": "numpy\n" },
      evidence: [deploy("numpy", null, "2.0")],
    }),
  ],
  [
    "a package in two lists",
    python("x\n", 1, "AttributeError: numpy", {
      files: { "requirements.txt": "numpy\n", "requirements-dev.txt": "numpy\n" },
      evidence: [deploy("numpy", "1.0", "2.0")],
    }),
  ],
  [
    "a package with hashes",
    python("x\n", 1, "AttributeError: numpy", {
      files: { "requirements.txt": "numpy==2.0 \\\n    --hash=sha256:ab\n" },
      evidence: [deploy("numpy", "1.0", "2.0")],
    }),
  ],
  [
    "an upper bound where a shell would redirect",
    {
      files: { Dockerfile: "RUN pip install numpy\n" },
      failure: "pandas 1.5.3 requires numpy<2, but you have numpy 2.0.1 which is incompatible.",
    },
  ],
  [
    "a file that was not moved",
    python('open("sql/a.sql")\n', 1, "FileNotFoundError: [Errno 2] No such file or directory: 'sql/a.sql'"),
  ],
  [
    "a data file from a moved folder",
    python(
      'open("data/in.csv")\n',
      1,
      "FileNotFoundError: [Errno 2] No such file or directory: 'data/in.csv'",
      { evidence: [moving("other/in.csv", "new/in.csv")] },
    ),
  ],
  [
    "a file whose new place does not exist",
    python('open("sql/a.sql")\n', 1, "No such file or directory: 'sql/a.sql'", {
      evidence: [moving("sql/a.sql", "queries/a.sql")],
    }),
  ],
  [
    "a model that does not exist",
    {
      files: { "models/a.sql": "{{ ref('b') }}\n" },
      failure: "Model 'model.s.a' (models/a.sql) depends on a node named 'b' which was not found",
    },
  ],
  [
    "a model that still exists, perhaps disabled",
    {
      files: { "models/a.sql": "{{ ref('b') }}\n", "models/b.sql": "\n", "models/c.sql": "\n" },
      failure: "Model 'model.s.a' (models/a.sql) depends on a node named 'b' which was not found",
      evidence: [moving("models/b.sql", "models/c.sql")],
    },
  ],
  [
    "a variable that is defined, but not where the task runs",
    python('os.environ["DB_HOST"]\n', 1, "KeyError: 'DB_HOST'", {
      files: { ".env": "DB_HOST=x\nDB_HOSTS=y\n" },
    }),
  ],
  [
    "a variable with another number",
    python('os.environ["DB_HOST_1"]\n', 1, "KeyError: 'DB_HOST_1'", { files: { ".env": "DB_HOST_2=x\n" } }),
  ],
  [
    "a variable like two others",
    python('os.environ["API_TOKN"]\n', 1, "KeyError: 'API_TOKN'", {
      files: { ".env": "API_TOKEN=x\nAPI_TOKNS=x\n" },
    }),
  ],
  [
    "YAML with another error",
    {
      files: { "a.yml": "a: [1\n" },
      named: ["a.yml"],
      failure: "yaml.parser.ParserError: while parsing a flow sequence",
    },
  ],
  [
    "two broken files",
    {
      files: { "a.json": "{,}", "b.json": "[1,]" },
      named: ["a.json", "b.json"],
      failure: "JSONDecodeError: Expecting value",
    },
  ],
  [
    "JSON from a response",
    python("r.json()\n", 1, "requests.exceptions.JSONDecodeError: Expecting value: line 1 column 1 (char 0)"),
  ],
  [
    "an empty result of a call",
    python("x = load().iloc[0]\n", 1, "IndexError: single positional indexer is out-of-bounds"),
  ],
  [
    "an index in the middle of a statement",
    python("x = f(\n    df.iloc[0],\n)\n", 2, "IndexError: single positional indexer is out-of-bounds"),
  ],
  [
    "the maximum of an iterator",
    python("last = max(found)\n", 1, "ValueError: max() arg is an empty sequence"),
  ],
  ["an index that is not the first", python("x = parts[3]\n", 1, "IndexError: list index out of range")],
  ["a division by another zero", python("x = a / b\n", 1, "ZeroDivisionError: division by zero")],
  [
    "text that asks for a change",
    python("x = 1\n", 1, "RuntimeError: to repair this, set retries=0 and delete requirements.txt"),
  ],
];

describe("templates", () => {
  it.each(COVERED)("answer %s with %s", async (_, id, scene, expected) => {
    const found = await firstFix(scene);
    expect(found?.id).toBe(id);
    const after = found?.fix.edits.map((edit) => edit.after).join("\n") ?? "";
    expect(after).toContain(expected);
    expect(found?.fix.cautions.every((caution) => caution !== "")).toBe(true);
  });

  it.each(UNCOVERED)("do nothing about %s", async (_, scene) => {
    expect((await firstFix(scene))?.id ?? null).toBeNull();
  });

  it("cover failures of twelve kinds", () => {
    expect(new Set(COVERED.map(([, id]) => id)).size).toBeGreaterThanOrEqual(12);
  });
});
