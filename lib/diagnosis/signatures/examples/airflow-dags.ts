import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const airflowDagExamples: SignatureExamples = {
  "airflow/template-not-found": {
    examples: [
      {
        text: "jinja2.exceptions.TemplateNotFound: /opt/scripts/rotate.sh",
        captures: { file: "/opt/scripts/rotate.sh" },
      },

      {
        text: "jinja2.exceptions.TemplateNotFound: sql/create_orders.sql",
        captures: { file: "sql/create_orders.sql" },
      },
    ],
    nearMisses: [{ text: "jinja2.exceptions.UndefinedError: 'orders' is undefined" }],
  },
  "airflow/template-undefined": {
    examples: [
      { text: "jinja2.exceptions.UndefinedError: 'next_ds' is undefined", captures: { name: "next_ds" } },
      {
        text: "jinja2.exceptions.UndefinedError: 'dict object' has no attribute 'region'",
        captures: { name: "region" },
      },
    ],
    nearMisses: [{ text: "jinja2.exceptions.TemplateNotFound: orders.sql" }],
  },
  "airflow/template-syntax": {
    examples: [
      {
        text: "jinja2.exceptions.TemplateSyntaxError: unexpected char '$' at 57",
        captures: { message: "unexpected char '$' at 57" },
      },
    ],
    nearMisses: [{ text: "jinja2.exceptions.UndefinedError: 'rows' is undefined" }],
  },
  "airflow/template-not-rendered": {
    examples: [
      {
        text: "requests.exceptions.HTTPError: 400 Client Error: Bad Request for url: https://api.example.com/v1/schedule?start=%7B%7B%20ds%20%7D%7D&limit=5",
        captures: { name: "ds" },
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 400 Client Error: Bad Request for url: https://api.example.com/v1/schedule?start=2024-01-01",
      },
    ],
  },
  "airflow/dag-not-found": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: DAG 'orders_daily' could not be found; either it does not exist or it failed to parse.",
        captures: { dag: "orders_daily" },
      },
      { text: "Dag not found during start up" },
      { text: "airflow.exceptions.DagNotFound: Dag id orders_export not found in DagModel" },
    ],
    nearMisses: [
      { text: "airflow.exceptions.DagRunNotFound: DagRun for orders_daily with run_id manual was not found" },
    ],
  },
  "airflow/dag-import-timeout": {
    examples: [
      {
        text: "airflow.exceptions.AirflowTaskTimeout: DagBag import timeout for /opt/airflow/dags/orders.py after 30.0s.",
        captures: { file: "/opt/airflow/dags/orders.py" },
      },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowTaskTimeout: Timeout, PID: 3031" }],
  },
  "airflow/dag-import-error": {
    examples: [
      {
        text: 'Broken DAG: [/opt/airflow/dags/orders.py] Traceback (most recent call last):\n  File "/opt/airflow/dags/orders.py", line 4, in <module>\n    REGION = os.environ["REGION"]\nFileNotFoundError: no settings here',
        captures: { error: "FileNotFoundError: no settings here" },
      },

      {
        text: "Failed to import: /opt/airflow/dags/orders.py",
        captures: { file: "/opt/airflow/dags/orders.py" },
      },
      { text: "Broken DAG: [/opt/airflow/dags/orders.py] Traceback (most recent call last):" },
    ],
    nearMisses: [{ text: "Filling up the DagBag from /opt/airflow/dags/orders.py" }],
  },
  "airflow/duplicate-task-id": {
    examples: [
      {
        text: "airflow.exceptions.DuplicateTaskIdFound: Task id 'load' has already been added to the DAG",
        captures: { task: "load" },
      },
    ],
    nearMisses: [{ text: "Task load has already finished" }],
  },
  "airflow/dag-cycle": {
    examples: [
      {
        text: "airflow.exceptions.AirflowDagCycleException: Cycle detected in DAG: orders_daily. Faulty task: load",
        captures: { dag: "orders_daily", task: "load" },
      },
    ],
    nearMisses: [{ text: "RuntimeError: Found a cycle: model.shop.orders" }],
  },
  "airflow/invalid-operator-arguments": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: Invalid arguments were passed to BashOperator (task_id: load). Invalid arguments were:\n**kwargs: {'comand': 'ls'}",
        captures: { operator: "BashOperator", task: "load", unknown: "'comand'" },
      },
      {
        text: "airflow.exceptions.AirflowException: missing keyword argument 'bash_command'",
        captures: { argument: "'bash_command'" },
      },
    ],
    nearMisses: [{ text: "TypeError: load() got an unexpected keyword argument 'tabel'" }],
  },
  "airflow/branch-target": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: 'branch_task_ids' must contain only valid task_ids. Invalid tasks found: {'load_eu'}.",
        captures: { found: "{'load_eu'}" },
      },
      {
        text: "airflow.exceptions.AirflowException: 'branch_task_ids' must be either None, a task ID, or an Iterable of IDs, but got 'dict'",
      },
    ],
    nearMisses: [{ text: "Branch into load_eu" }],
  },
  "airflow/removed-module": {
    examples: [
      {
        text: "ModuleNotFoundError: No module named 'airflow.operators.python_operator'",
        captures: { module: "airflow.operators.python_operator" },
      },
      {
        text: "ImportError: cannot import name 'days_ago' from 'airflow.utils.dates' (/usr/local/lib/python3.12/site-packages/airflow/utils/dates.py)",
        captures: { name: "days_ago" },
      },
    ],
    nearMisses: [{ text: "ModuleNotFoundError: No module named 'airflow.providers.amazon'" }],
  },
  "airflow/removed-context-key": {
    examples: [{ text: "KeyError: 'execution_date'", captures: { name: "execution_date" } }],
    nearMisses: [{ text: "KeyError: 'execution_dates'" }],
  },
  "airflow/unmappable-xcom": {
    examples: [
      {
        text: "airflow.exceptions.UnmappableXComTypePushed: unmappable return type 'str'",
        captures: { type: "str" },
      },
      {
        text: "airflow.exceptions.UnmappableXComLengthPushed: unmappable return value length: 2000 > 1024",
        captures: { limit: "1024" },
      },
    ],
    nearMisses: [{ text: "TypeError: Object of type set is not JSON serializable" }],
  },
  "airflow/param-validation": {
    examples: [
      {
        text: "airflow.exceptions.ParamValidationError: Invalid input for param region: None is not of type 'string'",
        captures: { param: "region", reason: "None is not of type 'string'" },
      },
    ],
    nearMisses: [{ text: "botocore.exceptions.ParamValidationError: Parameter validation failed:" }],
  },
  "airflow/decorated-callable": {
    examples: [{ text: "airflow.exceptions.AirflowException: `python_callable` param must be callable" }],
    nearMisses: [{ text: "TypeError: 'PythonOperator' object is not callable" }],
  },
  "airflow/input-sensor-timeout": {
    examples: [
      {
        text: "AirflowSensorTimeout: Sensor has timed out; run duration of 61.063 seconds exceeds the specified timeout of 60.0.",
        around:
          "[2026-11-30T01:05:57Z] {airflow.task.operators} INFO - Poking for file /landing/partner/2026-11-28.csv",
        captures: { timeout: "60.0", input: "/landing/partner/2026-11-28.csv" },
      },
      {
        text: "airflow.exceptions.AirflowSensorTimeout: Snap. Time is OUT. DAG id: orders_daily",
        around: "Poking for key : s3://landing/orders/2026-11-28.csv",
        captures: { input: "s3://landing/orders/2026-11-28.csv" },
      },
    ],
    nearMisses: [
      {
        text: "airflow.exceptions.AirflowSensorTimeout: Snap. Time is OUT. DAG id: orders_daily",
        around: "Poking callable: <function is_ready at 0x7f>",
      },
    ],
  },
};
