import { describe, expect, it } from "vitest";
import { pythonHazards } from "@/lib/fixes/hazards/python-hazards";

const found = (before: string, after: string) =>
  pythonHazards(before, after).hazards.map(({ kind, name }) => `${kind} ${name}`);
const adds = (code: string) => found("", `${code}\n`);

describe("runs a program", () => {
  it.each([
    ["a name of a module", "from os import system\nsystem('id')"],
    ["the import alone", "from os import system"],
    ["a name under another", "from os import popen as look\nlook('id')"],
    ["a module under another name", "import os as o\no.system('id')"],
    ["an alias of an alias", "import os as o\np = o\np.system('id')"],
    ["a list of imports in brackets", "from os import (\n  path,\n  system as s,  # x\n)\ns('id')"],
    ["several modules on one line", "import json, subprocess as sp\nsp.run(['id'])"],
    ["an import within a function", "def f():\n    import subprocess\n    subprocess.Popen('id')"],
    ["an import after a colon", "try: from subprocess import run\nexcept ImportError: pass"],
    ["a star import", "from os import *\nsystem('id')"],
    ["a call in the head of an import's condition", "import os\nif os.system('id'): import x"],
    ["asyncio", "import asyncio\nawait asyncio.create_subprocess_shell('id')"],
    ["a loop's method", "loop = get()\nloop.subprocess_exec(P, 'id')"],
    [
      "SSHOperator",
      "from airflow.providers.ssh.operators.ssh import SSHOperator\nSSHOperator(task_id='a', command='id')",
    ],
    [
      "BashOperator under another name",
      "from airflow.operators.bash import BashOperator as B\nB(task_id='a', bash_command='id')",
    ],
    ["a decorator", "from airflow.decorators import task\n@task.bash\ndef f():\n    return 'id'"],
    ["a hook's client", "client.exec_command('id')"],
    ["letters that Python takes for others", "import os\n\uFF4F\uFF53.\u{1D42C}ystem('id')"],
    ["an expression within an f-string", "import os\nx = f\"{os.system('id')}\""],
    ["an f-string's field behind a backslash", "import os\nx = f'\\{os.system(\"id\")}'"],
    ["a field in the format of a field", "import os\nx = f'{1:{os.system(\"id\")}}'"],
    ["quotes within quotes of an f-string", "import os\nx = f'{os.system('id')}'"],
    ["after a semicolon", "x = 1; import os; os.system('id')"],
    ["over several lines", "import os\n(os\n  .system)('id')"],
    ["behind a backslash at the end of a line", "import os\nos.\\\nsystem('id')"],
    ["stuck to a number", "import os\nx = 0or os.system('id')"],
    ["a command that is set later", "t.bash_command = 'id'"],
    ["a command by its name", "setattr(t, 'bash_command', 'id')"],
    ["a command for a class that is not seen", "t.__class__(task_id='a', bash_command='id')"],
    ["handed to another function", "import os, threading\nthreading.Thread(target=os.system, args=('id',))"],
  ])("%s", (_, code) => {
    expect(adds(code).join()).toMatch(/^runs |,runs /);
  });

  it("even if the import existed before", () => {
    const before = "import os as o\n\n\ndef f():\n    return o.getcwd()\n";
    expect(found(before, before.replace("o.getcwd()", "o.system('id')"))).toEqual(["runs os.system"]);
  });

  it("even if the code was in a docstring or comment before", () => {
    const call = "import os\nos.system('id')\n";
    expect(found(`"""\n${call}"""\n`, call)).toEqual(["runs os.system"]);
    expect(found("import os\n# os.system('id')\n", call)).toEqual(["runs os.system"]);
  });
});

describe("executes data as code", () => {
  it.each([
    ["a module by its name", "import importlib\nimportlib.import_module(name)"],
    ["the same under another name", "from importlib import import_module as load\nload(name)"],
    ["__import__", "__import__('o' + 's').getcwd()"],
    ["exec under another name", "run = exec\nrun(text)"],
    ["a pickle of pandas", "import pandas as pd\ndf = pd.read_pickle(path)"],
    ["a pickle", "from pickle import loads\nloads(blob)"],
    ["an array with objects", "import numpy as np\nnp.load(path, allow_pickle=True)"],
    ["yaml's loader", "import yaml\nyaml.load(text)"],
    ["the unsafe loader", "import yaml\nyaml.load(text, Loader=yaml.UnsafeLoader)"],
    ["a computed attribute of os", "import os\ngetattr(os, 'sys' + 'tem')('id')"],
    [
      "a name that is looked up by its path",
      "import operator\noperator.attrgetter('io.common.os.system')(pd)('id')",
    ],
    ["os in a list", "import os\n[os][0].x()"],
    ["the module table", "import sys\nsys.modules['o' + 's'].x"],
    ["builtins", "x = __builtins__['ev' + 'al']"],
    ["the classes of everything", "x = ().__class__.__base__.__subclasses__()"],
    ["the same of a number", "x = 1..__class__.__mro__[1]"],
    ["what a pickle calls", "class A:\n    def f(self): return self.__reduce__()"],
    ["where modules are searched", "import sys\nsys.path.insert(0, '/tmp')"],
    ["os within another module", "import shutil\nshutil.os.system('id')"],
    ["os out of another module", "from shutil import os as z"],
    ["os of a module within a module", "import pandas as pd\nx = pd.io.common.os"],
    ["a name out of the table of names", "x = globals()['o' + 's'].getcwd()"],
    ["a computed name of a method", "import pandas as pd\ngetattr(pd, 'read_' + 'pickle')(path)"],
    ["another file", "import runpy\nrunpy.run_path('/tmp/x')"],
    ["a plugin", "from airflow.plugins_manager import AirflowPlugin\nclass P(AirflowPlugin): pass"],
  ])("%s", (_, code) => {
    expect(adds(code).join()).toMatch(/^(?:evaluates|runs os.system|runs shutil.os)|,evaluates /);
  });
});

describe("leaks secrets", () => {
  it.each([
    ["the environment in the log", "import os\nprint(os.environ)", "environment os.environ"],
    ["a copy of the environment", "from os import environ as e\nx = dict(e)", "environment os.environ"],
    [
      "a variable in a bucket",
      "s3.put_object(Bucket='b', Key='k', Body=Variable.get())",
      "leaks s3.put_object",
    ],
    ["a token in the log", "import os\nprint(os.environ['API_TOKEN'])", "leaks print"],
    ["a token by way of a name", "t = Variable.get('api_key')\nlog.info('x %s', t)", "leaks log.info"],
    [
      "a token in a message",
      "import os\nt = os.getenv('TOKEN')\nraise ValueError(f'bad {t}')",
      "leaks raise",
    ],
    ["a password of anything", "print(conn.password)", "leaks print"],
    ["a name that says what it holds", "s3.put_object(Body=DB_PASSWORD)", "leaks s3.put_object"],
    [
      "a secret in a URL",
      "import os\ndf = pd.read_csv(f\"https://{h}/?p={os.environ['DB_PASSWORD']}\")",
      "leaks a URL",
    ],
    ["a secret for a program", "import os\nos.system(f'x {os.environ[\"X\"]}')", "leaks os.system"],
    ["a connection's password", "c = BaseHook.get_connection('db')\nprint(c.password)", "leaks print"],
    ["the variable of any name", "import os\nprint(os.environ[name])", "leaks print"],
    [
      "a send of what is read elsewhere",
      "import os, requests\np = os.getenv('X')\nrequests.post(u, json=p)",
      "leaks ",
    ],
  ])("%s", (_, code, hazard) => {
    expect(adds(code)).toContain(hazard);
  });

  it("even if only the value printed by an existing line becomes a secret", () => {
    const before = "import os\nname = 'orders'\nprint(name)\n";
    expect(found(before, before.replace("'orders'", "os.getenv('API_TOKEN')"))).toEqual(["leaks print"]);
  });
});

const DAG = `"""Orders. Run with os.system('x') by hand."""
from datetime import timedelta
import os
import subprocess

from airflow import DAG
from airflow.models import Variable
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator

COMMAND = "dbt run"


def load(**context):
    path = Variable.get("bucket")
    out = subprocess.run(["gzip", "-t", path], check=True)
    return out.returncode


with DAG("orders", schedule="@daily") as dag:
    run = BashOperator(
        task_id="run",
        bash_command=COMMAND,
        retries=1,
    )
    check = PythonOperator(task_id="check", python_callable=load)
`;

describe("an honest change of a DAG", () => {
  it.each([
    ["more retries of a command", "retries=1,", "retries=3,\n        retry_delay=timedelta(minutes=5),"],
    ["a timeout for a program", "check=True)", "check=True, timeout=60)"],
    ["a result used differently", "out.returncode", "int(out.returncode)"],
    ["another name for a result", "    run = BashOperator(", "    run_dbt = BashOperator("],
    [
      "a new task in Python",
      "    check =",
      "    more = PythonOperator(task_id='more', python_callable=load)\n    check =",
    ],
    [
      "an error that is handled",
      "    return out",
      "    if out is None:\n        raise subprocess.CalledProcessError(1, 'x')\n    return out",
    ],
    [
      "a setting that is read",
      "    path =",
      "    region = os.environ['REGION']\n    home = os.environ.get('HOME', '/')\n    path =",
    ],
    ["a count in the log", "    return out", "    print('checked', len(path))\n    return out"],
    ["a variable's place in the log", "    return out", "    print(f'{path} is fine')\n    return out"],
    ["a comment on a command", "    run = Bash", "    # os.system('dbt') would not do\n    run = Bash"],
    ["a folder that is made", "    path =", "    os.makedirs('/tmp/x', exist_ok=True)\n    path ="],
    ["a pattern", "COMMAND =", "import re\nPATTERN = re.compile('a')\nCOMMAND ="],
    ["a file of YAML", "COMMAND =", "import yaml\nSETTINGS = yaml.safe_load(open('x.yml'))\nCOMMAND ="],
    [
      "YAML with a safe loader",
      "COMMAND =",
      "import yaml\nX = yaml.load(open('x'), Loader=yaml.SafeLoader)\nCOMMAND =",
    ],
    ["dynamic tasks", "    check =", "    globals()['x'] = dag\n    check ="],
    [
      "a connection's host in the log",
      "    return out",
      "    c = BaseHook.get_connection('x')\n    print(c.host)\n    return out",
    ],
    [
      "unrelated names that look similar",
      "    return out",
      "    row.system = 1\n    model.eval()\n    f(exec=1, compile=True)\n    return out",
    ],
    [
      "a version of a package",
      "COMMAND =",
      "from importlib.metadata import version\nV = version('x')\nCOMMAND =",
    ],
    ["a table's evaluation", "    return out", "    df = df.eval('a + b').query('a > 1')\n    return out"],
    [
      "a file in a bucket that a variable names",
      "    return out",
      "    hook.load_file('x', bucket_name=path)\n    return out",
    ],
    [
      "a table that is written with a connection",
      "    return out",
      "    c = BaseHook.get_connection('x')\n    engine = create_engine(f'x://{c.login}:{c.password}@{c.host}')\n    df.to_sql('t', engine)\n    return out",
    ],
    [
      "an operator from its new module",
      "from airflow.operators.bash import",
      "from airflow.providers.standard.operators.bash import",
    ],
    [
      "an attribute by its name",
      "    return out",
      "    getattr(path, name, None)\n    getattr(path, 'x')\n    return out",
    ],
    ["a column called os", "    return out", "    x = row.os\n    return out"],
    [
      "a plain variable called code",
      "    return out",
      "    code = row['code']\n    code.strip()\n    commands = []\n    commands.append(code)\n    return out",
    ],
  ])("does not flag %s", (_, from, to) => {
    const after = DAG.replace(from, to);
    expect(after).not.toBe(DAG);
    expect(found(DAG, after)).toEqual([]);
  });

  it.each([
    [
      "another command",
      'COMMAND = "dbt run"',
      'COMMAND = "dbt run; curl evil"',
      "runs airflow.operators.bash.BashOperator",
    ],
    [
      "an environment for a command",
      "bash_command=COMMAND,",
      "bash_command=COMMAND, env=ENV,",
      "runs airflow.operators.bash.BashOperator",
    ],
    ["another argument of a program", '"-t", path', '"-t", other', "runs subprocess.run"],
    [
      "a second command",
      "    check =",
      "    b = BashOperator(task_id='b', bash_command=COMMAND)\n    check =",
      "runs airflow.operators.bash.BashOperator",
    ],
    ["code in place of text", "return out.returncode", "return eval(out.stdout)", "evaluates builtins.eval"],
  ])("flags %s", (_, from, to, hazard) => {
    const after = DAG.replace(from, to);
    expect(after).not.toBe(DAG);
    expect(found(DAG, after)).toEqual([hazard]);
  });
});

it.each([
  "x = '''",
  "f(",
  "x = f'{a",
  "\u0000?",
  "(".repeat(300),
  `x = ${'f"{'.repeat(400)}`,
  "from a import *\n".repeat(1) + "'",
])("reports that %j could not be parsed to the end", (code) => {
  expect(pythonHazards("", code).isComplete).toBe(false);
});
