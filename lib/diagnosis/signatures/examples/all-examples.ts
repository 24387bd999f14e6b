import { airflowExamples } from "@/lib/diagnosis/signatures/examples/airflow";
import { awsExamples } from "@/lib/diagnosis/signatures/examples/aws";
import { azureExamples } from "@/lib/diagnosis/signatures/examples/azure";
import { bigqueryExamples } from "@/lib/diagnosis/signatures/examples/bigquery";
import { browserExamples } from "@/lib/diagnosis/signatures/examples/browsers";
import { clickhouseExamples } from "@/lib/diagnosis/signatures/examples/clickhouse";
import { commandLineExamples } from "@/lib/diagnosis/signatures/examples/command-line";
import { containerExamples } from "@/lib/diagnosis/signatures/examples/containers";
import { dataFrameExamples } from "@/lib/diagnosis/signatures/examples/data-frames";
import { dataQualityExamples } from "@/lib/diagnosis/signatures/examples/data-quality";
import { databricksExamples } from "@/lib/diagnosis/signatures/examples/databricks";
import { dbtExamples } from "@/lib/diagnosis/signatures/examples/dbt";
import { documentStoreExamples } from "@/lib/diagnosis/signatures/examples/document-stores";
import { duckdbExamples } from "@/lib/diagnosis/signatures/examples/duckdb";
import { eltToolExamples } from "@/lib/diagnosis/signatures/examples/elt-tools";
import { fileTransferExamples } from "@/lib/diagnosis/signatures/examples/file-transfer";
import { gcpExamples } from "@/lib/diagnosis/signatures/examples/gcp";
import { httpClientExamples } from "@/lib/diagnosis/signatures/examples/http-clients";
import { jvmExamples } from "@/lib/diagnosis/signatures/examples/jvm";
import { messagingExamples } from "@/lib/diagnosis/signatures/examples/messaging";
import { mysqlExamples } from "@/lib/diagnosis/signatures/examples/mysql";
import { networkExamples } from "@/lib/diagnosis/signatures/examples/network";
import { operatingSystemExamples } from "@/lib/diagnosis/signatures/examples/operating-system";
import { oracleExamples } from "@/lib/diagnosis/signatures/examples/oracle";
import { postgresExamples } from "@/lib/diagnosis/signatures/examples/postgres";
import { postgresConnectionExamples } from "@/lib/diagnosis/signatures/examples/postgres-connections";
import { prefectExamples } from "@/lib/diagnosis/signatures/examples/prefect";
import { pythonExamples } from "@/lib/diagnosis/signatures/examples/python";
import { redshiftExamples } from "@/lib/diagnosis/signatures/examples/redshift";
import { snowflakeExamples } from "@/lib/diagnosis/signatures/examples/snowflake";
import { sparkExamples } from "@/lib/diagnosis/signatures/examples/spark";
import { sqlServerExamples } from "@/lib/diagnosis/signatures/examples/sql-server";
import { sqlalchemyExamples } from "@/lib/diagnosis/signatures/examples/sqlalchemy";
import { sqliteExamples } from "@/lib/diagnosis/signatures/examples/sqlite";
import { sshExamples } from "@/lib/diagnosis/signatures/examples/ssh";
import { tableFormatExamples } from "@/lib/diagnosis/signatures/examples/table-formats";
import { trinoExamples } from "@/lib/diagnosis/signatures/examples/trino";
import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

/** The examples of every table by signature id. A new table of examples is added here. */
export const EXAMPLE_TABLES: readonly SignatureExamples[] = [
  airflowExamples,
  awsExamples,
  azureExamples,
  bigqueryExamples,
  browserExamples,
  clickhouseExamples,
  commandLineExamples,
  containerExamples,
  dataFrameExamples,
  dataQualityExamples,
  databricksExamples,
  dbtExamples,
  documentStoreExamples,
  duckdbExamples,
  eltToolExamples,
  fileTransferExamples,
  gcpExamples,
  httpClientExamples,
  jvmExamples,
  messagingExamples,
  mysqlExamples,
  networkExamples,
  operatingSystemExamples,
  oracleExamples,
  postgresExamples,
  postgresConnectionExamples,
  prefectExamples,
  pythonExamples,
  redshiftExamples,
  snowflakeExamples,
  sparkExamples,
  sqlServerExamples,
  sqlalchemyExamples,
  sqliteExamples,
  sshExamples,
  tableFormatExamples,
  trinoExamples,
];
