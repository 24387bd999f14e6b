import { airflowSignatures } from "@/lib/diagnosis/signatures/airflow";
import { awsSignatures } from "@/lib/diagnosis/signatures/aws";
import { azureSignatures } from "@/lib/diagnosis/signatures/azure";
import { bigquerySignatures } from "@/lib/diagnosis/signatures/bigquery";
import { browserSignatures } from "@/lib/diagnosis/signatures/browsers";
import { clickhouseSignatures } from "@/lib/diagnosis/signatures/clickhouse";
import { commandLineSignatures } from "@/lib/diagnosis/signatures/command-line";
import { containerSignatures } from "@/lib/diagnosis/signatures/containers";
import { dataFrameSignatures } from "@/lib/diagnosis/signatures/data-frames";
import { dataQualitySignatures } from "@/lib/diagnosis/signatures/data-quality";
import { databricksSignatures } from "@/lib/diagnosis/signatures/databricks";
import { dbtSignatures } from "@/lib/diagnosis/signatures/dbt";
import { documentStoreSignatures } from "@/lib/diagnosis/signatures/document-stores";
import { eltToolSignatures } from "@/lib/diagnosis/signatures/elt-tools";
import { fileTransferSignatures } from "@/lib/diagnosis/signatures/file-transfer";
import { gcpSignatures } from "@/lib/diagnosis/signatures/gcp";
import { httpClientSignatures } from "@/lib/diagnosis/signatures/http-clients";
import { duckdbSignatures } from "@/lib/diagnosis/signatures/duckdb";
import { jvmSignatures } from "@/lib/diagnosis/signatures/jvm";
import { messagingSignatures } from "@/lib/diagnosis/signatures/messaging";
import { mysqlSignatures } from "@/lib/diagnosis/signatures/mysql";
import { networkSignatures } from "@/lib/diagnosis/signatures/network";
import { operatingSystemSignatures } from "@/lib/diagnosis/signatures/operating-system";
import { oracleSignatures } from "@/lib/diagnosis/signatures/oracle";
import { postgresSignatures } from "@/lib/diagnosis/signatures/postgres";
import { postgresConnectionSignatures } from "@/lib/diagnosis/signatures/postgres-connections";
import { prefectSignatures } from "@/lib/diagnosis/signatures/prefect";
import { pythonSignatures } from "@/lib/diagnosis/signatures/python";
import { snowflakeSignatures } from "@/lib/diagnosis/signatures/snowflake";
import { redshiftSignatures } from "@/lib/diagnosis/signatures/redshift";
import { sparkSignatures } from "@/lib/diagnosis/signatures/spark";
import { sqlServerSignatures } from "@/lib/diagnosis/signatures/sql-server";
import { sqlalchemySignatures } from "@/lib/diagnosis/signatures/sqlalchemy";
import { sqliteSignatures } from "@/lib/diagnosis/signatures/sqlite";
import { sshSignatures } from "@/lib/diagnosis/signatures/ssh";
import { trinoSignatures } from "@/lib/diagnosis/signatures/trino";
import { tableFormatSignatures } from "@/lib/diagnosis/signatures/table-formats";
import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Every signature the engine knows. A new table is added here. */
export const ALL_SIGNATURES: readonly Signature[] = [
  ...airflowSignatures,
  ...awsSignatures,
  ...azureSignatures,
  ...bigquerySignatures,
  ...browserSignatures,
  ...clickhouseSignatures,
  ...commandLineSignatures,
  ...containerSignatures,
  ...dataFrameSignatures,
  ...dataQualitySignatures,
  ...databricksSignatures,
  ...dbtSignatures,
  ...documentStoreSignatures,
  ...eltToolSignatures,
  ...fileTransferSignatures,
  ...gcpSignatures,
  ...httpClientSignatures,
  ...duckdbSignatures,
  ...jvmSignatures,
  ...messagingSignatures,
  ...mysqlSignatures,
  ...networkSignatures,
  ...operatingSystemSignatures,
  ...oracleSignatures,
  ...postgresSignatures,
  ...postgresConnectionSignatures,
  ...prefectSignatures,
  ...pythonSignatures,
  ...snowflakeSignatures,
  ...redshiftSignatures,
  ...sparkSignatures,
  ...sqlServerSignatures,
  ...sqlalchemySignatures,
  ...sqliteSignatures,
  ...sshSignatures,
  ...trinoSignatures,
  ...tableFormatSignatures,
];
