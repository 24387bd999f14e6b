import type { TemplateScene } from "@/lib/fixes/templates/testing/draft-fix";
import { deploy, moving, python, schemaChange } from "@/lib/fixes/templates/testing/scenes";

/** Failures that no rule may answer: the cause is elsewhere, or the change would be a guess. */
export const UNCOVERED: readonly (readonly [string, TemplateScene])[] = [
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
