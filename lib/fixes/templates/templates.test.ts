import { describe, expect, it } from "vitest";
import type { Code, CodeFrame, FixMaterial } from "@/lib/fixes/proposals/fix-material";
import { descriptorOf } from "@/lib/intake/sources/registry";
import { addTaskRetries, addRetries } from "@/lib/fixes/templates/add-retries";
import { addRequirement } from "@/lib/fixes/templates/add-requirement";
import { findRename } from "@/lib/fixes/templates/find-rename";
import { followRename } from "@/lib/fixes/templates/follow-rename";
import { guardLine, guardMissingKey } from "@/lib/fixes/templates/guard-missing-key";
import { findMissingName } from "@/lib/fixes/templates/missing-name";
import { splitPython } from "@/lib/fixes/templates/python-strings";
import { raiseExecutionTimeout } from "@/lib/fixes/templates/raise-execution-timeout";
import { revertCommit } from "@/lib/fixes/templates/revert-commit";
import type { FixTemplate } from "@/lib/fixes/templates/template";
import { makePatch } from "@/lib/fixes/patches/unified-diff";
import type { Commit } from "@/lib/vendors/source-control";

interface Scene {
  files: Record<string, string>;
  frames?: CodeFrame[];
  pipelineFile?: string;
  failure?: string;
  params?: Record<string, string>;
  evidence?: object[];
  commits?: Partial<Commit>[];
  transience?: string;
  category?: string;
  maxTries?: number | null;
  kind?: string;
}

async function draft(template: FixTemplate, scene: Scene) {
  const code = {
    files: Object.keys(scene.files),
    frames: scene.frames ?? [],
    pipelineFile: scene.pipelineFile ?? null,
    read: async (path: string) => scene.files[path] ?? null,
    repository: { listCommits: async () => scene.commits ?? [] },
  } as unknown as Code;
  const material = {
    failure: scene.failure ?? "",
    evidence: scene.evidence ?? [],
    diagnosis: {
      category: scene.category ?? "code_bug",
      transience: scene.transience ?? "permanent",
      rootCause: "the database did not answer",
    },
    incident: {
      task: "load",
      source: { kind: scene.kind ?? "airflow" },
      report: {
        subject: {
          kind: "task",
          attempt: { maxTries: scene.maxTries === undefined ? 1 : scene.maxTries },
        },
      },
    },
  } as unknown as FixMaterial;
  return template.draft({ material, code, params: scene.params ?? {} });
}

const after = async (template: FixTemplate, scene: Scene) =>
  (await draft(template, scene))?.edits[0]?.after ?? null;
const at = (path: string, line: number, source: string | null = null): CodeFrame => ({ path, line, source });

describe("add-requirement", () => {
  const files = {
    "requirements.txt": "pandas==2.2.0\n",
    "dags/sales/requirements.txt": "requests\n",
    "dags/sales/orders.py": "import x\n",
    "lib/shared/__init__.py": "",
  };
  const scene = (module: string, more: Partial<Scene> = {}): Scene => ({
    files,
    params: { module },
    ...more,
  });

  it.each([
    ["great_expectations", "great-expectations"],
    ["yaml", "PyYAML"],
    ["google.cloud.bigquery", "google-cloud-bigquery"],
    ["airflow.providers.snowflake.hooks.snowflake", "apache-airflow-providers-snowflake"],
    ["airflow.providers.apache.spark.operators", "apache-airflow-providers-apache-spark"],
    ["db-dtypes", "db-dtypes"],
  ])("knows the package of %s", async (module, name) => {
    expect(await after(addRequirement, scene(module))).toBe(`pandas==2.2.0\n${name}\n`);
  });

  it("uses the file nearest to the code, and keeps its line endings", async () => {
    const fix = await draft(addRequirement, scene("tomli", { frames: [at("dags/sales/orders.py", 1)] }));
    expect(fix?.edits[0]).toMatchObject({ path: "dags/sales/requirements.txt", after: "requests\ntomli\n" });
    const windows = { "requirements.txt": "pandas\r\nnumpy" };
    expect(await after(addRequirement, scene("tomli", { files: windows }))).toBe(
      "pandas\r\nnumpy\r\ntomli\r\n",
    );
  });

  it("warns about an assumed name", async () => {
    expect((await draft(addRequirement, scene("tomli")))?.cautions.join(" ")).toContain("assumed");
    expect((await draft(addRequirement, scene("yaml")))?.cautions.join(" ")).not.toContain("assumed");
  });

  it.each([
    ["the repository's own module", "shared.loaders", files],
    ["a listed package", "Pandas", files],
    ["a module removed from Python", "distutils.util", files],
    ["a namespace", "google.protobuf_x.y", files],
    ["no requirements file", "tomli", { "dags/orders.py": "" }],
    ["two files, none nearer", "tomli", { "a/requirements.txt": "", "b/requirements.txt": "" }],
    ["an invalid module name", "x; rm -rf /", files],
  ])("does nothing for %s", async (_, module, existing) => {
    expect(
      await draft(addRequirement, scene(module, { files: existing as Record<string, string> })),
    ).toBeNull();
  });
});

describe("raise-execution-timeout", () => {
  it.each([
    ["execution_timeout=timedelta(minutes=30),", "execution_timeout=timedelta(minutes=60),"],
    [
      '"execution_timeout": datetime.timedelta(hours=1)}',
      '"execution_timeout": datetime.timedelta(hours=2)}',
    ],
  ])("doubles %s", async (before, expected) => {
    expect(
      await after(raiseExecutionTimeout, { files: { "d.py": `x\n${before}\n` }, pipelineFile: "d.py" }),
    ).toBe(`x\n${expected}\n`);
  });

  it.each([
    "execution_timeout=LIMIT",
    "execution_timeout=timedelta(minutes=1)\nexecution_timeout=timedelta(minutes=2)",
    "",
  ])("does nothing for %j", async (text) => {
    expect(await draft(raiseExecutionTimeout, { files: { "d.py": text }, pipelineFile: "d.py" })).toBeNull();
  });
});

describe("findMissingName", () => {
  it.each([
    ["KeyError: 'customer_id'", "customer_id", "key", null],
    ["KeyError: \"['amount'] not in index\"", "amount", "key", null],
    [
      'psycopg2.errors.UndefinedColumn: column "customer_id" does not exist\nLINE 1: select customer_id\nHINT:  Perhaps you meant to reference the column "orders.client_id".\n',
      "customer_id",
      "column",
      "client_id",
    ],
    ["(1054, \"Unknown column 'o.customer_id' in 'field list'\")", "customer_id", "column", null],
    [
      "SQL compilation error: error line 1 at position 7\ninvalid identifier 'CUSTOMER_ID'",
      "CUSTOMER_ID",
      "column",
      null,
    ],
    ["sqlite3.OperationalError: no such column: customer_id", "customer_id", "column", null],
    [
      "Unrecognized name: customer_id; Did you mean client_id? at [1:8]",
      "customer_id",
      "column",
      "client_id",
    ],
    [
      "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `customer_id` cannot be resolved. Did you mean one of the following? [`o`.`client_id`].",
      "customer_id",
      "column",
      "client_id",
    ],
    [
      "A column, variable, or function parameter with name `customer_id` cannot be resolved. Did you mean one of the following? [`a`, `b`].",
      "customer_id",
      "column",
      null,
    ],
    [
      "AttributeError: module 'pandas' has no attribute 'Panel'. Did you mean: 'pane'?",
      "Panel",
      "attribute",
      "pane",
    ],
    ["NameError: name 'jsn' is not defined. Did you mean: 'json'?", "jsn", "name", "json"],
    ["ImportError: cannot import name 'soft' from 'markupsafe' (/x.py)", "soft", "name", null],
  ])("reads %j", (error, name, use, suggestion) => {
    expect(findMissingName(error)).toEqual({ name, use, suggestion });
  });

  it.each(["ValueError: x", "KeyError: 7", "", "KeyError: 'two words'"])("finds none in %j", (error) => {
    expect(findMissingName(error)).toBeNull();
  });
});

describe("findRename", () => {
  const patchOf = (before: string, next: string) => makePatch([{ path: "a.py", before, after: next }]);

  it("reads a rename from lines that differ only in the name", () => {
    const before = 'x = 1\nrow["customer_id"]\ny = 2\nselect(customer_id, customer_id)\n';
    expect(findRename(patchOf(before, before.replaceAll("customer_id", "client_id")), "customer_id")).toBe(
      "client_id",
    );
  });

  it.each([
    ["another name changed", "row[a]\n", "row[b]\n"],
    ["more than the name changed", "row[customer_id]\n", "row[client_id] + 1\n"],
    ["two new names", "f(customer_id)\ng(customer_id)\n", "f(client_id)\ng(buyer_id)\n"],
    ["the line went away", "row[customer_id]\nz\n", "z\n"],
    ["no identifier", "row[customer_id]\n", "row[7]\n"],
  ])("does not guess when %s", (_, before, next) => {
    expect(findRename(patchOf(before, next), "customer_id")).toBeNull();
  });
});

describe("follow-rename", () => {
  const code = `import db
# customer_id is the key
def load(row, customer_id=None):
    sql = """select customer_id, customer_id_hash from orders"""
    return row["customer_id"], row["my customer_id"], row.customer_id
`;
  const commit = {
    kind: "commit",
    status: "ok",
    title: "abc rename",
    text: makePatch([{ path: "x.sql", before: "select customer_id\n", after: "select client_id\n" }]),
  };
  const scene = (failure: string, more: Partial<Scene> = {}): Scene => ({
    files: { "d.py": code, "q.sql": "select customer_id from t\n" },
    frames: [at("d.py", 5)],
    evidence: [commit],
    failure,
    ...more,
  });

  it("changes keys only where they are keys", async () => {
    const text = await after(followRename, scene("KeyError: 'customer_id'"));
    expect(text).toBe(code.replace('row["customer_id"]', 'row["client_id"]'));
  });

  it("changes columns inside strings as complete words", async () => {
    const text = await after(followRename, scene('column "customer_id" does not exist'));
    expect(text).toContain("select client_id, customer_id_hash");
    expect(text).toContain("# customer_id is the key\ndef load(row, customer_id=None)");
    expect(text).toContain('row["client_id"], row["my client_id"], row.customer_id');
  });

  it("changes attributes and names outside of strings", async () => {
    expect(await after(followRename, scene("'Row' object has no attribute 'customer_id'"))).toBe(
      code.replace("row.customer_id", "row.client_id"),
    );
    const renamed = await after(followRename, scene("name 'customer_id' is not defined"));
    expect(renamed).toContain("def load(row, client_id=None)");
    expect(renamed).toContain('row["customer_id"]');
  });

  it("works on SQL files", async () => {
    const found = await after(
      followRename,
      scene("no such column: customer_id", { frames: [at("q.sql", 1)] }),
    );
    expect(found).toBe("select client_id from t\n");
  });

  it("uses the error's suggestion, with a caution", async () => {
    const hint =
      'column "customer_id" does not exist\nHINT:  Perhaps you meant to reference the column "orders.client_id".';
    const fix = await draft(followRename, scene(hint, { evidence: [] }));
    expect(fix?.edits[0]?.after).toContain("select client_id,");
    expect(fix?.cautions.join(" ")).toContain("only a suggestion");
  });

  it.each([
    ["no new name is known", scene("KeyError: 'customer_id'", { evidence: [] })],
    ["no file is known", scene("KeyError: 'customer_id'", { frames: [] })],
    ["the file does not use it", scene("KeyError: 'customer_id'", { files: { "d.py": "x = 1\n" } })],
    ["nothing is missing", scene("ValueError: x")],
  ])("does nothing when %s", async (_, input) => {
    expect(await draft(followRename, input)).toBeNull();
  });
});

describe("revert-commit", () => {
  const before = "def load(row):\n    total = row.amount\n    return total\n";
  const broken = before.replace("row.amount", "row.amount.value");
  const commit: Commit = {
    sha: "c".repeat(40),
    author: "Bob",
    date: "2026-11-02T00:00:00Z",
    message: "use value\n\nbody",
    files: [{ path: "d.py", status: "modified" }],
    url: null,
    patch: makePatch([{ path: "d.py", before, after: broken }]),
    isPatchCut: false,
  };
  const suspect = { kind: "commit", status: "ok", facts: { sha: commit.sha } };
  const scene = (more: Partial<Scene> = {}): Scene => ({
    files: { "d.py": broken },
    frames: [at("d.py", 2, "total = row.amount.value")],
    evidence: [suspect],
    commits: [commit],
    ...more,
  });

  it("reverts the commit that introduced the failing line, keeping later work", async () => {
    expect(await after(revertCommit, scene())).toBe(before);
    const later = `import x\n${broken}\n# more\n`;
    const moved = scene({ files: { "d.py": later }, frames: [at("d.py", 3, "total = row.amount.value")] });
    expect(await after(revertCommit, moved)).toBe(`import x\n${before}\n# more\n`);
    expect((await draft(revertCommit, scene()))?.title).toBe("Revert cccccccc: use value");
  });

  it.each([
    ["the commit is not suspected", scene({ evidence: [] })],
    ["it introduced another line", scene({ frames: [at("d.py", 3, "return total")] })],
    ["the file is not the one that ran", scene({ frames: [at("d.py", 2, "total = row.something")] })],
    ["its patch is truncated", scene({ commits: [{ ...commit, isPatchCut: true }] })],
    [
      "later work changed the same lines",
      scene({ files: { "d.py": broken.replace("return total", "return 2 * total") } }),
    ],
    ["the failure is of another kind", scene({ category: "network_timeout" })],
    [
      "it added the file",
      scene({ commits: [{ ...commit, patch: makePatch([{ path: "d.py", before: null, after: broken }]) }] }),
    ],
  ])("does nothing when %s", async (_, input) => {
    expect(await draft(revertCommit, input)).toBeNull();
  });
});

describe("add-retries", () => {
  it.each([
    ["@task\ndef load(x):\n", false, "@task(retries=2)\ndef load(x):\n"],
    ["@task()\ndef load():\n", true, "@task(retries=2, retry_delay_seconds=30)\ndef load():\n"],
    ['@task(task_id="x", retries=0)\ndef load():\n', false, '@task(task_id="x", retries=2)\ndef load():\n'],
    [
      "    @task.bash(env=E)\n    def load():\n",
      false,
      "    @task.bash(env=E, retries=2)\n    def load():\n",
    ],
    [
      'a = Op(\n    task_id="load",\n    x=f(1),\n)\n',
      false,
      'a = Op(\n    task_id="load",\n    retries=2,\n    x=f(1),\n)\n',
    ],
    ['a = Op(task_id="load", x=1)\n', false, 'a = Op(task_id="load", retries=2, x=1)\n'],
    [
      "default_args = {\n    'owner': 'x',\n}\n",
      false,
      "default_args = {\n    \"retries\": 2,\n    'owner': 'x',\n}\n",
    ],
    ['default_args={"owner": "x"}\n', false, 'default_args={"retries": 2, "owner": "x"}\n'],
    ["default_args = {\n    'retries': 0,\n}\n", false, "default_args = {\n    'retries': 2,\n}\n"],
  ])("adds them to %j", (text, isPrefect, expected) => {
    const { retries } = descriptorOf(isPrefect ? "prefect" : "airflow");
    expect(addTaskRetries(text, "load", retries)).toBe(expected);
  });

  it.each([
    "@task(retries=5)\ndef load():\n",
    'a = Op(\n    task_id="load",\n    retries=3,\n)\n',
    "default_args = {'retries': 1}\n",
    "x = 1\n",
    "@task\ndef other():\n",
  ])("leaves %j alone", (text) => {
    expect(addTaskRetries(text, "load", descriptorOf("airflow").retries)).toBeNull();
  });

  const files = { "d.py": "@task\ndef load():\n    pass\n" };
  it("applies to transient failures of tasks without retries", async () => {
    const scene: Scene = { files, pipelineFile: "d.py", transience: "transient" };
    expect(await after(addRetries, scene)).toContain("@task(retries=2)");
    expect(await draft(addRetries, { ...scene, transience: "permanent" })).toBeNull();
    expect(await draft(addRetries, { ...scene, maxTries: 3 })).toBeNull();
    expect(await after(addRetries, { ...scene, maxTries: null })).not.toBeNull();
  });
});

describe("guard-missing-key", () => {
  it.each([
    ['    x = row["id"]', '    x = row.get("id")'],
    ["return f(rows[0]['id'].strip())", "return f(rows[0].get('id').strip())"],
    ['if row["id"] == 2:', 'if row.get("id") == 2:'],
  ])("guards %j", (line, expected) => {
    expect(guardLine(line, "id")).toBe(expected);
  });

  it.each([
    'row["id"] = 1',
    'row["id"] += 1',
    'del row["id"]',
    'os.environ["id"]',
    'a["id"] + b["id"]',
    "row[id]",
  ])("leaves %j alone", (line) => {
    expect(guardLine(line, "id")).toBeNull();
  });

  it("changes only the failing line, and rates itself as risky", async () => {
    const text = 'a = row["id"]\nb = row["id"]\n';
    const scene: Scene = {
      files: { "d.py": text },
      frames: [at("d.py", 2, 'b = row["id"]')],
      failure: "KeyError: 'id'",
    };
    const fix = await draft(guardMissingKey, scene);
    expect(fix?.edits[0]?.after).toBe('a = row["id"]\nb = row.get("id")\n');
    expect(fix?.level).toBe("high");
    expect(await draft(guardMissingKey, { ...scene, frames: [at("d.py", 2, "other text")] })).toBeNull();
  });
});

describe("splitPython", () => {
  const source = `x = 'a#b' # it's "c"\ny = """d\n'e' \\""" f"""\nz = r"\\d" + f"{k}"\nopen = 'never closed\n`;
  it("loses nothing and recognizes strings", () => {
    const parts = splitPython(source);
    expect(parts.map((part) => part.text).join("")).toBe(source);
    expect(parts.filter((part) => part.kind === "string").map((part) => part.text)).toEqual([
      "a#b",
      `d\n'e' \\""" f`,
      "\\d",
      "{k}",
      "never closed",
    ]);
    expect(parts.filter((part) => part.kind === "comment").map((part) => part.text)).toEqual([`# it's "c"`]);
  });
});
