import { expect, it } from "vitest";
import { sqlDialects } from "@/lib/fixes/verification/sql-dialects";
import { COMMON_DIALECTS } from "@/lib/vendors/syntax/parse-sql-files";

const PROFILES =
  "shop:\n  target: prod\n  outputs:\n    prod:\n      type: snowflake\n    dev: { }\n    ci:\n      type: 'postgres'\n";

it.each([
  ["snowflake.connector.errors.ProgrammingError: 000904", ["bigquery"], PROFILES, ["snowflake"]],
  ["google.api_core.exceptions.BadRequest: 400", [], null, ["bigquery"]],
  ['psycopg2.errors.UndefinedColumn: column "a" does not exist', ["snowflake"], null, ["postgresql"]],
  ["KeyError: 'a'", ["redshift", "duckdb"], PROFILES, ["redshift", "duckdb", "snowflake", "postgresql"]],
  ["KeyError: 'a'", [], PROFILES, ["snowflake", "postgresql"]],
  ["KeyError: 'a'", [], "type: unheard_of\n", COMMON_DIALECTS],
  ["KeyError: 'a'", [], null, COMMON_DIALECTS],
])("finds the dialects of %j with %j", (failure, warehouses, profiles, expected) => {
  expect(sqlDialects({ failure, warehouses, profiles })).toEqual(expected);
});
