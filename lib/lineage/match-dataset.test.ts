import { describe, expect, it } from "vitest";
import { canonicalNamespace, datasetOfUri, nameParts } from "@/lib/lineage/dataset-name";
import { matchDataset } from "@/lib/lineage/match-dataset";

const POSTGRES = { namespace: "postgres://db.example.com:5432", name: "shop.raw.orders" };
const MART = { namespace: "postgres://db.example.com:5432", name: "shop.mart.orders" };
const DUCKDB = { namespace: "duckdb://shop.duckdb", name: "shop.main.mart_orders" };
const LAKE = { namespace: "s3://lake", name: "raw/orders" };
const SNOWFLAKE = { namespace: "snowflake://org-account", name: "SHOP.RAW.CUSTOMERS" };
const ALL = [POSTGRES, MART, DUCKDB, LAKE, SNOWFLAKE];

describe("matchDataset", () => {
  it.each([
    ["an OpenLineage name", "shop.raw.orders", [POSTGRES]],
    ["a schema and a table of an error message", "raw.orders", [POSTGRES]],
    ["a relation of dbt", '"shop"."main"."mart_orders"', [DUCKDB]],
    ["a table alone", "mart_orders", [DUCKDB]],
    ["a table in backticks", "`shop`.`main`.`mart_orders`", [DUCKDB]],
    ["a table in brackets", "[shop].[main].[mart_orders]", [DUCKDB]],
    ["other letters", "shop.raw.customers", [SNOWFLAKE]],
    ["an ambiguous table", "orders", [POSTGRES, MART, LAKE]],
    ["a longer name than is known", "server.shop.raw.orders", [POSTGRES]],
    ["the address of an asset", "s3://lake/raw/orders", [LAKE]],
    ["the address of a table", "postgresql://user:secret@DB.example.com/shop/raw/orders", [POSTGRES]],
    ["a table of another server", "postgres://other:5432/shop/raw/orders", []],
    ["another schema", "staging.orders", []],
    ["a part of a name", "rders", []],
    ["nothing", "", []],
    ["only quotes", '""', []],
  ])("finds %s", (_name, name, expected) => expect(matchDataset(name, ALL)).toEqual(expected));

  it("prefers the longest common name", () => {
    const short = { namespace: "hive://meta:9083", name: "orders" };
    expect(matchDataset("raw.orders", [short, POSTGRES])).toEqual([POSTGRES]);
  });

  it("is quick on a long name", () => {
    const startedAt = performance.now();
    matchDataset(`${'"a'.repeat(50_000)}.${"b.".repeat(50_000)}`, ALL);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});

describe("canonicalNamespace", () => {
  it.each([
    ["postgres://db:5432", "postgres://db:5432"],
    ["postgresql://DB/", "postgres://db:5432"],
    ["mysql://db", "mysql://db:3306"],
    ["postgres://user:pw@db:6432", "postgres://db:6432"],
    ["s3a://lake", "s3://lake"],
    ["snowflake://org-acct", "snowflake://org-acct"],
    ["bigquery", "bigquery"],
    ["file", "file"],
    ["duckdb://shop.duckdb", "duckdb://shop.duckdb"],
  ])("%s is %s", (namespace, expected) => expect(canonicalNamespace(namespace)).toBe(expected));
});

describe("datasetOfUri", () => {
  it.each([
    ["s3://lake/raw/orders", { namespace: "s3://lake", name: "raw/orders" }],
    ["s3://lake", { namespace: "s3:", name: "lake" }],
    ["file:///data/orders.csv", { namespace: "file", name: "/data/orders.csv" }],
    ["orders_ready", { namespace: "airflow", name: "orders_ready" }],
    ["x-asset://custom/thing?x=1", { namespace: "x-asset://custom", name: "thing" }],
  ])("reads %s", (uri, expected) => expect(datasetOfUri(uri, "airflow")).toEqual(expected));
});

describe("nameParts", () => {
  it.each([
    ['"a.b".c', ["a.b", "c"]],
    ["raw/orders/2026", ["raw", "orders", "2026"]],
    ["  A . B ", ["a", "b"]],
    ['"unclosed', ["unclosed"]],
  ])("splits %s", (name, parts) => expect(nameParts(name)).toEqual(parts));
});
