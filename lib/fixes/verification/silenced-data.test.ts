import { expect, it } from "vitest";
import { silencedData } from "@/lib/fixes/verification/silenced-data";

const added = (line: string, path = "dags/a.py") =>
  silencedData([{ path, before: "x = 1\n", after: `x = 1\n${line}\n` }]);

it.each([
  ["df = df.fillna(0)", "`fillna`"],
  ['x = pd.to_numeric(df["a"], errors="coerce")', "`errors='coerce'` or `'ignore'`"],
  ["    except ImportError:", "`except`"],
  ["with contextlib.suppress(KeyError):", "`suppress`"],
  ["df = df.dropna()", "`dropna`"],
])("finds what hides missing data in %j", (line, expected) => {
  expect(added(line)).toBe(expected);
});

it.each(["x = df.fill", "# df.fillna(0)", "exception = 1", 'open(p, errors="strict")'])(
  "leaves %j alone",
  (line) => {
    expect(added(line)).toBeNull();
  },
);

it("looks at added lines of Python only", () => {
  expect(added("df.fillna(0)", "docs/a.md")).toBeNull();
  const before = "df.fillna(0)\nx = 1\n";
  expect(silencedData([{ path: "a.py", before, after: before.replace("1", "2") }])).toBeNull();
});
