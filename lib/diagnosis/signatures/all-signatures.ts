import { airflowSignatures } from "@/lib/diagnosis/signatures/airflow";
import { airflowDagSignatures } from "@/lib/diagnosis/signatures/airflow-dags";
import { airflowSetupSignatures } from "@/lib/diagnosis/signatures/airflow-setup";
import { awsSignatures } from "@/lib/diagnosis/signatures/aws";
import { awsCredentialSignatures } from "@/lib/diagnosis/signatures/aws-credentials";
import { awsComputeSignatures } from "@/lib/diagnosis/signatures/aws-compute";
import { awsContainerSignatures } from "@/lib/diagnosis/signatures/aws-containers";
import { awsDataSignatures } from "@/lib/diagnosis/signatures/aws-data";
import { awsGlueSignatures } from "@/lib/diagnosis/signatures/aws-glue";
import { awsStepFunctionSignatures } from "@/lib/diagnosis/signatures/aws-step-functions";
import { azureSignatures } from "@/lib/diagnosis/signatures/azure";
import { azureDataFactorySignatures } from "@/lib/diagnosis/signatures/azure-data-factory";
import { bigquerySignatures } from "@/lib/diagnosis/signatures/bigquery";
import { bigqueryLoadSignatures } from "@/lib/diagnosis/signatures/bigquery-loads";
import { browserSignatures } from "@/lib/diagnosis/signatures/browsers";
import { clickhouseSignatures } from "@/lib/diagnosis/signatures/clickhouse";
import { clickhouseLimitSignatures } from "@/lib/diagnosis/signatures/clickhouse-limits";
import { commandLineSignatures } from "@/lib/diagnosis/signatures/command-line";
import { dagsterSignatures } from "@/lib/diagnosis/signatures/dagster";
import { dagsterRunSignatures } from "@/lib/diagnosis/signatures/dagster-runs";
import { dataFrameSignatures } from "@/lib/diagnosis/signatures/data-frames";
import { dataQualitySignatures } from "@/lib/diagnosis/signatures/data-quality";
import { databricksSignatures } from "@/lib/diagnosis/signatures/databricks";
import { databricksClusterSignatures } from "@/lib/diagnosis/signatures/databricks-clusters";
import { databricksJobSignatures } from "@/lib/diagnosis/signatures/databricks-jobs";
import { dbtSignatures } from "@/lib/diagnosis/signatures/dbt";
import { dbtProjectSignatures } from "@/lib/diagnosis/signatures/dbt-project";
import { dockerSignatures } from "@/lib/diagnosis/signatures/docker";
import { documentStoreSignatures } from "@/lib/diagnosis/signatures/document-stores";
import { elasticsearchSignatures } from "@/lib/diagnosis/signatures/elasticsearch";
import { duckdbSignatures } from "@/lib/diagnosis/signatures/duckdb";
import { eltToolSignatures } from "@/lib/diagnosis/signatures/elt-tools";
import { exitCodeSignatures } from "@/lib/diagnosis/signatures/exit-codes";
import { fileTransferSignatures } from "@/lib/diagnosis/signatures/file-transfer";
import { flinkSignatures } from "@/lib/diagnosis/signatures/flink";
import { gcpSignatures } from "@/lib/diagnosis/signatures/gcp";
import { gcpAccessSignatures } from "@/lib/diagnosis/signatures/gcp-access";
import { gcpDataSignatures } from "@/lib/diagnosis/signatures/gcp-data";
import { hadoopSignatures } from "@/lib/diagnosis/signatures/hadoop";
import { httpClientSignatures } from "@/lib/diagnosis/signatures/http-clients";
import { httpBodySignatures } from "@/lib/diagnosis/signatures/http-bodies";
import { httpStatusSignatures } from "@/lib/diagnosis/signatures/http-status";
import { jvmSignatures } from "@/lib/diagnosis/signatures/jvm";
import { kafkaSignatures } from "@/lib/diagnosis/signatures/kafka";
import { kafkaSchemaRegistrySignatures } from "@/lib/diagnosis/signatures/kafka-schema-registry";
import { kafkaConnectSignatures } from "@/lib/diagnosis/signatures/kafka-connect";
import { kafkaConnectSinkSignatures } from "@/lib/diagnosis/signatures/kafka-connect-sinks";
import { changeDataCaptureSignatures } from "@/lib/diagnosis/signatures/change-data-capture";
import { kubernetesSignatures } from "@/lib/diagnosis/signatures/kubernetes";
import { kubernetesImageSignatures } from "@/lib/diagnosis/signatures/kubernetes-images";
import { kubernetesApiSignatures } from "@/lib/diagnosis/signatures/kubernetes-api";
import { mysqlSignatures } from "@/lib/diagnosis/signatures/mysql";
import { mysqlRowSignatures } from "@/lib/diagnosis/signatures/mysql-rows";
import { mysqlConnectionSignatures } from "@/lib/diagnosis/signatures/mysql-connections";
import { mysqlLimitSignatures } from "@/lib/diagnosis/signatures/mysql-limits";
import { networkSignatures } from "@/lib/diagnosis/signatures/network";
import { networkTlsSignatures } from "@/lib/diagnosis/signatures/network-tls";
import { operatingSystemSignatures } from "@/lib/diagnosis/signatures/operating-system";
import { operatingSystemCommandSignatures } from "@/lib/diagnosis/signatures/operating-system-commands";
import { oracleSignatures } from "@/lib/diagnosis/signatures/oracle";
import { oracleConnectionSignatures } from "@/lib/diagnosis/signatures/oracle-connections";
import { oracleServerSignatures } from "@/lib/diagnosis/signatures/oracle-server";
import { pandasSignatures } from "@/lib/diagnosis/signatures/pandas";
import { postgresSignatures } from "@/lib/diagnosis/signatures/postgres";
import { postgresAccessSignatures } from "@/lib/diagnosis/signatures/postgres-access";
import { postgresConnectionSignatures } from "@/lib/diagnosis/signatures/postgres-connections";
import { postgresDriverSignatures } from "@/lib/diagnosis/signatures/postgres-drivers";
import { postgresReplicationSignatures } from "@/lib/diagnosis/signatures/postgres-replication";
import { postgresRowSignatures } from "@/lib/diagnosis/signatures/postgres-rows";
import { postgresServerSignatures } from "@/lib/diagnosis/signatures/postgres-server";
import { prefectSignatures } from "@/lib/diagnosis/signatures/prefect";
import { pythonSignatures } from "@/lib/diagnosis/signatures/python";
import { pythonImportSignatures } from "@/lib/diagnosis/signatures/python-imports";
import { pythonValueSignatures } from "@/lib/diagnosis/signatures/python-values";
import { redisSignatures } from "@/lib/diagnosis/signatures/redis";
import { redshiftSignatures } from "@/lib/diagnosis/signatures/redshift";
import { snowflakeSignatures } from "@/lib/diagnosis/signatures/snowflake";
import { snowflakeConnectionSignatures } from "@/lib/diagnosis/signatures/snowflake-connections";
import { snowflakeLoadSignatures } from "@/lib/diagnosis/signatures/snowflake-loads";
import { sparkSignatures } from "@/lib/diagnosis/signatures/spark";
import { sparkInputSignatures } from "@/lib/diagnosis/signatures/spark-inputs";
import { sparkSetupSignatures } from "@/lib/diagnosis/signatures/spark-setup";
import { sparkPythonSignatures } from "@/lib/diagnosis/signatures/spark-python";
import { sqlServerSignatures } from "@/lib/diagnosis/signatures/sql-server";
import { sqlServerRowSignatures } from "@/lib/diagnosis/signatures/sql-server-rows";
import { sqlalchemySignatures } from "@/lib/diagnosis/signatures/sqlalchemy";
import { sqlalchemyOrmSignatures } from "@/lib/diagnosis/signatures/sqlalchemy-orm";
import { sqliteSignatures } from "@/lib/diagnosis/signatures/sqlite";
import { sshSignatures } from "@/lib/diagnosis/signatures/ssh";
import { tableFormatSignatures } from "@/lib/diagnosis/signatures/table-formats";
import { tableCommitSignatures } from "@/lib/diagnosis/signatures/table-commits";
import { taskQueueSignatures } from "@/lib/diagnosis/signatures/task-queues";
import { trinoSignatures } from "@/lib/diagnosis/signatures/trino";
import { trinoConnectorSignatures } from "@/lib/diagnosis/signatures/trino-connectors";
import { trinoStatementSignatures } from "@/lib/diagnosis/signatures/trino-statements";
import { postgresObjectSignatures } from "@/lib/diagnosis/signatures/postgres-objects";
import { sqlServerConnectionSignatures } from "@/lib/diagnosis/signatures/sql-server-connections";
import { windowsSignatures } from "@/lib/diagnosis/signatures/windows";
import { grpcSignatures } from "@/lib/diagnosis/signatures/grpc";
import { db2Signatures } from "@/lib/diagnosis/signatures/db2";
import { teradataSignatures } from "@/lib/diagnosis/signatures/teradata";
import { crashSignatures } from "@/lib/diagnosis/signatures/crashes";
import { airflowSdkSignatures } from "@/lib/diagnosis/signatures/airflow-sdk";
import { airflowExecutorSignatures } from "@/lib/diagnosis/signatures/airflow-executors";
import { reconcilerFindingSignatures } from "@/lib/diagnosis/signatures/reconciler-findings";
import { dbtContractSignatures } from "@/lib/diagnosis/signatures/dbt-contracts";
import { dbtRunSignatures } from "@/lib/diagnosis/signatures/dbt-runs";
import { cosmosSignatures } from "@/lib/diagnosis/signatures/cosmos";
import { starrocksDorisSignatures } from "@/lib/diagnosis/signatures/starrocks-doris";
import { synapseFabricSignatures } from "@/lib/diagnosis/signatures/synapse-fabric";
import { dbtPackageSignatures } from "@/lib/diagnosis/signatures/dbt-packages";
import { airbyteSignatures } from "@/lib/diagnosis/signatures/airbyte";
import { airbyteRunSignatures } from "@/lib/diagnosis/signatures/airbyte-runs";
import { singerSignatures } from "@/lib/diagnosis/signatures/singer";
import { dltSignatures } from "@/lib/diagnosis/signatures/dlt";
import { sqlmeshSignatures } from "@/lib/diagnosis/signatures/sqlmesh";
import { eltServiceSignatures } from "@/lib/diagnosis/signatures/elt-services";
import { dataQualityToolSignatures } from "@/lib/diagnosis/signatures/data-quality-tools";
import { pandasValueSignatures } from "@/lib/diagnosis/signatures/pandas-values";
import { polarsArrowSignatures } from "@/lib/diagnosis/signatures/polars-arrow";
import { duckdbFileSignatures } from "@/lib/diagnosis/signatures/duckdb-files";
import { sqlalchemyUpgradeSignatures } from "@/lib/diagnosis/signatures/sqlalchemy-upgrade";
import { prefectDeploymentSignatures } from "@/lib/diagnosis/signatures/prefect-deployments";
import { nifiSignatures } from "@/lib/diagnosis/signatures/nifi";
import { elasticPipelineSignatures } from "@/lib/diagnosis/signatures/elastic-pipelines";
import { ssisSignatures } from "@/lib/diagnosis/signatures/ssis";
import { schemaMigrationSignatures } from "@/lib/diagnosis/signatures/schema-migrations";
import { ormMigrationSignatures } from "@/lib/diagnosis/signatures/orm-migrations";
import { yarnSignatures } from "@/lib/diagnosis/signatures/yarn";
import { oozieSqoopSignatures } from "@/lib/diagnosis/signatures/oozie-sqoop";
import { slurmSignatures } from "@/lib/diagnosis/signatures/slurm-hpc";
import { etlSuiteSignatures } from "@/lib/diagnosis/signatures/etl-suites";
import { postgresToolSignatures } from "@/lib/diagnosis/signatures/postgres-tools";
import { beamDataflowSignatures } from "@/lib/diagnosis/signatures/beam-dataflow";
import { ciRunnerSignatures } from "@/lib/diagnosis/signatures/ci-runners";
import { cloudCapacitySignatures } from "@/lib/diagnosis/signatures/cloud-capacity";
import { argoKestraMageSignatures } from "@/lib/diagnosis/signatures/argo-kestra-mage";
import { mlToolSignatures } from "@/lib/diagnosis/signatures/ml-tools";
import { terraformHelmSignatures } from "@/lib/diagnosis/signatures/terraform-helm";
import { netCodeSignatures } from "@/lib/diagnosis/signatures/net-codes";
import { jvmRuntimeSignatures } from "@/lib/diagnosis/signatures/jvm-runtime";
import { xmlAndFileSignatures } from "@/lib/diagnosis/signatures/xml-and-files";
import { jvmLibrarySignatures } from "@/lib/diagnosis/signatures/jvm-libraries";
import { kafkaClientSignatures } from "@/lib/diagnosis/signatures/kafka-clients";
import { kafkaStreamSignatures } from "@/lib/diagnosis/signatures/kafka-streams";
import { coordinationSignatures } from "@/lib/diagnosis/signatures/coordination";
import { messageBrokerSignatures } from "@/lib/diagnosis/signatures/message-brokers";
import { goProgramSignatures } from "@/lib/diagnosis/signatures/go-programs";
import { nativeProgramSignatures } from "@/lib/diagnosis/signatures/native-programs";
import { appRuntimeSignatures } from "@/lib/diagnosis/signatures/app-runtimes";
import { dotnetProgramSignatures } from "@/lib/diagnosis/signatures/dotnet-programs";
import { springSignatures } from "@/lib/diagnosis/signatures/spring";
import { hiveImpalaSignatures } from "@/lib/diagnosis/signatures/hive-impala";
import { sparkStatementSignatures } from "@/lib/diagnosis/signatures/spark-statements";
import { airflowInputSignatures } from "@/lib/diagnosis/signatures/airflow-inputs";
import { saasCrmSignatures } from "@/lib/diagnosis/signatures/saas-crm";
import { saasApiSignatures } from "@/lib/diagnosis/signatures/saas-apis";
import { mainframeSignatures } from "@/lib/diagnosis/signatures/mainframe";
import { enterpriseSchedulerSignatures } from "@/lib/diagnosis/signatures/enterprise-schedulers";
import { clusterLossSignatures } from "@/lib/diagnosis/signatures/cluster-loss";
import { mlModelSignatures } from "@/lib/diagnosis/signatures/ml-models";
import { missingInputSignatures } from "@/lib/diagnosis/signatures/missing-inputs";
import { sapAndEltSignatures } from "@/lib/diagnosis/signatures/sap-and-elt";
import { shellToolSignatures } from "@/lib/diagnosis/signatures/shell-tools";
import { dataFormatSignatures } from "@/lib/diagnosis/signatures/data-formats";
import { documentGeodataSignatures } from "@/lib/diagnosis/signatures/documents-geodata";
import { jdbcJavaSignatures } from "@/lib/diagnosis/signatures/jdbc-java";
import { springHibernateSignatures } from "@/lib/diagnosis/signatures/spring-hibernate";
import { goRustNodeSignatures } from "@/lib/diagnosis/signatures/go-rust-node";
import { phpRubyRSignatures } from "@/lib/diagnosis/signatures/php-ruby-r";
import { hanaVerticaExasolSignatures } from "@/lib/diagnosis/signatures/hana-vertica-exasol";
import { distributedSqlSignatures } from "@/lib/diagnosis/signatures/distributed-sql";
import { neo4jInfluxSignatures } from "@/lib/diagnosis/signatures/neo4j-influxdb";
import { hbaseSolrCouchbaseSignatures } from "@/lib/diagnosis/signatures/hbase-solr-couchbase";
import { databaseClientSignatures } from "@/lib/diagnosis/signatures/database-clients";
import { dotnetBuildSignatures } from "@/lib/diagnosis/signatures/dotnet-builds";
import { databaseServerSignatures } from "@/lib/diagnosis/signatures/database-servers";
import { pythonLibrarySignatures } from "@/lib/diagnosis/signatures/python-libraries";
import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Every signature the engine knows. A new table is added here. */
export const ALL_SIGNATURES: readonly Signature[] = [
  ...airflowSignatures,
  ...airflowDagSignatures,
  ...airflowSetupSignatures,
  ...awsSignatures,
  ...awsCredentialSignatures,
  ...awsComputeSignatures,
  ...awsContainerSignatures,
  ...awsDataSignatures,
  ...awsGlueSignatures,
  ...awsStepFunctionSignatures,
  ...azureSignatures,
  ...azureDataFactorySignatures,
  ...bigquerySignatures,
  ...bigqueryLoadSignatures,
  ...browserSignatures,
  ...clickhouseSignatures,
  ...clickhouseLimitSignatures,
  ...commandLineSignatures,
  ...dagsterSignatures,
  ...dagsterRunSignatures,
  ...dockerSignatures,
  ...kubernetesSignatures,
  ...kubernetesImageSignatures,
  ...kubernetesApiSignatures,
  ...dataFrameSignatures,
  ...pandasSignatures,
  ...dataQualitySignatures,
  ...databricksSignatures,
  ...databricksClusterSignatures,
  ...databricksJobSignatures,
  ...dbtSignatures,
  ...dbtProjectSignatures,
  ...documentStoreSignatures,
  ...elasticsearchSignatures,
  ...eltToolSignatures,
  ...fileTransferSignatures,
  ...flinkSignatures,
  ...gcpSignatures,
  ...gcpAccessSignatures,
  ...gcpDataSignatures,
  ...httpClientSignatures,
  ...httpBodySignatures,
  ...httpStatusSignatures,
  ...duckdbSignatures,
  ...jvmSignatures,
  ...kafkaSignatures,
  ...kafkaSchemaRegistrySignatures,
  ...kafkaConnectSignatures,
  ...kafkaConnectSinkSignatures,
  ...changeDataCaptureSignatures,
  ...redisSignatures,
  ...taskQueueSignatures,
  ...mysqlSignatures,
  ...mysqlRowSignatures,
  ...mysqlConnectionSignatures,
  ...mysqlLimitSignatures,
  ...networkSignatures,
  ...networkTlsSignatures,
  ...exitCodeSignatures,
  ...operatingSystemSignatures,
  ...operatingSystemCommandSignatures,
  ...oracleSignatures,
  ...oracleConnectionSignatures,
  ...oracleServerSignatures,
  ...postgresSignatures,
  ...postgresRowSignatures,
  ...postgresAccessSignatures,
  ...postgresConnectionSignatures,
  ...postgresDriverSignatures,
  ...postgresReplicationSignatures,
  ...postgresServerSignatures,
  ...prefectSignatures,
  ...pythonSignatures,
  ...pythonImportSignatures,
  ...pythonValueSignatures,
  ...snowflakeSignatures,
  ...snowflakeConnectionSignatures,
  ...snowflakeLoadSignatures,
  ...redshiftSignatures,
  ...sparkSignatures,
  ...sparkInputSignatures,
  ...sparkSetupSignatures,
  ...sparkPythonSignatures,
  ...sqlServerSignatures,
  ...sqlServerRowSignatures,
  ...sqlalchemySignatures,
  ...sqlalchemyOrmSignatures,
  ...sqliteSignatures,
  ...sshSignatures,
  ...trinoSignatures,
  ...trinoConnectorSignatures,
  ...trinoStatementSignatures,
  ...hadoopSignatures,
  ...tableFormatSignatures,
  ...tableCommitSignatures,
  ...postgresObjectSignatures,
  ...sqlServerConnectionSignatures,
  ...windowsSignatures,
  ...grpcSignatures,
  ...db2Signatures,
  ...teradataSignatures,
  ...crashSignatures,
  ...airflowSdkSignatures,
  ...airflowExecutorSignatures,
  ...reconcilerFindingSignatures,
  ...dbtContractSignatures,
  ...dbtRunSignatures,
  ...cosmosSignatures,
  ...starrocksDorisSignatures,
  ...synapseFabricSignatures,
  ...dbtPackageSignatures,
  ...airbyteSignatures,
  ...airbyteRunSignatures,
  ...singerSignatures,
  ...dltSignatures,
  ...sqlmeshSignatures,
  ...eltServiceSignatures,
  ...dataQualityToolSignatures,
  ...pandasValueSignatures,
  ...polarsArrowSignatures,
  ...duckdbFileSignatures,
  ...sqlalchemyUpgradeSignatures,
  ...prefectDeploymentSignatures,
  ...nifiSignatures,
  ...elasticPipelineSignatures,
  ...ssisSignatures,
  ...schemaMigrationSignatures,
  ...ormMigrationSignatures,
  ...yarnSignatures,
  ...oozieSqoopSignatures,
  ...slurmSignatures,
  ...etlSuiteSignatures,
  ...postgresToolSignatures,
  ...beamDataflowSignatures,
  ...ciRunnerSignatures,
  ...cloudCapacitySignatures,
  ...argoKestraMageSignatures,
  ...mlToolSignatures,
  ...terraformHelmSignatures,
  ...netCodeSignatures,
  ...jvmRuntimeSignatures,
  ...xmlAndFileSignatures,
  ...jvmLibrarySignatures,
  ...kafkaClientSignatures,
  ...kafkaStreamSignatures,
  ...coordinationSignatures,
  ...messageBrokerSignatures,
  ...goProgramSignatures,
  ...nativeProgramSignatures,
  ...appRuntimeSignatures,
  ...dotnetProgramSignatures,
  ...springSignatures,
  ...hiveImpalaSignatures,
  ...sparkStatementSignatures,
  ...airflowInputSignatures,
  ...saasCrmSignatures,
  ...saasApiSignatures,
  ...mainframeSignatures,
  ...enterpriseSchedulerSignatures,
  ...clusterLossSignatures,
  ...mlModelSignatures,
  ...missingInputSignatures,
  ...sapAndEltSignatures,
  ...shellToolSignatures,
  ...dataFormatSignatures,
  ...documentGeodataSignatures,
  ...jdbcJavaSignatures,
  ...springHibernateSignatures,
  ...goRustNodeSignatures,
  ...phpRubyRSignatures,
  ...hanaVerticaExasolSignatures,
  ...distributedSqlSignatures,
  ...neo4jInfluxSignatures,
  ...hbaseSolrCouchbaseSignatures,
  ...databaseClientSignatures,
  ...dotnetBuildSignatures,
  ...databaseServerSignatures,
  ...pythonLibrarySignatures,
];
