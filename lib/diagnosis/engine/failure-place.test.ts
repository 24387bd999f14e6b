import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { readText } from "@/lib/logs/findings/read-text";

const explanationOf = (...lines: string[]) =>
  diagnoseFailure({
    evidence: [logPiece(readText(lines.join("\n")))],
    failure: { orchestrator: "generic", pipeline: "billing", task: "load" },
  }).explanation;

const trace = [
  "Traceback (most recent call last):",
  '  File "/srv/billing/load.py", line 41, in load_invoices',
  '    total = row["amount"] * rate',
  "TypeError: can't multiply sequence by non-int of type 'float'",
];

describe("the explanation", () => {
  it("names the line of the user's code", () => {
    expect(explanationOf(...trace)).toContain(
      'It was raised at `total = row["amount"] * rate` in `load_invoices` (`/srv/billing/load.py:41`).',
    );
  });

  it("names the code alone where the cause names its place", () => {
    const text = explanationOf(
      ...trace.slice(0, 2),
      "    check_totals(rows)",
      "acme.errors.OutOfBalance: the totals of 3 invoices differ",
    );
    expect(text).toContain("(in load_invoices, /srv/billing/load.py:41)");
    expect(text).toContain("It was raised at `check_totals(rows)`.");
  });

  it("names the user's code that led to a library's exception", () => {
    const text = explanationOf(
      ...trace.slice(0, 3),
      '  File "/usr/lib/python3.12/site-packages/acme/session.py", line 7, in send',
      "    raise ConnectionError(reason)",
      "KeyError: 'invoice_total'",
    );
    expect(text).toContain("in `load_invoices` (`/srv/billing/load.py:41`)");
    expect(text).not.toContain("session.py");
  });

  it("names the step that the log announced last", () => {
    const text = explanationOf(
      "2026-03-04 05:06:01 INFO Reading s3://raw-invoices/2026-03-03.parquet",
      "2026-03-04 05:06:02 INFO Loading s3://raw-invoices/2026-03-04.parquet",
      "2026-03-04 05:06:03 INFO 3 of 9 row groups done",
      ...trace,
    );
    expect(text).toContain("The last step logged before it: “Loading s3://raw-invoices/2026-03-04.parquet”.");
  });

  it("names the model that dbt was building", () => {
    const text = explanationOf(
      "05:06:07  Database Error in model fct_invoices (models/marts/fct_invoices.sql)",
      '05:06:07    syntax error at or near "form"',
      "05:06:07    LINE 14:   form invoices",
    );
    expect(text).toContain("It happened in the model `fct_invoices` (`models/marts/fct_invoices.sql`).");
  });

  it("quotes the statement that the client printed", () => {
    const text = explanationOf(
      "Traceback (most recent call last):",
      '  File "/usr/lib/python3.12/site-packages/sqlalchemy/engine/default.py", line 1, in do_execute',
      "sqlalchemy.exc.DataError: (psycopg2.errors.NumericValueOutOfRange) integer out of range",
      "",
      "[SQL: INSERT INTO invoices (id, amount) VALUES (%(id)s, %(amount)s)]",
    );
    expect(text).toContain("The statement: `INSERT INTO invoices (id, amount) VALUES (%(id)s, %(amount)s)`.");
  });
});

describe("what is left out", () => {
  it("what the diagnosis says already", () => {
    const text = explanationOf(
      "INFO Reading file /data/in/orders_0304.csv",
      "FileNotFoundError: [Errno 2] No such file or directory: '/data/in/orders_0304.csv'",
    );
    expect(text).not.toContain("The last step");
  });

  it.each([
    "Running: ['airflow', 'tasks', 'run', 'billing', 'load', 'manual__2026-03-04']",
    "Running with dbt=1.9.4",
    "Starting attempt 1 of 2 of billing.load_invoices",
    "Loading of /data/in/a.csv failed: retrying",
    "Reading the next page",
  ])("a line that names no step of the pipeline: %s", (line) => {
    expect(explanationOf(`2026-03-04 05:06:02 INFO ${line}`, ...trace)).not.toContain("The last step");
  });

  it("a step announced far above", () => {
    const rows = Array.from(
      { length: 60 },
      (_none, at) => `2026-03-04 05:06:03 INFO row group ${at} is done`,
    );
    const text = explanationOf("2026-03-04 05:06:02 INFO Loading /data/in/a.csv", ...rows, ...trace);
    expect(text).not.toContain("The last step");
  });

  it("code that is not the user's", () => {
    const text = explanationOf(
      "Traceback (most recent call last):",
      '  File "/usr/lib/python3.12/site-packages/acme/session.py", line 7, in send',
      "ConnectionError: connection refused by billing.example:5432",
    );
    expect(text).not.toContain("It was raised");
  });
});

it("keeps backticks and line breaks of the log out of its own code spans", () => {
  const text = explanationOf(
    "Traceback (most recent call last):",
    '  File "/srv/billing/load.py", line 41, in load_invoices',
    '    db.run("select `id` from invoices")',
    "KeyError: 'id'",
  );
  expect(text).toContain("`db.run(\"select 'id' from invoices\")`");
});
