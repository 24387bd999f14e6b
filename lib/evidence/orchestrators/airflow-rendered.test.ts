import { describe, expect, it } from "vitest";
import { codeInFields } from "@/lib/evidence/orchestrators/airflow-rendered";

const of = (fields: Record<string, unknown>, failedTry: number | null = 1, tryNumber: number | null = 1) =>
  codeInFields({ fields, tryNumber }, failedTry);
const names = (fields: Record<string, unknown>) => of(fields).map(({ name }) => name);

describe("the code among rendered fields", () => {
  it.each<[string, Record<string, unknown>, [string, string][]]>([
    ["a statement", { sql: "SELECT 1", conn_id: "shop" }, [["sql", "SELECT 1"]]],
    [
      "a list of statements",
      { sql: ["DELETE FROM a", "INSERT INTO a SELECT 1"] },
      [["sql", "DELETE FROM a;\nINSERT INTO a SELECT 1"]],
    ],
    ["a command", { bash_command: "dbt run", env: { A: "1" } }, [["bash_command", "dbt run"]]],
    [
      "the words of a command",
      { cmds: ["spark-submit", "job.py"], image: "spark:3" },
      [["cmds", "spark-submit job.py"]],
    ],
    [
      "the statement in a job's configuration",
      { configuration: { query: { query: "SELECT a FROM b", useLegacySql: false }, labels: { team: "x" } } },
      [["configuration.query.query", "SELECT a FROM b"]],
    ],
    [
      "SQL in a field of another name",
      { op_kwargs: { text: "-- load\nINSERT INTO a VALUES (1)" } },
      [["op_kwargs.text", "-- load\nINSERT INTO a VALUES (1)"]],
    ],
    [
      "neither parameters nor names",
      { parameters: { a: "1" }, query_id: "7", templates_dict: { day: "x" } },
      [],
    ],
    ["nothing in empty fields", { sql: "", bash_command: null, statement: [] }, []],
  ])("is %s", (_what, fields, expected) => {
    expect(of(fields).map(({ name, text }) => [name, text])).toEqual(expected);
  });

  it("begins with SQL and has at most ten parts", () => {
    expect(names({ bash_command: "x", hql: "SELECT 1" })).toEqual(["hql", "bash_command"]);
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`sql_${i}`, "SELECT 1"]));
    expect(names(many)).toHaveLength(10);
  });

  it("says if it belongs to a later try, or was cut", () => {
    expect(of({ sql: "SELECT 1" }, 1, 3)[0]?.note).toMatch(/latest try only, which is try 3/);
    expect(of({ sql: "SELECT 1" }, 3, 3)[0]?.note).toBeNull();
    const mark = "Truncated. You can change this behaviour in [core]max_templated_field_length. ";
    const [cut] = of({ sql: `${mark}'SELECT a\\nFROM orders WHERE b = \\'x'... ` });
    expect(cut).toMatchObject({ text: "SELECT a\nFROM orders WHERE b = 'x", isCut: true });
    expect(cut?.note).toMatch(/max_templated_field_length/);
  });
});
