import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const azureDataFactoryExamples: SignatureExamples = {
  "azure/adf-connect": {
    examples: [
      {
        text: "ErrorCode=SqlFailedToConnect,'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=Cannot connect to SQL Database: 'acme.database.windows.net', Database: 'dwh', User: 'etl'. Check the linked service configuration is correct, and make sure the SQL Database firewall allows the integration runtime to access.,Source=Microsoft.DataTransfer.Connectors.MSSQL,'",
        captures: { server: "acme.database.windows.net", database: "dwh", user: "etl" },
      },
      {
        text: "Operation on target Copy orders failed: ErrorCode=UserErrorFailedToConnectOdbcSource,'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=ERROR [HY000] [Microsoft][ODBC] (1) timed out,Source=Microsoft.DataTransfer.ClientLibrary.Odbc.OdbcConnector,'",
        captures: { code: "UserErrorFailedToConnectOdbcSource" },
      },
    ],
    nearMisses: [
      {
        text: "ErrorCode=SqlOperationFailed,'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=A database operation failed.'",
      },
    ],
  },
  "azure/adf-forbidden": {
    examples: [
      {
        text: "ErrorCode=AdlsGen2OperationFailed,'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=ADLS Gen2 operation failed for: Operation returned an invalid status code 'Forbidden'. Account: 'acme'. FileSystem: 'raw'. Path: 'orders'. ErrorCode: 'AuthorizationPermissionMismatch'.",
        captures: { code: "AdlsGen2OperationFailed" },
      },
      {
        text: "ErrorCode=SftpAuthenticationFailure,'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=Permission denied (password).,Source=Microsoft.DataTransfer.ClientLibrary.SftpConnector,'",
        captures: { code: "SftpAuthenticationFailure" },
      },
    ],
    nearMisses: [
      {
        text: "ErrorCode=AdlsGen2OperationFailed,'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=ADLS Gen2 operation failed for: An error occurred while sending the request.",
      },
    ],
  },
  "azure/adf-bad-data": {
    examples: [
      {
        text: "ErrorCode=TypeConversionFailure,Exception occurred when converting value 'N/A' for column name 'day' from type 'String' (precision:, scale:) to type 'DateTime' (precision:, scale:). Additional info: String was not recognized as a valid DateTime.",
        captures: { value: "N/A", column: "day", type: "DateTime" },
      },
      {
        text: "ErrorCode=DelimitedTextBadDataDetected,'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=Bad data is found at line 17 in source 'orders.csv'.,Source=Microsoft.DataTransfer.ClientLibrary,'",
        captures: { code: "DelimitedTextBadDataDetected" },
      },
    ],
    nearMisses: [
      {
        text: "ErrorCode=UserErrorInvalidColumnMappingColumnNotFound,'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=Column 'x' specified in column mapping cannot be found in source data.'",
      },
    ],
  },
  "azure/adf-runtime-offline": {
    examples: [
      {
        text: "The self-hosted integration runtime 'ir-onprem' is offline, last connect time: '06/01/2024 05:58:12'.",
        captures: { runtime: "ir-onprem", time: "06/01/2024 05:58:12" },
      },
      {
        text: "The Integration Runtime (Self-hosted) 'ir-onprem' is not online.",
        captures: { runtime: "ir-onprem" },
      },
    ],
    nearMisses: [{ text: "INFO integration runtime 'ir-onprem' is online" }],
  },
  "azure/adf-java": {
    examples: [
      {
        text: "ErrorCode=JreNotFound,'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=Java Runtime Environment cannot be found on the Self-hosted Integration Runtime machine. It is required for parsing or writing to Parquet/ORC files.,Source=Microsoft.DataTransfer.Common,'",
        captures: { code: "JreNotFound" },
      },
      {
        text: "ErrorCode=ParquetJavaInvocationException,'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=An error occurred when invoking java, message: java.io.IOException: could not read page.'",
        captures: { code: "ParquetJavaInvocationException" },
      },
    ],
    nearMisses: [{ text: "JAVA_HOME is not set" }],
  },
  "azure/adf-expression": {
    examples: [
      {
        text: "The expression 'activity('Lookup day').output.firstRow.day' cannot be evaluated because property 'firstRow' doesn't exist, available properties are 'count, value, effectiveIntegrationRuntime'.",
        captures: { property: "firstRow", expression: "activity('Lookup day').output.firstRow.day" },
      },
      {
        text: "ErrorCode=InvalidTemplate, ErrorMessage=The function 'int' was invoked with a parameter that is not valid.",
      },
    ],
    nearMisses: [{ text: "jinja2.exceptions.UndefinedError: 'day' is undefined" }],
  },
  "azure/adf-file-operation": {
    examples: [
      {
        text: "ErrorCode=UserErrorFailedFileOperation,'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=Upload file failed at path raw\\orders.csv.,Source=Microsoft.DataTransfer.Common,'",
        captures: { path: "raw\\orders.csv" },
      },
      {
        text: "ErrorCode=AdlsGen2OperationFailed,'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=ADLS Gen2 operation failed for: An error occurred while sending the request.'",
        captures: { code: "AdlsGen2OperationFailed" },
      },
    ],
    nearMisses: [
      {
        text: "ErrorCode=SqlOperationFailed,'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=A database operation failed.'",
      },
    ],
  },
  "azure/adf-rest": {
    examples: [
      {
        text: "ErrorCode=RestCallFailedWithClientError,'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=Rest call failed with client error, status code 400 BadRequest, please check your activity settings.",
        captures: { side: "client", status: "400 BadRequest" },
      },
      {
        text: "ErrorCode=RestSinkCallFailed,'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=Rest Endpoint responded with Failure from server. Check the error from server.'",
        captures: { side: "RestSinkCallFailed" },
      },
    ],
    nearMisses: [{ text: "requests.exceptions.HTTPError: 400 Client Error: Bad Request for url" }],
  },
  "azure/adf-data-flow-memory": {
    examples: [
      {
        text: '{"StatusCode":"DF-Executor-OutOfMemoryError","Message":"Cluster ran into out of memory issue during execution, please retry using an integration runtime with bigger core count and/or memory optimized compute type"}',
        captures: { code: "DF-Executor-OutOfMemoryError" },
      },
    ],
    nearMisses: [
      {
        text: '{"StatusCode":"DF-Executor-AcquireComputeFailed","Message":"Fail to reserve compute resources, please retry."}',
      },
      { text: '{"StatusCode":"DF-Executor-ColumnNotFound","Message":"Job failed"}' },
    ],
  },
  "azure/adf-data-flow-compute": {
    examples: [
      {
        text: '{"StatusCode":"DF-Executor-AcquireComputeFailed","Message":"Fail to reserve compute resources, please retry."}',
        captures: { reason: "Fail to reserve compute resources, please retry" },
      },
    ],
    nearMisses: [
      {
        text: '{"StatusCode":"DF-Executor-OutOfMemoryError","Message":"Cluster ran into out of memory issue during execution"}',
      },
    ],
  },
  "azure/adf-data-flow": {
    examples: [
      {
        text: '{"StatusCode":"DFExecutorUserError","Message":"Job failed due to reason: at Sink \'warehouse\': Cannot find the file that was staged for this run."}',
        captures: { where: "Sink 'warehouse'" },
      },
      {
        text: '{"StatusCode":"DF-Executor-ColumnUnavailable","Message":"Column name used in expression is unavailable or invalid."}',
        captures: { where: "DF-Executor-ColumnUnavailable" },
      },
    ],
    nearMisses: [
      { text: "iPad Air 2 (EA75AFDF-B50C-48F1-A17D-A202E911863D) (Shutdown)" },
      {
        text: '{"StatusCode":"DF-Executor-OutOfMemoryError","Message":"Cluster ran into out of memory issue during execution"}',
      },
    ],
  },
  "azure/spark-pool-capacity": {
    examples: [
      {
        text: "AVAILABLE_COMPUTE_CAPACITY_EXCEEDED: Livy session has failed. Session state: Error. Error code: AVAILABLE_COMPUTE_CAPACITY_EXCEEDED. Your job requested 24 vcores. However, the pool only has 12 vcores available out of quota of 50 vcores.",
        captures: { wanted: "24", free: "12" },
      },
      {
        text: "MAXIMUM_WORKSPACE_CAPACITY_EXCEEDED: Livy session has failed. Your Spark job cannot run in this workspace.",
        captures: { code: "MAXIMUM_WORKSPACE_CAPACITY_EXCEEDED" },
      },
    ],
    nearMisses: [{ text: "Livy session has failed. Session state: Dead" }],
  },
};
