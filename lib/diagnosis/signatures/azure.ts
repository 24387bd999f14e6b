import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** What Azure says: Entra ID, storage, Data Factory, Key Vault, Cosmos DB. */
export const azureSignatures: Signature[] = [
  {
    id: "azure/entra-login",
    title: "Entra ID refuses the login",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/(?<code>AADSTS\d{5,8}): (?<reason>[^\n']{1,200})/] },
    rootCause: "Entra ID refuses the login ({code}): {reason}",
    explanation:
      "The tenant was asked for a token and said no: a wrong or expired client secret (7000215, 7000222), an unknown application (700016) or tenant (90002), a policy that asks for a second factor (50076, 53003).",
    checks: ["Client id, tenant and expiry of the secret in the application's registration"],
    fixes: [
      "Make a new secret and put its value (not its id) into the connection",
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
      "The client tried the environment, managed identity and the command-line logins one after the other; none is there on the worker.",
    checks: [
      "Whether the machine or pod has a managed identity, and its client id",
      "`AZURE_CLIENT_ID`, `AZURE_TENANT_ID`, `AZURE_CLIENT_SECRET` of the worker",
    ],
    fixes: [
      "Give the worker a managed identity, or put the credentials into the connection",
      "Name the client id if there are several identities",
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
    rootCause: "What the task reads[[ (a {kind})]] does not exist in Azure storage",
    explanation:
      "The container holds no file of that exact name: the step that writes it has not run or wrote elsewhere, or the name was put together wrongly.",
    checks: [
      "What is there in the same folder, and when it was written",
      "How the name is made (date, case, leading slash)",
    ],
    fixes: [
      "Wait for the file with a sensor, or run the step that writes it",
      "Correct the path or the date in it",
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
    rootCause: "What the call names does not exist in Azure[[ ({kind})]][[: {reason}]]",
    explanation:
      "The container, secret or other resource is of another account or environment, or was deleted.",
    checks: ["Account, vault, group and name of the call against what exists there"],
    fixes: ["Correct the name in the task's settings", "Create it"],
  },
  {
    id: "azure/permission",
    title: "Azure denies access",
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
    rootCause: "Azure denies the task's identity the request[[ ({action})]][[, identity `{principal}`]]",
    explanation:
      "The identity is known but has no role for the action. Owner or Contributor of a storage account do not include reading its data; that is `Storage Blob Data Reader` or `Contributor`. New role assignments take some minutes.",
    checks: [
      "Role assignments of the identity on account, container or vault (and access lists of ADLS folders)",
    ],
    fixes: [
      "Assign the data role to the identity",
      "For ADLS, also give execute permission on the parent folders",
    ],
  },
  {
    id: "azure/firewall",
    title: "Azure firewall refuses the caller's network",
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
    rootCause: "The service's network rules do not let the worker in[[ (address {address})]]",
    explanation:
      "Storage accounts, vaults and SQL servers can be closed to all networks but named ones. `AuthorizationFailure` without `using this permission` is that firewall, not a missing role.",
    checks: ["Networking of the service, and the worker's outgoing address or subnet"],
    fixes: [
      "Add the subnet or address, or a private endpoint",
      "Run the task in the network that is allowed",
    ],
  },
  {
    id: "azure/storage-key",
    title: "Azure storage refuses key or SAS token",
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
    rootCause: "Azure storage does not accept the key or token[[: it expired at {expiry}]]",
    explanation:
      "The account key was renewed, the SAS token has expired or does not cover the request, the worker's clock is off, or the account takes no keys any more.",
    checks: [
      "Expiry (`se=`) and permissions (`sp=`) of the token, whether the keys were rotated",
      "Whether a `?` or `%` of the token was lost in the connection",
    ],
    fixes: ["Put the new key or token into the connection", "Use a managed identity with a data role"],
  },
  {
    id: "azure/throttled",
    title: "Azure throttles the requests",
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
    rootCause: "Azure takes no more requests for now[[ ({code})]]",
    explanation:
      "The account, database or subscription has a limit of requests or bytes per second, and it was reached.",
    checks: ["The service's throttling metric at that time, and what else used it"],
    fixes: [
      "Retry with increasing waits, run fewer tasks at once",
      "Raise the request units or the account's limits",
    ],
  },
  {
    id: "azure/lease-conflict",
    title: "Azure blob is leased or already there",
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
      "The file or container[[ ({kind})]] is there already, leased, or was changed by somebody else meanwhile",
    explanation:
      "A lease forbids writing by others, an upload without `overwrite` refuses an existing name, and conditional writes fail when the file changed in between.",
    checks: ["What else writes the same path, and whether a former run left it behind"],
    fixes: [
      "Write with `overwrite=True` if it may be replaced, or to a path of the run's own",
      "Break the lease if its holder is gone",
    ],
  },
  {
    id: "azure/adf-schema",
    title: "Data Factory: columns do not fit",
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
    rootCause: "The source's columns do not fit the mapping[[: `{column}` is missing]]",
    explanation:
      "The copy activity maps columns by name or place; the source has lost, gained or renamed some.",
    checks: ["Header of the source against the activity's mapping and dataset schema"],
    fixes: ["Import the schema again and correct the mapping", "Have the source bring the column back"],
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
        /ErrorCode=(?<reason>\w{4,80}),'Type=Microsoft\.DataTransfer/,
      ],
    },
    rootCause: "The pipeline[[ run {run}]] failed[[ in activity `{activity}`]][[: {reason}]]",
    explanation:
      "The orchestrator sees only the final state; the activity's error stands in the monitor of Data Factory or Synapse.",
    checks: ["The failed activity's error and input in the monitor"],
    fixes: ["Correct what that error names, then run from the failed activity"],
  },
];
