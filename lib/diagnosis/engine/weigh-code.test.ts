import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import { findReadOf } from "@/lib/diagnosis/engine/find-read";
import { piece, readPiece } from "@/lib/diagnosis/engine/testing/piece";
import { checkCitations } from "@/lib/diagnosis/model/check-citations";
import { codeFacts, tracebackLine } from "@/lib/evidence/testing/facts";

const FILE = "/opt/airflow/dags/etl/load.py";
const failure = { orchestrator: "airflow", pipeline: "orders", task: "load" };

/** A log with a traceback that has no source, as in Airflow 3. */
const logOf = (error: string, line: number) =>
  readPiece(
    ["Traceback (most recent call last):", `  File "${FILE}", line ${line}, in load`, error, ""].join("\n"),
  );

/** Code evidence of a whole file whose failing line contains `failing`. */
function codeOf(text: string, failing: string, part: { isSameCode?: boolean; startLine?: number } = {}) {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => line.includes(failing));
  const startLine = part.startLine ?? 1;
  const line = startLine + at;
  const frame = tracebackLine({
    file: FILE,
    line,
    text: lines[at] ?? "",
    isSameCode: part.isSameCode ?? true,
  });
  return { line, code: piece("code", text, { startLine, facts: codeFacts({ frames: [frame] }) }) };
}

function diagnose(
  error: string,
  [text, failing]: readonly [string, string],
  more: EvidencePiece[] = [],
  part = {},
) {
  const { line, code } = codeOf(text, failing, part);
  const evidence = [logOf(error, line), code, ...more];
  const diagnosis = diagnoseFailure({ evidence, failure });
  // The engine's own citations must hold unchanged.
  expect(checkCitations(diagnosis.claims, evidence).kept).toEqual(diagnosis.claims);
  const claim = diagnosis.claims.find(({ citations }) =>
    citations.some(({ evidenceId }) => evidenceId === code.id),
  );
  return { ...diagnosis, claim };
}

const CSV =
  'with open(path) as file:\n    for row in csv.DictReader(file):\n        total += row["member_no"]';

describe("a key of a row that the code reads from data", () => {
  it("points to a schema change and cites the code by the file's line numbers", () => {
    const without = diagnoseFailure({ evidence: [logOf("KeyError: 'member_no'", 43)], failure });
    expect(without.category).toBe("code_bug");
    const found = diagnose("KeyError: 'member_no'", [CSV, "member_no"], [], { startLine: 41 });
    expect(found.category).toBe("schema_change");
    expect(found.claim).toEqual({
      text: "The failing line reads the field `member_no` of data that comes from `csv.DictReader`",
      citations: [{ evidenceId: "code", startLine: 43, endLine: 43, quote: 'total += row["member_no"]' }],
    });
  });

  it("is more certain if other evidence says that the field changed", () => {
    const alone = diagnose("KeyError: 'member_no'", [CSV, "member_no"]);
    const event = piece("event", "header of members.csv changed: member_no is now member_id");
    const other = piece("event", "header of orders.csv changed: order_no is now order_id");
    const confidence = (more: EvidencePiece[]) =>
      diagnose("KeyError: 'member_no'", [CSV, "member_no"], more).confidence;
    expect(confidence([event])).toBeGreaterThan(alone.confidence);
    expect(confidence([other])).toBe(alone.confidence);
  });

  it.each([
    ["code that differs from what ran", CSV, { isSameCode: false }],
    ["a dictionary of the code's own", 'row = {"id": 1}\ntotal = row["member_no"]', {}],
    ["a name from elsewhere", 'def load(row):\n    return row["member_no"]', {}],
  ])("says nothing about %s", (_name, text, part) => {
    const { category, claim } = diagnose("KeyError: 'member_no'", [text, '"member_no"'], [], part);
    expect([category, claim]).toEqual(["code_bug", undefined]);
  });
});

describe("a setting that the failing line reads", () => {
  it.each([
    ["KeyError: 'region'", 'os.environ["region"]', "environment variable `region`"],
    [
      "AttributeError: 'NoneType' object has no attribute 'split'",
      "os.getenv('hosts').split(',')",
      "environment variable `hosts`",
    ],
    [
      "TypeError: int() argument must be a string, not 'NoneType'",
      "int(os.environ.get('size'))",
      "environment variable `size`",
    ],
    ["KeyError: 'Variable batch does not exist'", 'Variable.get("batch")', "variable `batch`"],
    [
      "airflow.exceptions.AirflowNotFoundException: The conn_id `dwh` isn't defined",
      "BaseHook.get_connection('dwh')",
      "connection `dwh`",
    ],
    [
      "AirflowNotFoundException: The conn_id `dwh` isn't defined",
      'Connection.get(conn_id="dwh")',
      "connection `dwh`",
    ],
  ])("is configuration: %s", (error, line, named) => {
    const { category, claim } = diagnose(error, [`def load():\n    x = ${line}`, line]);
    expect(category).toBe("configuration");
    expect(claim?.text).toBe(`The failing line reads the ${named}, which is not set`);
  });

  it("is the root cause where the error is about its `None`", () => {
    const line = 'url = os.getenv("ENDPOINT").rstrip("/")';
    const error = "AttributeError: 'NoneType' object has no attribute 'rstrip'";
    const { rootCause } = diagnose(error, [`def load():\n    ${line}`, line]);
    expect(rootCause).toBe("The environment variable `ENDPOINT` is not set where the code runs");
  });

  it.each([
    ["ValueError: size must be positive", 'x = connect(os.environ["region"], size)'],
    [
      "AttributeError: 'NoneType' object has no attribute 'strip'",
      'connect(os.getenv("region"), user.strip())',
    ],
    ["TypeError: 'NoneType' object is not subscriptable", 'connect(os.getenv("region"), rows[0])'],
  ])("is not blamed for another error on its line: %s", (error, line) => {
    expect(diagnose(error, [line, line]).claim).toBeUndefined();
  });
});

describe("a path that the failing line reads", () => {
  it.each([
    ["/data/in/orders.csv", "the fixed path"],
    ["s3://lake/in/orders.csv", "the fixed path"],
    ["data/orders.csv", "the relative path"],
  ])("is named: %s", (path, kind) => {
    const error = `FileNotFoundError: [Errno 2] No such file or directory: '${path}'`;
    const { category, claim } = diagnose(error, [`open("${path}")`, "open"]);
    expect(["upstream_missing_data", "configuration"]).toContain(category);
    expect(claim?.text).toBe(`The failing line reads ${kind} \`${path}\`, which does not exist`);
  });

  it("is not named if the line computes it", () => {
    const error = "FileNotFoundError: [Errno 2] No such file or directory: '/data/x.csv'";
    expect(diagnose(error, ["open(path)", "open"]).claim).toBeUndefined();
  });
});

describe("a check in the code", () => {
  const error = "ValueError: expected at least 20 rows, got 3";

  it("counts as a check although the log shows no source", () => {
    const found = diagnose(error, ["if missing:\n    raise ValueError(text)", "raise"]);
    expect(found.claim?.text).toContain("raises the error on purpose");
    const { line } = codeOf("x\n    y = int(text)", "int");
    const bug = diagnoseFailure({ evidence: [logOf(error, line)], failure });
    const share = (diagnosis: typeof bug) =>
      diagnosis.hypotheses.find(({ category }) => category === "data_quality")?.confidence ?? 0;
    expect(share(found)).toBeGreaterThan(share(bug));
  });

  it("is not one if building the error failed, or if the error names a path", () => {
    const text = 'for row in csv.DictReader(f):\n    raise Missing(row["id"])';
    expect(diagnose("KeyError: 'id'", [text, "raise"]).claim?.text).toContain("reads the field `id`");
    const missing = "FileNotFoundError: [Errno 2] No such file or directory: '/data/x.csv'";
    const line = 'if not found: raise FileNotFoundError(2, "No such file or directory", "/data/x.csv")';
    expect(diagnose(missing, [line, "raise"]).claim?.text).toContain("raises the error on purpose");
  });

  it("may be an assertion", () => {
    const found = diagnose("AssertionError: no rows", ['assert rows, "no rows"', "assert"]);
    expect(found.claim?.text).toContain("is an assertion");
  });
});

describe("findReadOf", () => {
  it.each([
    ["row", ["for row in csv.DictReader(file):"], "csv.DictReader"],
    ["row", ["rows = cursor.fetchall()", "for row in rows:"], "fetchall"],
    [
      "r",
      ["df = pd.read_csv(path)", "clean = df.dropna()", "x = [r for _, r in clean.iterrows()]"],
      "pd.read_csv",
    ],
    ["item", ["payload = response.json()", "for i, item in enumerate(payload):"], "json"],
    ["data", ["with open(path) as f:", "    data = json.load(f)"], "json.load"],
    ["row", ["row = make()", "other = csv.DictReader(f)"], null],
    ["row", ["if row == csv.DictReader(f):"], null],
    ["row", ["row = row"], null],
    ["row", [], null],
  ])("follows %s through %j", (name, lines, expected) => expect(findReadOf(name, lines)).toBe(expected));
});
