import { describe, expect, it } from "vitest";
import { findAppends } from "@/lib/fixes/plans/find-appends";

const inFile = (path: string | null, text: string) => findAppends([{ path, text, firstLine: 1 }]);

describe("writes that add rows each time", () => {
  it.each([
    ["Spark", 'df.write.mode("append").saveAsTable("mart.orders")', 'mode("append")', "mart.orders"],
    ["Spark, format before", "df.write.format('delta').mode('append').save(path)", "mode('append')", null],
    ["pandas", 'df.to_sql("orders", engine, if_exists="append")', 'if_exists="append"', "orders"],
    ["Delta Lake", 'write_deltalake(path, df, mode="append")', 'mode="append"', null],
    [
      "Polars",
      'df.write_database("orders", uri, if_table_exists="append")',
      'if_table_exists="append"',
      "orders",
    ],
    ["BigQuery", 'LoadJobConfig(write_disposition="WRITE_APPEND")', 'write_disposition="WRITE_APPEND"', null],
    [
      "BigQuery's enum",
      "config.write_disposition = WriteDisposition.WRITE_APPEND",
      "WriteDisposition.WRITE_APPEND",
      null,
    ],
    ["BigQuery streaming", "client.insert_rows_json(table, rows)", "insert_rows_json(", null],
    ["Iceberg", 'df.writeTo("db.orders").append()', 'writeTo("db.orders").append()', "db.orders"],
    ["Spark insertInto", 'df.write.insertInto("orders")', "insertInto(", "orders"],
    ["SQL in Python", 'cur.execute("INSERT INTO orders SELECT * FROM raw")', "INSERT INTO orders", "orders"],
    [
      "Redshift",
      "cur.execute(f\"COPY sales.orders FROM '{path}'\")",
      "COPY sales.orders FROM",
      "sales.orders",
    ],
  ])("are found: %s", (_, code, what, table) => {
    expect(inFile("dags/a.py", `x = 1\n${code}\n`)).toEqual([{ what, table, path: "dags/a.py", line: 2 }]);
  });

  it.each([
    ["an overwrite", 'df.write.mode("overwrite").saveAsTable("t")'],
    ["insertInto with overwrite", 'df.write.insertInto("t", overwrite=True)'],
    ["a list", "rows.append(row)"],
    ["a comment", '# df.write.mode("append")'],
    ["a replacement", 'df.to_sql("t", engine, if_exists="replace")'],
    [
      "delete, then insert",
      'cur.execute("DELETE FROM t WHERE d = %s")\ncur.execute("INSERT INTO t SELECT 1")',
    ],
    ["an upsert", 'cur.execute("INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 1")'],
    ["an upsert of MySQL", 'cur.execute("INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = 1")'],
    ["an unload", `cur.execute("COPY INTO @stage FROM t")`],
    ["a table made anew", 'cur.execute("CREATE OR REPLACE TABLE t AS SELECT 1; INSERT INTO t SELECT 2")'],
  ])("are not %s", (_, code) => {
    expect(inFile("dags/a.py", code)).toEqual([]);
  });

  it("in SQL files, without those in comments", () => {
    expect(inFile("sql/a.sql", "-- INSERT INTO x\n/* INSERT INTO y */\ninsert into z select 1")).toEqual([
      { what: "insert into z", table: "z", path: "sql/a.sql", line: 3 },
    ]);
    expect(inFile("sql/a.sql", "delete from other; insert into z select 1")).toHaveLength(1);
    expect(
      inFile("sql/a.sql", "merge into z using s on z.id = s.id when matched then update set a = 1"),
    ).toEqual([]);
  });

  it("as dbt models", () => {
    const model = (config: string) => `{{ config(${config}) }}\nselect 1`;
    expect(inFile("models/a.sql", model("materialized='incremental'"))).toMatchObject([
      { what: "an incremental model without unique_key", line: 1 },
    ]);
    for (const config of [
      "materialized='incremental', unique_key='id'",
      "materialized='incremental', incremental_strategy='insert_overwrite'",
      "materialized='table'",
    ])
      expect(inFile("models/a.sql", model(config))).toEqual([]);
  });

  it("in a log that shows statements", () => {
    expect(
      findAppends([{ path: null, text: "Running statement: INSERT INTO mart.orders SELECT", firstLine: 40 }]),
    ).toEqual([{ what: "INSERT INTO mart.orders", table: "mart.orders", path: null, line: 40 }]);
  });

  it("in hostile texts, in time", () => {
    const texts = [
      "COPY ".repeat(60_000),
      "INSERT INTO ".repeat(40_000),
      ".writeTo(x)".repeat(40_000),
      "(".repeat(400_000),
    ];
    const startedAt = performance.now();
    for (const text of texts) expect(inFile("a.py", text).length).toBeLessThanOrEqual(10);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
