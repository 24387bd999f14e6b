import { env } from "@/lib/platform/env";
import { openBigQuery, type BigQueryConnection } from "@/lib/vendors/warehouse/bigquery";
import { openDuckDb, type DuckDbConnection } from "@/lib/vendors/warehouse/duckdb";
import { openMySql } from "@/lib/vendors/warehouse/mysql";
import { openPostgres } from "@/lib/vendors/warehouse/postgresql";
import type { ServerConnection } from "@/lib/vendors/warehouse/server-connection";
import { openSnowflake, type SnowflakeConnection } from "@/lib/vendors/warehouse/snowflake";
import type { Warehouse } from "@/lib/vendors/warehouse/warehouse";

/** How to reach a warehouse, by its engine. */
export type WarehouseConnection =
  | ({ engine: "postgresql" | "redshift" | "mysql" } & ServerConnection)
  | ({ engine: "snowflake" } & SnowflakeConnection)
  | ({ engine: "bigquery" } & BigQueryConnection)
  | ({ engine: "duckdb" } & DuckDbConnection);

/** Opens a warehouse; nothing is called before its first method. The only place that knows the engines. */
export function openWarehouse(connection: WarehouseConnection): Warehouse {
  switch (connection.engine) {
    case "postgresql":
    case "redshift":
      return openPostgres(connection, connection.engine);
    case "mysql":
      return openMySql(connection);
    case "snowflake":
      return openSnowflake(connection);
    case "bigquery":
      return openBigQuery(connection);
    case "duckdb":
      return openDuckDb(connection, env().PD_DUCKDB_ROOTS);
  }
}
