import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const azureExamples: SignatureExamples = {
  "azure/entra-login": {
    examples: [
      {
        text: "azure.core.exceptions.ClientAuthenticationError: AADSTS700016: Application with identifier '00000000-0000-4000-8000-000000000000' was not found in the directory 'acme'.",
        captures: { code: "AADSTS700016", app: "00000000-0000-4000-8000-000000000000" },
      },
    ],
    nearMisses: [
      {
        text: "azure.core.exceptions.ClientAuthenticationError: AADSTS7000222: The provided client secret keys for app '00000000-0000-4000-8000-000000000000' are expired.",
      },

      {
        text: "azure.identity.CredentialUnavailableError: EnvironmentCredential authentication unavailable. Environment variables are not fully configured.",
      },
    ],
  },
  "azure/client-secret": {
    examples: [
      {
        text: "azure.core.exceptions.ClientAuthenticationError: Authentication failed: AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '00000000-0000-4000-8000-000000000000'.",
        captures: { code: "AADSTS7000215", app: "00000000-0000-4000-8000-000000000000" },
      },
      {
        text: "azure.core.exceptions.ClientAuthenticationError: AADSTS7000222: The provided client secret keys for app '00000000-0000-4000-8000-000000000000' are expired.",
        captures: { code: "AADSTS7000222", app: "00000000-0000-4000-8000-000000000000" },
      },
    ],
    nearMisses: [
      {
        text: "azure.core.exceptions.ClientAuthenticationError: AADSTS700016: Application with identifier '1' was not found in the directory 'acme'.",
      },
    ],
  },
  "azure/no-credentials": {
    examples: [
      {
        text: "azure.core.exceptions.ClientAuthenticationError: DefaultAzureCredential failed to retrieve a token from the included credentials.\nAttempted credentials:\n\tEnvironmentCredential: EnvironmentCredential authentication unavailable. Environment variables are not fully configured.\n\tManagedIdentityCredential: ManagedIdentityCredential authentication unavailable, no response from the IMDS endpoint.",
      },
    ],
    nearMisses: [
      { text: "google.auth.exceptions.DefaultCredentialsError: Your default credentials were not found." },
      {
        text: "azure.core.exceptions.ClientAuthenticationError: Authentication failed: AADSTS7000215: Invalid client secret provided.",
      },
    ],
  },
  "azure/blob-not-found": {
    examples: [
      {
        text: 'azure.core.exceptions.ResourceNotFoundError: Operation failed: "The specified path does not exist.", 404, HEAD, https://acmelake.dfs.core.windows.net/raw/orders/2024-05-01.csv?upn=false',
        captures: { path: "https://acmelake.dfs.core.windows.net/raw/orders/2024-05-01.csv" },
      },

      {
        text: "azure.core.exceptions.ResourceNotFoundError: The specified blob does not exist.\nRequestId:5f0e4c1c-001e-0000-0000-000000000000\nTime:2024-05-01T04:00:00.0000000Z\nErrorCode:BlobNotFound",
        captures: { kind: "blob" },
      },
      {
        text: "azure.core.exceptions.ResourceNotFoundError: The specified path does not exist.\nErrorCode:PathNotFound",
        captures: { kind: "path" },
      },
    ],
    nearMisses: [
      {
        text: "azure.core.exceptions.ResourceNotFoundError: The specified container does not exist.\nErrorCode:ContainerNotFound",
      },
    ],
  },
  "azure/resource-not-found": {
    examples: [
      {
        text: "azure.core.exceptions.ResourceNotFoundError: The specified container does not exist.\nRequestId:5f0e4c1c-001e-0000-0000-000000000000\nErrorCode:ContainerNotFound",
        captures: { kind: "container" },
      },
      {
        text: "azure.core.exceptions.ResourceNotFoundError: (SecretNotFound) A secret with (name/id) orders-db was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command.\nCode: SecretNotFound",
        captures: { name: "orders-db" },
      },
    ],
    nearMisses: [
      {
        text: "azure.core.exceptions.ResourceNotFoundError: The specified blob does not exist.\nErrorCode:BlobNotFound",
      },
    ],
  },
  "azure/permission": {
    examples: [
      {
        text: "azure.core.exceptions.HttpResponseError: This request is not authorized to perform this operation using this permission.\nRequestId:8af115c9-301e-00e3-1aca-000000000000\nErrorCode:AuthorizationPermissionMismatch",
      },
      {
        text: "azure.core.exceptions.HttpResponseError: (AuthorizationFailed) The client '00000000-0000-4000-8000-000000000000' with object id '00000000-0000-4000-8000-000000000000' does not have authorization to perform action 'Microsoft.DataFactory/factories/pipelines/createRun/action' over scope '/subscriptions/1'",
        captures: { action: "Microsoft.DataFactory/factories/pipelines/createRun/action" },
      },
    ],
    nearMisses: [
      {
        text: "azure.core.exceptions.HttpResponseError: This request is not authorized to perform this operation.\nErrorCode:AuthorizationFailure",
      },
    ],
  },
  "azure/firewall": {
    examples: [
      {
        text: "azure.core.exceptions.HttpResponseError: This request is not authorized to perform this operation.\nRequestId:8af115c9-301e-00e3-1aca-000000000000\nErrorCode:AuthorizationFailure",
      },
      {
        text: "pyodbc.ProgrammingError: ('42000', \"[42000] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Cannot open server 'acme' requested by the login. Client with IP address '203.0.113.7' is not allowed to access the server. (40615) (SQLDriverConnect)\")",
        captures: { address: "203.0.113.7" },
      },
    ],
    nearMisses: [
      {
        text: "azure.core.exceptions.HttpResponseError: This request is not authorized to perform this operation using this permission.\nErrorCode:AuthorizationPermissionMismatch",
      },
    ],
  },
  "azure/storage-key": {
    examples: [
      {
        text: "azure.core.exceptions.ClientAuthenticationError: Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.\nRequestId:8af115c9-301e-00e3-1aca-000000000000\nErrorCode:AuthenticationFailed\nAuthenticationErrorDetail:Signature not valid in the specified time frame: Start [Mon, 01 Apr 2024 00:00:00 GMT] - Expiry [Tue, 30 Apr 2024 00:00:00 GMT] - Current [Wed, 01 May 2024 04:00:00 GMT]",
        captures: { expiry: "Tue, 30 Apr 2024 00:00:00 GMT" },
      },
    ],
    nearMisses: [{ text: "The MAC signature found in the HTTP request is not the same" }],
  },
  "azure/throttled": {
    examples: [
      {
        text: "azure.core.exceptions.HttpResponseError: Operations per second is over the account limit.\nRequestId:8af115c9-301e-00e3-1aca-000000000000\nErrorCode:ServerBusy",
      },
      {
        text: 'azure.cosmos.exceptions.CosmosHttpResponseError: (429) Message: {"Errors":["Request rate is large. More Request Units may be needed, so no changes were made. Please retry this request later."]}',
      },
    ],
    nearMisses: [{ text: "INFO - server busy hours are from 2 to 4" }],
  },
  "azure/lease-conflict": {
    examples: [
      {
        text: "azure.core.exceptions.HttpResponseError: There is currently a lease on the blob and no lease ID was specified in the request.\nErrorCode:LeaseIdMissing",
        captures: { kind: "blob" },
      },
    ],
    nearMisses: [
      { text: "azure.core.exceptions.ResourceExistsError: The specified blob already exists." },
      { text: "INFO - the blob already exists, skipping" },
    ],
  },
  "azure/already-exists": {
    examples: [
      {
        text: "azure.core.exceptions.ResourceExistsError: The specified blob already exists.\nRequestId:8af115c9-301e-00e3-1aca-000000000000\nErrorCode:BlobAlreadyExists",
        captures: { kind: "blob" },
      },
    ],
    nearMisses: [
      {
        text: "azure.core.exceptions.HttpResponseError: There is currently a lease on the blob and no lease ID was specified in the request.",
      },
    ],
  },
  "azure/adf-schema": {
    examples: [
      {
        text: "Operation on target Copy orders failed: ErrorCode=UserErrorInvalidColumnMappingColumnNotFound,'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=Column 'customer_id' specified in column mapping cannot be found in source data.,Source=Microsoft.DataTransfer.Common,'",
        captures: { column: "customer_id" },
      },
    ],
    nearMisses: [
      { text: "Operation on target Copy orders failed: ErrorCode=UserErrorFailedToConnectToSqlServer" },
    ],
  },
  "azure/pipeline-failed": {
    examples: [
      {
        text: "airflow.providers.microsoft.azure.hooks.data_factory.AzureDataFactoryPipelineRunException: Pipeline run 7c0ae3b1-0000-4000-8000-000000000000 has failed or has been cancelled.",
        captures: { run: "7c0ae3b1-0000-4000-8000-000000000000" },
      },
      {
        text: "Operation on target Copy orders failed: ErrorCode=SqlOperationFailed,'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=A database operation failed.'",
        captures: { activity: "Copy orders" },
      },
    ],
    nearMisses: [{ text: "INFO - Pipeline run 7c0ae3b1-0000-4000-8000-000000000000 has succeeded." }],
  },
};
