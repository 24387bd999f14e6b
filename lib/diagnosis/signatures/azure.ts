import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Azure: Entra ID, storage, Data Factory, Key Vault, Cosmos DB. */
export const azureSignatures: Signature[] = [
  {
    id: "azure/entra-login",
    title: "Entra ID rejected the login",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/(?<code>AADSTS\d{5,8}): (?<reason>[^\n']{1,200})/] },
    rootCause: "Entra ID rejected the login ({code}): {reason}",
    explanation:
      "Entra ID refused to issue a token: a wrong or expired client secret (7000215, 7000222), an unknown application (700016) or tenant (90002), or a policy that requires a second factor (50076, 53003).",
    checks: ["Client id, tenant and secret expiry in the app registration"],
    fixes: [
      "Create a new secret and put its value (not its id) into the connection",
      "Use a managed identity or a federated credential",
    ],
    docs: ["https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes"],
  },
  {
    id: "azure/no-credentials",
    title: "No Azure credentials found",
    category: "auth_permission",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /DefaultAzureCredential failed to retrieve a token from the included credentials/,
        /(?<source>\w{4,40}Credential) authentication unavailable[.,] (?<reason>[^\n]{1,120})/,
        /No managed identity endpoint found|no response from the IMDS endpoint/,
      ],
      not: [/AADSTS\d/],
    },
    rootCause: "The task found no Azure credentials[[ ({source}: {reason})]]",
    explanation:
      "The client tried the environment, the managed identity and the command-line logins in turn; the worker has none of them.",
    checks: [
      "Whether the machine or pod has a managed identity, and its client id",
      "`AZURE_CLIENT_ID`, `AZURE_TENANT_ID`, `AZURE_CLIENT_SECRET` on the worker",
    ],
    fixes: [
      "Give the worker a managed identity, or put credentials into the connection",
      "Specify the client id if there are several identities",
    ],
  },
  {
    id: "azure/blob-not-found",
    title: "File does not exist in Azure storage",
    category: "upstream_missing_data",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /The specified (?<kind>blob|path) does not exist/,
        /ErrorCode:(?:BlobNotFound|PathNotFound)/,
        /ErrorCode=(?:UserErrorFileNotFound|UserErrorSourceBlobNotExist|AdlsGen2PathNotFound)\b/,
      ],
    },
    rootCause: "The file[[ ({kind})]] that the task reads does not exist in Azure storage",
    explanation:
      "The container has no file by exactly that name: the step that writes it has not run or wrote somewhere else, or the name was built wrong.",
    checks: [
      "What exists in the same folder, and when it was written",
      "How the name is built (date, case, leading slash)",
    ],
    fixes: [
      "Wait for the file with a sensor, or run the step that writes it",
      "Fix the path or the date in it",
    ],
  },
  {
    id: "azure/resource-not-found",
    title: "Azure container, secret or resource does not exist",
    category: "configuration",
    alternatives: ["upstream_missing_data", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The specified (?<kind>container|filesystem|queue|share|table) does not exist/,
        /\((?<kind>SecretNotFound|ResourceNotFound|ResourceGroupNotFound|PipelineNotFound|FactoryNotFound)\) (?<reason>[^\n]{1,120})/,
        /A secret with \(name\/id\) (?<reason>[\w.-]{1,127}) was not found in this key vault/,
      ],
    },
    rootCause: "The Azure resource does not exist[[ ({kind})]][[: {reason}]]",
    explanation:
      "The container, secret or other resource belongs to another account or environment, or was deleted.",
    checks: ["Account, vault, resource group and name of the call against what exists there"],
    fixes: ["Fix the name in the task's settings", "Create it"],
  },
  {
    id: "azure/permission",
    title: "Azure access denied",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /This request is not authorized to perform this operation using this permission/,
        /The client '(?<principal>[^'\n]{1,120})' with object id '[^'\n]{1,60}' does not have authorization to perform action '(?<action>[^'\n]{3,160})'/,
        /Caller is not authorized to perform action on resource/,
        /does not have secrets (?<action>get|list|set) permission on key vault/,
        /ErrorCode:(?:AuthorizationPermissionMismatch|InsufficientAccountPermissions)/,
      ],
    },
    rootCause: "Azure denied the task's identity access[[ ({action})]][[, identity `{principal}`]]",
    explanation:
      "The identity is known but has no role that allows the action. Owner or Contributor on a storage account does not include reading its data; that takes `Storage Blob Data Reader` or `Contributor`. New role assignments take a few minutes.",
    checks: ["The identity's role assignments on the account, container or vault (and ADLS folder ACLs)"],
    fixes: [
      "Assign the data role to the identity",
      "For ADLS, also grant execute permission on the parent folders",
    ],
  },
  {
    id: "azure/firewall",
    title: "Azure firewall blocks the caller",
    category: "auth_permission",
    alternatives: ["configuration", "network_timeout"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /This request is not authorized to perform this operation\./,
        /Public access is not permitted on this storage account/,
        /Client address is not authorized and caller is not a trusted service/,
        /Client with IP address '(?<address>[\d.]{7,15})' is not allowed to access the server/,
        /Public network access is disabled/,
      ],
    },
    rootCause: "The service's network rules block the worker[[ (address {address})]]",
    explanation:
      "Storage accounts, vaults and SQL servers can be closed to all but selected networks. `AuthorizationFailure` without `using this permission` means that firewall, not a missing role.",
    checks: ["The service's network settings, and the worker's outgoing address or subnet"],
    fixes: ["Allow the subnet or address, or add a private endpoint", "Run the task in an allowed network"],
  },
  {
    id: "azure/storage-key",
    title: "Azure storage rejected the key or SAS token",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Server failed to authenticate the request\. (?:Make sure the value of Authorization header|Please refer to the information)/,
        /Signature not valid in the specified time frame: Start \[[^\]\n]{1,60}\] - Expiry \[(?<expiry>[^\]\n]{1,60})\]/,
        /Key based authentication is not permitted on this storage account/,
        /ErrorCode:(?:AuthenticationFailed|NoAuthenticationInformation|KeyBasedAuthenticationNotPermitted)/,
      ],
    },
    rootCause: "Azure storage rejected the key or token[[: it expired at {expiry}]]",
    explanation:
      "The account key was rotated, the SAS token has expired or does not cover the request, the worker's clock is off, or the account no longer allows keys.",
    checks: [
      "Expiry (`se=`) and permissions (`sp=`) of the token, and whether the keys were rotated",
      "Whether a `?` or `%` of the token got lost in the connection",
    ],
    fixes: ["Put the new key or token into the connection", "Use a managed identity with a data role"],
  },
  {
    id: "azure/throttled",
    title: "Azure is throttling requests",
    category: "rate_limit",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Operations per second is over the account limit/,
        /(?:Ingress|Egress) is over the account limit/,
        /Request rate is large\. More Request Units may be needed/,
        /ErrorCode:ServerBusy/,
        /\((?<code>TooManyRequests|OperationNotAllowedTooManyRequests|SubscriptionRequestsThrottled)\)/,
      ],
    },
    rootCause: "Azure is throttling requests[[ ({code})]]",
    explanation: "The account, database or subscription hit its limit on requests or bytes per second.",
    checks: ["The service's throttling metric at that time, and what else was using it"],
    fixes: [
      "Retry with backoff, and run fewer tasks at once",
      "Raise the request units or the account's limits",
    ],
  },
  {
    id: "azure/lease-conflict",
    title: "Azure blob is leased or already exists",
    category: "infrastructure",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /There is currently a lease on the (?<kind>blob|container|resource) and no lease ID was specified/,
        /The specified (?<kind>blob|path|container|queue) already exists/,
        /The condition specified using HTTP conditional header\(s\) is not met/,
        /The specified container is being deleted\. Try operation later/,
      ],
    },
    rootCause:
      "The file or container[[ ({kind})]] already exists, is leased, or was changed by another writer",
    explanation:
      "A lease blocks other writers, an upload without `overwrite` rejects an existing name, and conditional writes fail if the file changed in the meantime.",
    checks: ["What else writes the same path, and whether an earlier run left it behind"],
    fixes: [
      "Write with `overwrite=True` if it may be replaced, or to a path unique to the run",
      "Break the lease if its holder is gone",
    ],
  },
  {
    id: "azure/adf-schema",
    title: "Data Factory column mapping failed",
    category: "schema_change",
    alternatives: ["configuration", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ErrorCode=(?:UserErrorInvalidColumnMappingColumnNotFound|UserErrorSchemaMappingCannotInferSinkColumnType|UserErrorInvalidColumnName|MappingColumnNameNotFoundInSourceFile|DelimitedTextColumnNameNotAllowNull|DelimitedTextMoreColumnsThanDefined)/,
        /Column '?(?<column>[^'\n,]{1,120})'? specified in column mapping cannot be found in source data/,
      ],
    },
    rootCause: "The source's columns do not match the mapping[[: `{column}` is missing]]",
    explanation:
      "The copy activity maps columns by name or position; the source lost, gained or renamed some.",
    checks: ["The source's header against the activity's mapping and dataset schema"],
    fixes: ["Re-import the schema and fix the mapping", "Restore the column at the source"],
  },
  {
    id: "azure/pipeline-failed",
    title: "Data Factory or Synapse pipeline failed",
    category: "configuration",
    alternatives: [
      "unknown",
      "code_bug",
      "data_quality",
      "warehouse_sql",
      "auth_permission",
      "network_timeout",
    ],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Pipeline run (?<run>[\w-]{8,60}) has failed or has been cancelled/,
        /Operation on target (?<activity>[^:\n]{1,120}?) failed: (?<reason>[^\n]{1,200})/,
        /ErrorCode=(?<code>\w{4,80}),'Type=Microsoft\.DataTransfer[\w.]{0,80},Message=(?<reason>[^\n]{1,150})/,
        /ErrorCode=(?<reason>\w{4,80}),'Type=Microsoft\.DataTransfer/,
      ],
    },
    rootCause: "The pipeline[[ run {run}]] failed[[ in activity `{activity}`]][[: {reason}]][[ ({code})]]",
    explanation:
      "The orchestrator sees only the final state; the activity's error is in the Data Factory or Synapse monitor.",
    checks: ["The failed activity's error and input in the monitor"],
    fixes: ["Fix what that error describes, then rerun from the failed activity"],
  },
];
