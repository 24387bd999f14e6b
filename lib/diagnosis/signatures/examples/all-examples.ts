import { airflowExamples } from "@/lib/diagnosis/signatures/examples/airflow";
import { airflowDagExamples } from "@/lib/diagnosis/signatures/examples/airflow-dags";
import { airflowSetupExamples } from "@/lib/diagnosis/signatures/examples/airflow-setup";
import { awsExamples } from "@/lib/diagnosis/signatures/examples/aws";
import { awsCredentialExamples } from "@/lib/diagnosis/signatures/examples/aws-credentials";
import { awsComputeExamples } from "@/lib/diagnosis/signatures/examples/aws-compute";
import { awsContainerExamples } from "@/lib/diagnosis/signatures/examples/aws-containers";
import { awsDataExamples } from "@/lib/diagnosis/signatures/examples/aws-data";
import { awsGlueExamples } from "@/lib/diagnosis/signatures/examples/aws-glue";
import { awsStepFunctionExamples } from "@/lib/diagnosis/signatures/examples/aws-step-functions";
import { azureExamples } from "@/lib/diagnosis/signatures/examples/azure";
import { azureDataFactoryExamples } from "@/lib/diagnosis/signatures/examples/azure-data-factory";
import { bigqueryExamples } from "@/lib/diagnosis/signatures/examples/bigquery";
import { bigqueryLoadExamples } from "@/lib/diagnosis/signatures/examples/bigquery-loads";
import { browserExamples } from "@/lib/diagnosis/signatures/examples/browsers";
import { clickhouseExamples } from "@/lib/diagnosis/signatures/examples/clickhouse";
import { clickhouseLimitExamples } from "@/lib/diagnosis/signatures/examples/clickhouse-limits";
import { commandLineExamples } from "@/lib/diagnosis/signatures/examples/command-line";
import { dagsterExamples } from "@/lib/diagnosis/signatures/examples/dagster";
import { dagsterRunExamples } from "@/lib/diagnosis/signatures/examples/dagster-runs";
import { dockerExamples } from "@/lib/diagnosis/signatures/examples/docker";
import { kubernetesExamples } from "@/lib/diagnosis/signatures/examples/kubernetes";
import { kubernetesImageExamples } from "@/lib/diagnosis/signatures/examples/kubernetes-images";
import { kubernetesApiExamples } from "@/lib/diagnosis/signatures/examples/kubernetes-api";
import { dataFrameExamples } from "@/lib/diagnosis/signatures/examples/data-frames";
import { pandasExamples } from "@/lib/diagnosis/signatures/examples/pandas";
import { dataQualityExamples } from "@/lib/diagnosis/signatures/examples/data-quality";
import { databricksExamples } from "@/lib/diagnosis/signatures/examples/databricks";
import { databricksClusterExamples } from "@/lib/diagnosis/signatures/examples/databricks-clusters";
import { databricksJobExamples } from "@/lib/diagnosis/signatures/examples/databricks-jobs";
import { dbtExamples } from "@/lib/diagnosis/signatures/examples/dbt";
import { dbtProjectExamples } from "@/lib/diagnosis/signatures/examples/dbt-project";
import { documentStoreExamples } from "@/lib/diagnosis/signatures/examples/document-stores";
import { elasticsearchExamples } from "@/lib/diagnosis/signatures/examples/elasticsearch";
import { duckdbExamples } from "@/lib/diagnosis/signatures/examples/duckdb";
import { eltToolExamples } from "@/lib/diagnosis/signatures/examples/elt-tools";
import { fileTransferExamples } from "@/lib/diagnosis/signatures/examples/file-transfer";
import { flinkExamples } from "@/lib/diagnosis/signatures/examples/flink";
import { gcpExamples } from "@/lib/diagnosis/signatures/examples/gcp";
import { gcpAccessExamples } from "@/lib/diagnosis/signatures/examples/gcp-access";
import { gcpDataExamples } from "@/lib/diagnosis/signatures/examples/gcp-data";
import { httpClientExamples } from "@/lib/diagnosis/signatures/examples/http-clients";
import { httpBodyExamples } from "@/lib/diagnosis/signatures/examples/http-bodies";
import { httpStatusExamples } from "@/lib/diagnosis/signatures/examples/http-status";
import { jvmExamples } from "@/lib/diagnosis/signatures/examples/jvm";
import { kafkaExamples } from "@/lib/diagnosis/signatures/examples/kafka";
import { kafkaSchemaRegistryExamples } from "@/lib/diagnosis/signatures/examples/kafka-schema-registry";
import { kafkaConnectExamples } from "@/lib/diagnosis/signatures/examples/kafka-connect";
import { kafkaConnectSinkExamples } from "@/lib/diagnosis/signatures/examples/kafka-connect-sinks";
import { changeDataCaptureExamples } from "@/lib/diagnosis/signatures/examples/change-data-capture";
import { redisExamples } from "@/lib/diagnosis/signatures/examples/redis";
import { taskQueueExamples } from "@/lib/diagnosis/signatures/examples/task-queues";
import { mysqlExamples } from "@/lib/diagnosis/signatures/examples/mysql";
import { mysqlRowExamples } from "@/lib/diagnosis/signatures/examples/mysql-rows";
import { mysqlConnectionExamples } from "@/lib/diagnosis/signatures/examples/mysql-connections";
import { mysqlLimitExamples } from "@/lib/diagnosis/signatures/examples/mysql-limits";
import { networkExamples } from "@/lib/diagnosis/signatures/examples/network";
import { networkTlsExamples } from "@/lib/diagnosis/signatures/examples/network-tls";
import { exitCodeExamples } from "@/lib/diagnosis/signatures/examples/exit-codes";
import { operatingSystemExamples } from "@/lib/diagnosis/signatures/examples/operating-system";
import { operatingSystemCommandExamples } from "@/lib/diagnosis/signatures/examples/operating-system-commands";
import { oracleExamples } from "@/lib/diagnosis/signatures/examples/oracle";
import { oracleConnectionExamples } from "@/lib/diagnosis/signatures/examples/oracle-connections";
import { oracleServerExamples } from "@/lib/diagnosis/signatures/examples/oracle-server";
import { postgresExamples } from "@/lib/diagnosis/signatures/examples/postgres";
import { postgresRowExamples } from "@/lib/diagnosis/signatures/examples/postgres-rows";
import { postgresAccessExamples } from "@/lib/diagnosis/signatures/examples/postgres-access";
import { postgresConnectionExamples } from "@/lib/diagnosis/signatures/examples/postgres-connections";
import { postgresDriverExamples } from "@/lib/diagnosis/signatures/examples/postgres-drivers";
import { postgresReplicationExamples } from "@/lib/diagnosis/signatures/examples/postgres-replication";
import { postgresServerExamples } from "@/lib/diagnosis/signatures/examples/postgres-server";
import { prefectExamples } from "@/lib/diagnosis/signatures/examples/prefect";
import { pythonExamples } from "@/lib/diagnosis/signatures/examples/python";
import { pythonImportExamples } from "@/lib/diagnosis/signatures/examples/python-imports";
import { pythonValueExamples } from "@/lib/diagnosis/signatures/examples/python-values";
import { redshiftExamples } from "@/lib/diagnosis/signatures/examples/redshift";
import { snowflakeExamples } from "@/lib/diagnosis/signatures/examples/snowflake";
import { snowflakeConnectionExamples } from "@/lib/diagnosis/signatures/examples/snowflake-connections";
import { snowflakeLoadExamples } from "@/lib/diagnosis/signatures/examples/snowflake-loads";
import { sparkExamples } from "@/lib/diagnosis/signatures/examples/spark";
import { sparkInputExamples } from "@/lib/diagnosis/signatures/examples/spark-inputs";
import { sparkSetupExamples } from "@/lib/diagnosis/signatures/examples/spark-setup";
import { sparkPythonExamples } from "@/lib/diagnosis/signatures/examples/spark-python";
import { sqlServerExamples } from "@/lib/diagnosis/signatures/examples/sql-server";
import { sqlServerRowExamples } from "@/lib/diagnosis/signatures/examples/sql-server-rows";
import { sqlalchemyExamples } from "@/lib/diagnosis/signatures/examples/sqlalchemy";
import { sqlalchemyOrmExamples } from "@/lib/diagnosis/signatures/examples/sqlalchemy-orm";
import { sqliteExamples } from "@/lib/diagnosis/signatures/examples/sqlite";
import { sshExamples } from "@/lib/diagnosis/signatures/examples/ssh";
import { hadoopExamples } from "@/lib/diagnosis/signatures/examples/hadoop";
import { tableFormatExamples } from "@/lib/diagnosis/signatures/examples/table-formats";
import { tableCommitExamples } from "@/lib/diagnosis/signatures/examples/table-commits";
import { trinoExamples } from "@/lib/diagnosis/signatures/examples/trino";
import { trinoConnectorExamples } from "@/lib/diagnosis/signatures/examples/trino-connectors";
import { trinoStatementExamples } from "@/lib/diagnosis/signatures/examples/trino-statements";
import { postgresObjectExamples } from "@/lib/diagnosis/signatures/examples/postgres-objects";
import { sqlServerConnectionExamples } from "@/lib/diagnosis/signatures/examples/sql-server-connections";
import { windowsExamples } from "@/lib/diagnosis/signatures/examples/windows";
import { grpcExamples } from "@/lib/diagnosis/signatures/examples/grpc";
import { db2Examples } from "@/lib/diagnosis/signatures/examples/db2";
import { teradataExamples } from "@/lib/diagnosis/signatures/examples/teradata";
import { crashExamples } from "@/lib/diagnosis/signatures/examples/crashes";
import { airflowSdkExamples } from "@/lib/diagnosis/signatures/examples/airflow-sdk";
import { airflowExecutorExamples } from "@/lib/diagnosis/signatures/examples/airflow-executors";
import { reconcilerFindingExamples } from "@/lib/diagnosis/signatures/examples/reconciler-findings";
import { dbtContractExamples } from "@/lib/diagnosis/signatures/examples/dbt-contracts";
import { dbtRunExamples } from "@/lib/diagnosis/signatures/examples/dbt-runs";
import { cosmosExamples } from "@/lib/diagnosis/signatures/examples/cosmos";
import { starrocksDorisExamples } from "@/lib/diagnosis/signatures/examples/starrocks-doris";
import { synapseFabricExamples } from "@/lib/diagnosis/signatures/examples/synapse-fabric";
import { dbtPackageExamples } from "@/lib/diagnosis/signatures/examples/dbt-packages";
import { airbyteExamples } from "@/lib/diagnosis/signatures/examples/airbyte";
import { airbyteRunExamples } from "@/lib/diagnosis/signatures/examples/airbyte-runs";
import { singerExamples } from "@/lib/diagnosis/signatures/examples/singer";
import { dltExamples } from "@/lib/diagnosis/signatures/examples/dlt";
import { sqlmeshExamples } from "@/lib/diagnosis/signatures/examples/sqlmesh";
import { eltServiceExamples } from "@/lib/diagnosis/signatures/examples/elt-services";
import { dataQualityToolExamples } from "@/lib/diagnosis/signatures/examples/data-quality-tools";
import { pandasValueExamples } from "@/lib/diagnosis/signatures/examples/pandas-values";
import { polarsArrowExamples } from "@/lib/diagnosis/signatures/examples/polars-arrow";
import { duckdbFileExamples } from "@/lib/diagnosis/signatures/examples/duckdb-files";
import { sqlalchemyUpgradeExamples } from "@/lib/diagnosis/signatures/examples/sqlalchemy-upgrade";
import { prefectDeploymentExamples } from "@/lib/diagnosis/signatures/examples/prefect-deployments";
import { nifiExamples } from "@/lib/diagnosis/signatures/examples/nifi";
import { elasticPipelineExamples } from "@/lib/diagnosis/signatures/examples/elastic-pipelines";
import { ssisExamples } from "@/lib/diagnosis/signatures/examples/ssis";
import { schemaMigrationExamples } from "@/lib/diagnosis/signatures/examples/schema-migrations";
import { ormMigrationExamples } from "@/lib/diagnosis/signatures/examples/orm-migrations";
import { yarnExamples } from "@/lib/diagnosis/signatures/examples/yarn";
import { oozieSqoopExamples } from "@/lib/diagnosis/signatures/examples/oozie-sqoop";
import { slurmExamples } from "@/lib/diagnosis/signatures/examples/slurm-hpc";
import { etlSuiteExamples } from "@/lib/diagnosis/signatures/examples/etl-suites";
import { postgresToolExamples } from "@/lib/diagnosis/signatures/examples/postgres-tools";
import { beamDataflowExamples } from "@/lib/diagnosis/signatures/examples/beam-dataflow";
import { ciRunnerExamples } from "@/lib/diagnosis/signatures/examples/ci-runners";
import { cloudCapacityExamples } from "@/lib/diagnosis/signatures/examples/cloud-capacity";
import { argoKestraMageExamples } from "@/lib/diagnosis/signatures/examples/argo-kestra-mage";
import { mlToolExamples } from "@/lib/diagnosis/signatures/examples/ml-tools";
import { terraformHelmExamples } from "@/lib/diagnosis/signatures/examples/terraform-helm";
import { netCodeExamples } from "@/lib/diagnosis/signatures/examples/net-codes";
import { jvmRuntimeExamples } from "@/lib/diagnosis/signatures/examples/jvm-runtime";
import { xmlAndFileExamples } from "@/lib/diagnosis/signatures/examples/xml-and-files";
import { jvmLibraryExamples } from "@/lib/diagnosis/signatures/examples/jvm-libraries";
import { kafkaClientExamples } from "@/lib/diagnosis/signatures/examples/kafka-clients";
import { kafkaStreamExamples } from "@/lib/diagnosis/signatures/examples/kafka-streams";
import { coordinationExamples } from "@/lib/diagnosis/signatures/examples/coordination";
import { messageBrokerExamples } from "@/lib/diagnosis/signatures/examples/message-brokers";
import { goProgramExamples } from "@/lib/diagnosis/signatures/examples/go-programs";
import { nativeProgramExamples } from "@/lib/diagnosis/signatures/examples/native-programs";
import { appRuntimeExamples } from "@/lib/diagnosis/signatures/examples/app-runtimes";
import { dotnetProgramExamples } from "@/lib/diagnosis/signatures/examples/dotnet-programs";
import { springExamples } from "@/lib/diagnosis/signatures/examples/spring";
import { hiveImpalaExamples } from "@/lib/diagnosis/signatures/examples/hive-impala";
import { sparkStatementExamples } from "@/lib/diagnosis/signatures/examples/spark-statements";
import { airflowInputExamples } from "@/lib/diagnosis/signatures/examples/airflow-inputs";
import { saasCrmExamples } from "@/lib/diagnosis/signatures/examples/saas-crm";
import { saasApiExamples } from "@/lib/diagnosis/signatures/examples/saas-apis";
import { mainframeExamples } from "@/lib/diagnosis/signatures/examples/mainframe";
import { enterpriseSchedulerExamples } from "@/lib/diagnosis/signatures/examples/enterprise-schedulers";
import { clusterLossExamples } from "@/lib/diagnosis/signatures/examples/cluster-loss";
import { mlModelExamples } from "@/lib/diagnosis/signatures/examples/ml-models";
import { missingInputExamples } from "@/lib/diagnosis/signatures/examples/missing-inputs";
import { sapAndEltExamples } from "@/lib/diagnosis/signatures/examples/sap-and-elt";
import { shellToolExamples } from "@/lib/diagnosis/signatures/examples/shell-tools";
import { dataFormatExamples } from "@/lib/diagnosis/signatures/examples/data-formats";
import { documentGeodataExamples } from "@/lib/diagnosis/signatures/examples/documents-geodata";
import { jdbcJavaExamples } from "@/lib/diagnosis/signatures/examples/jdbc-java";
import { springHibernateExamples } from "@/lib/diagnosis/signatures/examples/spring-hibernate";
import { goRustNodeExamples } from "@/lib/diagnosis/signatures/examples/go-rust-node";
import { phpRubyRExamples } from "@/lib/diagnosis/signatures/examples/php-ruby-r";
import { hanaVerticaExasolExamples } from "@/lib/diagnosis/signatures/examples/hana-vertica-exasol";
import { distributedSqlExamples } from "@/lib/diagnosis/signatures/examples/distributed-sql";
import { neo4jInfluxExamples } from "@/lib/diagnosis/signatures/examples/neo4j-influxdb";
import { hbaseSolrCouchbaseExamples } from "@/lib/diagnosis/signatures/examples/hbase-solr-couchbase";
import { databaseClientExamples } from "@/lib/diagnosis/signatures/examples/database-clients";
import { dotnetBuildExamples } from "@/lib/diagnosis/signatures/examples/dotnet-builds";
import { databaseServerExamples } from "@/lib/diagnosis/signatures/examples/database-servers";
import { pythonLibraryExamples } from "@/lib/diagnosis/signatures/examples/python-libraries";
import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

/** The examples of every table by signature id. A new table of examples is added here. */
export const EXAMPLE_TABLES: readonly SignatureExamples[] = [
  airflowExamples,
  airflowDagExamples,
  airflowSetupExamples,
  awsExamples,
  awsCredentialExamples,
  awsComputeExamples,
  awsContainerExamples,
  awsDataExamples,
  awsGlueExamples,
  awsStepFunctionExamples,
  azureExamples,
  azureDataFactoryExamples,
  bigqueryExamples,
  bigqueryLoadExamples,
  browserExamples,
  clickhouseExamples,
  clickhouseLimitExamples,
  commandLineExamples,
  dagsterExamples,
  dagsterRunExamples,
  dockerExamples,
  kubernetesExamples,
  kubernetesImageExamples,
  kubernetesApiExamples,
  dataFrameExamples,
  pandasExamples,
  dataQualityExamples,
  databricksExamples,
  databricksClusterExamples,
  databricksJobExamples,
  dbtExamples,
  dbtProjectExamples,
  documentStoreExamples,
  elasticsearchExamples,
  duckdbExamples,
  eltToolExamples,
  fileTransferExamples,
  flinkExamples,
  gcpExamples,
  gcpAccessExamples,
  gcpDataExamples,
  httpClientExamples,
  httpBodyExamples,
  httpStatusExamples,
  jvmExamples,
  kafkaExamples,
  kafkaSchemaRegistryExamples,
  kafkaConnectExamples,
  kafkaConnectSinkExamples,
  changeDataCaptureExamples,
  redisExamples,
  taskQueueExamples,
  mysqlExamples,
  mysqlRowExamples,
  mysqlConnectionExamples,
  mysqlLimitExamples,
  networkExamples,
  networkTlsExamples,
  exitCodeExamples,
  operatingSystemExamples,
  operatingSystemCommandExamples,
  oracleExamples,
  oracleConnectionExamples,
  oracleServerExamples,
  postgresExamples,
  postgresRowExamples,
  postgresAccessExamples,
  postgresConnectionExamples,
  postgresDriverExamples,
  postgresReplicationExamples,
  postgresServerExamples,
  prefectExamples,
  pythonExamples,
  pythonImportExamples,
  pythonValueExamples,
  redshiftExamples,
  snowflakeExamples,
  snowflakeConnectionExamples,
  snowflakeLoadExamples,
  sparkExamples,
  sparkInputExamples,
  sparkSetupExamples,
  sparkPythonExamples,
  sqlServerExamples,
  sqlServerRowExamples,
  sqlalchemyExamples,
  sqlalchemyOrmExamples,
  sqliteExamples,
  sshExamples,
  hadoopExamples,
  tableFormatExamples,
  tableCommitExamples,
  trinoExamples,
  trinoConnectorExamples,
  trinoStatementExamples,
  postgresObjectExamples,
  sqlServerConnectionExamples,
  windowsExamples,
  grpcExamples,
  db2Examples,
  teradataExamples,
  crashExamples,
  airflowSdkExamples,
  airflowExecutorExamples,
  reconcilerFindingExamples,
  dbtContractExamples,
  dbtRunExamples,
  cosmosExamples,
  starrocksDorisExamples,
  synapseFabricExamples,
  dbtPackageExamples,
  airbyteExamples,
  airbyteRunExamples,
  singerExamples,
  dltExamples,
  sqlmeshExamples,
  eltServiceExamples,
  dataQualityToolExamples,
  pandasValueExamples,
  polarsArrowExamples,
  duckdbFileExamples,
  sqlalchemyUpgradeExamples,
  prefectDeploymentExamples,
  nifiExamples,
  elasticPipelineExamples,
  ssisExamples,
  schemaMigrationExamples,
  ormMigrationExamples,
  yarnExamples,
  oozieSqoopExamples,
  slurmExamples,
  etlSuiteExamples,
  postgresToolExamples,
  beamDataflowExamples,
  ciRunnerExamples,
  cloudCapacityExamples,
  argoKestraMageExamples,
  mlToolExamples,
  terraformHelmExamples,
  netCodeExamples,
  jvmRuntimeExamples,
  xmlAndFileExamples,
  jvmLibraryExamples,
  kafkaClientExamples,
  kafkaStreamExamples,
  coordinationExamples,
  messageBrokerExamples,
  goProgramExamples,
  nativeProgramExamples,
  appRuntimeExamples,
  dotnetProgramExamples,
  springExamples,
  hiveImpalaExamples,
  sparkStatementExamples,
  airflowInputExamples,
  saasCrmExamples,
  saasApiExamples,
  mainframeExamples,
  enterpriseSchedulerExamples,
  clusterLossExamples,
  mlModelExamples,
  missingInputExamples,
  sapAndEltExamples,
  shellToolExamples,
  dataFormatExamples,
  documentGeodataExamples,
  jdbcJavaExamples,
  springHibernateExamples,
  goRustNodeExamples,
  phpRubyRExamples,
  hanaVerticaExasolExamples,
  distributedSqlExamples,
  neo4jInfluxExamples,
  hbaseSolrCouchbaseExamples,
  databaseClientExamples,
  dotnetBuildExamples,
  databaseServerExamples,
  pythonLibraryExamples,
];
