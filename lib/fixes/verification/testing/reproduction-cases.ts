import type { Reproduction } from "@/lib/fixes/verification/judge-replay";

/** A failure, a patch of it, and what a run of both must say. */
export interface ReproductionCase {
  name: string;
  code: string;
  /** What the patch replaces, and by what. */
  patch: readonly [string, string];
  function: string;
  type: string;
  message: string;
  source: string;
  files?: Record<string, string>;
  renamed?: Record<string, string>;
  outcome: Reproduction["outcome"];
  detail: string;
}

/** The file of every case. */
export const PATH = "dags/orders.py";
const ROWS = `from airflow import DAG
import pandas as pd
from decimal import Decimal

RATE = Decimal("2")


def transform(rows: "pd.DataFrame"):
    total = 0
    for row in rows:
        total += row["customer_id"] * RATE
    return total
`;
const KEY = {
  function: "transform",
  type: "builtins.KeyError",
  message: "'customer_id'",
  source: 'total += row["customer_id"] * RATE',
};
const MEAN = `@task
def mean(values):
    return sum(v["amount"] for v in values) / len(values)
`;
const DIVISION = {
  function: "mean",
  type: "ZeroDivisionError",
  message: "division by zero",
  source: 'return sum(v["amount"] for v in values) / len(values)',
};
const PARSE = `def parse(record):
    return int(record["qty"])
`;
const LITERAL = { function: "parse", type: "ValueError", source: 'return int(record["qty"])' };
const CLOSURE = `from airflow.decorators import dag, task


@dag(schedule="@daily")
def pipeline():
    LIMIT = 3

    @task
    def extract(payload):
        items = payload["data"]["items"]
        return [item["sku"] for item in items][:LIMIT]

    extract({})


pipeline()
`;
const METHOD = `class Loader:
    def __init__(self, connection):
        self.connection = connection

    def run(self, batch):
        return batch["size"] / self.rate
`;

const PUBLISH = `import os


def publish():
    return os.environ["WAREHOSE_HOST"]
`;
const VARIABLE = {
  function: "publish",
  type: "KeyError",
  message: "'WAREHOSE_HOST'",
  source: 'return os.environ["WAREHOSE_HOST"]',
};
const TABLE = `RATES = {"EUR": 1}


def rate(currency):
    return RATES[currency]
`;
const ENTRY = { function: "rate", type: "KeyError", message: "'USD'", source: "return RATES[currency]" };

export const CASES: readonly ReproductionCase[] = [
  {
    name: "a renamed key, with the name that evidence shows",
    ...KEY,
    code: ROWS,
    patch: ['"customer_id"', '"client_id"'],
    renamed: { customer_id: "client_id" },
    outcome: "passed",
    detail:
      "`transform(rows=[{'client_id': 1}])` raises KeyError: 'customer_id' before the patch and returns Decimal('2') after it",
  },
  {
    name: "a renamed key, with a name that nothing shows",
    ...KEY,
    code: ROWS,
    patch: ['"customer_id"', '"client_id"'],
    outcome: "failed",
    detail: "still fails after the patch: with KeyError: 'client_id' instead of KeyError: 'customer_id'",
  },
  {
    name: "a renamed key that is read as optional by its old name",
    ...KEY,
    code: ROWS,
    patch: ['row["customer_id"]', 'row.get("customer_id", 0)'],
    renamed: { customer_id: "client_id" },
    outcome: "substituted",
    detail:
      "`transform(rows=[{'client_id': 1}])` no longer raises KeyError: 'customer_id' after the patch and returns Decimal('0'); whether the result is right for a missing value is not shown",
  },
  {
    name: "a renamed key that is read as optional by its new name",
    ...KEY,
    code: ROWS,
    patch: ['row["customer_id"]', 'row.get("client_id", 0)'],
    renamed: { customer_id: "client_id" },
    outcome: "passed",
    detail: "returns Decimal('2') after it",
  },
  {
    name: "a patch that uses a name that does not exist",
    ...KEY,
    code: ROWS,
    patch: ['row["customer_id"] * RATE', "key"],
    outcome: "failed",
    detail: "still fails after the patch: with NameError: name 'key' is not defined instead of KeyError",
  },
  {
    name: "a patch that never ends",
    ...KEY,
    code: ROWS,
    patch: ["    total = 0", "    while True:\n        total = 0"],
    outcome: "failed",
    detail: "does not end within 25 s after it",
  },
  {
    name: "a patch that fails with a clearer error",
    ...DIVISION,
    code: MEAN,
    patch: [
      "    return",
      '    if len(values) == 0:\n        raise ValueError("values is empty")\n    return',
    ],
    outcome: "raises",
    detail:
      "`mean(values=[])` still fails after the patch, as the patch intends: with ValueError: values is empty instead of ZeroDivisionError",
  },
  {
    name: "a variable that is not set in the sandbox",
    ...VARIABLE,
    code: PUBLISH,
    patch: ["WAREHOSE", "WAREHOUSE"],
    outcome: "unset",
    detail:
      "`publish()` no longer raises KeyError: 'WAREHOSE_HOST' after the patch, but reads WAREHOUSE_HOST, which is not set in the sandbox",
  },
  {
    name: "a variable whose new name evidence shows",
    ...VARIABLE,
    code: PUBLISH,
    patch: ["WAREHOSE", "WAREHOUSE"],
    renamed: { WAREHOSE_HOST: "WAREHOUSE_HOST" },
    outcome: "passed",
    detail: "returns '1' after it",
  },
  {
    name: "a value that has no entry, added",
    ...ENTRY,
    code: TABLE,
    patch: ["{", '{"USD": 2, '],
    outcome: "passed",
    detail: "`rate(currency='USD')` raises KeyError: 'USD' before the patch and returns 2 after it",
  },
  {
    name: "a value that has no entry, read as None",
    ...ENTRY,
    code: TABLE,
    patch: ["RATES[currency]", "RATES.get(currency)"],
    outcome: "substituted",
    detail: "returns None; whether None is right there is not shown",
  },
  {
    name: "a default for a missing key",
    ...KEY,
    code: ROWS,
    patch: ['row["customer_id"]', 'row.get("customer_id", 0)'],
    outcome: "substituted",
    detail: "returns Decimal('0'); whether the result is right for a missing value is not shown",
  },
  {
    name: "a patch elsewhere in the function",
    ...KEY,
    code: ROWS,
    patch: ["total = 0", "total = 1"],
    outcome: "failed",
    detail: "still raises KeyError: 'customer_id' after the patch",
  },
  {
    name: "a patch that swallows the exception",
    ...KEY,
    code: ROWS,
    patch: [
      '        total += row["customer_id"] * RATE',
      '        try:\n            total += row["customer_id"] * RATE\n        except Exception:\n            pass',
    ],
    outcome: "caught",
    detail: "which only catches it",
  },
  {
    name: "a patch that suppresses the exception",
    ...KEY,
    code: `import contextlib\n${ROWS}`,
    patch: [
      '        total += row["customer_id"] * RATE',
      '        with contextlib.suppress(KeyError):\n            total += row["customer_id"] * RATE',
    ],
    outcome: "caught",
    detail: "which only catches it",
  },
  {
    name: "a patch that removes what failed",
    ...KEY,
    code: ROWS,
    patch: ['    for row in rows:\n        total += row["customer_id"] * RATE\n', ""],
    outcome: "removed",
    detail: "removes the statement that failed",
  },
  {
    name: "a patch that removes the function",
    ...KEY,
    code: ROWS,
    patch: ["def transform(", "def transformed("],
    outcome: "unclear",
    detail: "no function named transform",
  },
  {
    name: "an empty list",
    ...DIVISION,
    code: MEAN,
    patch: ["    return", "    if not values:\n        return 0\n    return"],
    outcome: "substituted",
    detail: "returns 0; whether the result is right for an empty input is not shown",
  },
  {
    name: "a text that is no number",
    ...LITERAL,
    message: "invalid literal for int() with base 10: 'N/A'",
    code: PARSE,
    patch: ['int(record["qty"])', 'int(record["qty"]) if record["qty"].isdigit() else None'],
    outcome: "substituted",
    detail: "`parse(record={'qty': 'N/A'})` no longer raises ValueError",
  },
  {
    name: "an empty text, not fixed for another",
    ...LITERAL,
    message: "invalid literal for int() with base 10: 'N/A'",
    code: PARSE,
    patch: ['int(record["qty"])', 'int(record["qty"] or 0)'],
    outcome: "failed",
    detail: "still raises ValueError: invalid literal for int() with base 10: 'N/A'",
  },
  {
    name: "None from a function of the standard library",
    code: 'import re\n\n\ndef find(text):\n    match = re.match(r"(\\d+)", text)\n    return match.group(1)\n',
    patch: ["return match.group(1)", "return match.group(1) if match else None"],
    function: "find",
    type: "AttributeError",
    message: "'NoneType' object has no attribute 'group'",
    source: "return match.group(1)",
    outcome: "substituted",
    detail: "returns None; whether the result is right for an empty input is not shown",
  },
  {
    name: "a missing import",
    code: "def since(days):\n    return timedelta(days=days)\n",
    patch: ["def since", "from datetime import timedelta\n\n\ndef since"],
    function: "since",
    type: "NameError",
    message: "name 'timedelta' is not defined",
    source: "return timedelta(days=days)",
    outcome: "passed",
    detail: "returns datetime.timedelta(days=1) after it",
  },
  {
    name: "a task inside a DAG function",
    code: CLOSURE,
    patch: ['payload["data"]["items"]', 'payload["data"]["items"] or []'],
    function: "extract",
    type: "TypeError",
    message: "'NoneType' object is not iterable",
    source: 'return [item["sku"] for item in items][:LIMIT]',
    outcome: "substituted",
    detail: "`extract(payload={'data': {'items': None}})` no longer raises TypeError",
  },
  {
    name: "an attribute of an object",
    code: METHOD,
    patch: ["self.rate", "(self.rate or 1)"],
    function: "run",
    type: "TypeError",
    message: "unsupported operand type(s) for /: 'int' and 'NoneType'",
    source: 'return batch["size"] / self.rate',
    outcome: "substituted",
    detail: "with rate=None` no longer raises TypeError",
  },
  {
    name: "a local module's name",
    code: "from helpers import load_orders\n\nDAG_ID = 'orders'\n",
    patch: ["import load_orders", "import load as load_orders"],
    files: { "dags/helpers.py": "def load():\n    pass\n" },
    function: "<module>",
    type: "ImportError",
    message: "cannot import name 'load_orders' from 'helpers' (/opt/airflow/dags/helpers.py)",
    source: "from helpers import load_orders",
    outcome: "passed",
    detail: "raises ImportError: cannot import name 'load_orders' from 'helpers'",
  },
  {
    name: "a missing local module",
    code: "from helperz import load\n\nDAG_ID = 'orders'\n",
    patch: ["helperz", "helpers"],
    files: { "dags/helpers.py": "def load():\n    pass\n" },
    function: "<module>",
    type: "ModuleNotFoundError",
    message: "No module named 'helperz'",
    source: "from helperz import load",
    outcome: "passed",
    detail:
      "`from helperz import load` raises ModuleNotFoundError: No module named 'helperz' before the patch and no longer raises it after it",
  },
  {
    name: "a file that does not compile",
    code: "def load(rows:\n    return rows\n",
    patch: ["(rows:", "(rows):"],
    function: "<module>",
    type: "SyntaxError",
    message: "'(' was never closed",
    source: "def load(rows:",
    outcome: "passed",
    detail: "raises SyntaxError: '(' was never closed before the patch and no longer raises it after it",
  },
  {
    name: "a function that needs a package",
    code: "import pandas as pd\n\n\ndef load(rows):\n    return pd.DataFrame(rows)['a']\n",
    patch: ["['a']", "['b']"],
    function: "load",
    type: "KeyError",
    message: "'a'",
    source: "return pd.DataFrame(rows)['a']",
    outcome: "unclear",
    detail: "the code needs pandas, which is not available in the sandbox",
  },
  {
    name: "a value that comes from outside",
    code: "import json\n\n\ndef load(body):\n    return json.loads(body)['id']\n",
    patch: ["['id']", ".get('id')"],
    function: "load",
    type: "KeyError",
    message: "'id'",
    source: "return json.loads(body)['id']",
    outcome: "unclear",
    detail: "no call with small arguments raises it",
  },
  {
    name: "a function that no longer raises this",
    code: "def load(rows):\n    return rows\n",
    patch: ["return rows", "return list(rows)"],
    function: "load",
    type: "KeyError",
    message: "'id'",
    source: "return rows['id']",
    outcome: "unclear",
    detail: "no call with small arguments raises it",
  },
  {
    name: "code that ends the interpreter",
    code: "import os\n\n\ndef load(rows):\n    return rows[0]\n",
    patch: ["return rows[0]", "os._exit(0)"],
    function: "load",
    type: "IndexError",
    message: "list index out of range",
    source: "return rows[0]",
    outcome: "failed",
    detail: "ends the interpreter or exceeds the sandbox's memory after it",
  },
];
