import { frameAt, type TemplateScene } from "@/lib/fixes/templates/testing/draft-fix";
import { commit, deploy, moving, python, renaming, schemaChange } from "@/lib/fixes/templates/testing/scenes";

/** Realistic failures, the template that answers each, and a line of the result. */
export const COVERED: readonly (readonly [string, string, TemplateScene, string])[] = [
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
