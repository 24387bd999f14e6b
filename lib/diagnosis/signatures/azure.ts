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
    match: {
      message: [
        /(?<code>AADSTS\d{5,8}): (?<reason>[^\n]{1,200}?)(?:[.:] Trace ID| Trace ID|$|\n)/,
        /(?<code>AADSTS\d{5,8}): (?<reason>[^\n]{1,200})/,
      ],
      names: [/app(?:lication)?(?: with identifier)? '(?<app>[\w-]{8,80})'/i],
      not: [/AADSTS7000222|AADSTS7000215/],
    },
    rootCause: "Entra ID rejected the login ({code}): {reason}",
    explanation:
      "Entra ID refused to issue a token: an unknown application (700016) or tenant (90002), a missing consent (65001), a locked user (50053), or a policy that requires a second factor (50076, 53003).",
    checks: [
      "Client id and tenant in the connection against the app registration",
      "Sign-in logs in Entra ID for that application",
    ],
    fixes: [
      "Correct client id or tenant for 700016 and 90002; exclude the service principal from the policy for 50076 and 53003; grant admin consent for 65001",
      "Use a managed identity or a federated credential",
    ],
    docs: ["https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes"],
  },
  {
    id: "azure/client-secret",
    title: "Client secret of the Entra app expired or wrong",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<code>AADSTS7000222)\b[^\n]{0,160}(?<problem>expired)/,
        /(?<code>AADSTS7000215): (?<problem>Invalid client secret provided)/,
        /(?<code>AADSTS70002(?:22|15))\b/,
      ],
      names: [/app '(?<app>[\w-]{8,80})'/],
    },
    rootCause: "Entra ID rejects the client secret of the app[[ `{app}`]] ({code}[[: {problem}]])",
    explanation:
      "AADSTS7000222 means that the secret has passed its end date, AADSTS7000215 that the value sent is not the secret (often its id). The login itself and the network are fine.",
    checks: [
      "Expiry of the app's secrets: `az ad app credential list --id[[ {app}]]`",
      "Which secret the connection or Spark configuration holds, and when it was last changed",
    ],
    fixes: [
      "Create a new secret (`az ad app credential reset --id[[ {app}]] --append`) and put its value (not its id) into the secret store or connection",
      "Run the job again, and set a reminder before the end date, or use a managed identity or certificate",
    ],
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
      names: [/(?<source>ManagedIdentityCredential) authentication unavailable[.,] (?<reason>[^\n]{1,120})/],
    },
    rootCause: "The task found no Azure credentials[[: {source} says {reason}]]",
    explanation:
      "The client tried the environment, the managed identity and the command-line logins in turn; the worker has none of them.",
    checks: [
      "Whether the machine or pod has a managed identity, and its client id",
      "`AZURE_CLIENT_ID`, `AZURE_TENANT_ID`, `AZURE_CLIENT_SECRET` on the worker",
    ],
    fixes: [
      'Assign a managed identity to the machine or pod (workload identity: label `azure.workload.identity/use: "true"` and an annotated service account)',
      "Or set `AZURE_CLIENT_ID`, `AZURE_TENANT_ID` and `AZURE_CLIENT_SECRET` where the task runs",
      "With several identities pass the client id (`AZURE_CLIENT_ID`, `managed_identity_client_id`)",
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
      names: [
        /(?<path>(?:abfss?|wasbs?):\/\/[^\s'",]{3,300})/,
        /(?<path>https:\/\/[\w-]{3,24}\.(?:blob|dfs)\.core\.windows\.net\/[^\s'",?]{1,300})/,
        /(?:Path|[Ff]ile ?[Nn]ame|blob): ?'(?<path>[^'\n]{1,200})'/,
      ],
    },
    rootCause:
      "The file[[ `{path}`]] that the task reads does not exist in Azure storage[[ (no such {kind})]]",
    explanation:
      "The container has no file by exactly that name: the step that writes it has not run or wrote somewhere else, or the name was built wrong.",
    checks: [
      "What exists in the same folder, and when it was written",
      "How the name is built (date, case, leading slash)",
    ],
    fixes: [
      "Run the step that writes the file, or wait for it with a sensor",
      "Correct the path or the date in it (names are case-sensitive): `az storage fs file list -f CONTAINER --path FOLDER --account-name ACCOUNT`",
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
      names: [
        /\(name\/id\) (?<name>[\w.-]{1,127}) was not found/,
        /(?:Resource|resource) '(?<name>[^'\n]{3,200})'/,
      ],
    },
    rootCause: "The Azure resource[[ `{name}`]] does not exist[[ ({kind})]]",
    explanation:
      "The container, secret or other resource belongs to another account or environment, or was deleted.",
    checks: ["Account, vault, resource group and name of the call against what exists there"],
    fixes: [
      "Correct the name[[ `{name}`]], account, vault or resource group in the task's settings",
      "Create it, or recover it if it was soft-deleted (`az keyvault secret recover`)",
    ],
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
      names: [/over scope '(?<scope>[^'\n]{3,250})'/],
    },
    rootCause:
      "Azure denies the task's identity[[ `{principal}`]] the action[[ `{action}`]][[ on `{scope}`]]",
    explanation:
      "The identity is known but has no role that allows the action. Owner or Contributor on a storage account does not include reading its data; that takes `Storage Blob Data Reader` or `Contributor`. New role assignments take a few minutes.",
    checks: ["The identity's role assignments on the account, container or vault (and ADLS folder ACLs)"],
    fixes: [
      'Assign the role: `az role assignment create --assignee[[ {principal}]] --role "Storage Blob Data Contributor" --scope …` (another role for other services)[[; the action is `{action}`]]',
      "For ADLS folders with ACLs also grant execute on all parent folders",
      "Wait some minutes: new assignments take effect with a delay",
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
      names: [/Cannot open server '(?<server>[\w.-]{2,80})'/],
    },
    rootCause:
      "The network rules of the Azure service[[ `{server}`]] block the worker[[ (its address is {address})]]",
    explanation:
      "Storage accounts, vaults and SQL servers can be closed to all but selected networks. `AuthorizationFailure` without `using this permission` means that firewall, not a missing role.",
    checks: ["The service's network settings, and the worker's outgoing address or subnet"],
    fixes: [
      "Allow the address or subnet: `az sql server firewall-rule create[[ --server {server}]] …[[ --start-ip-address {address} --end-ip-address {address}]]`, or `az storage account network-rule add …`",
      "Add a private endpoint, or run the task in an allowed network",
    ],
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
      names: [
        /Signature not valid in the specified time frame: Start \[[^\]\n]{1,60}\] - Expiry \[(?<expiry>[^\]\n]{1,60})\]/,
        /(?<account>[a-z0-9]{3,24})\.(?:blob|dfs|queue|file)\.core\.windows\.net/,
      ],
    },
    rootCause:
      "Azure storage rejected the key or token[[ for the account `{account}`]][[: it expired at {expiry}]]",
    explanation:
      "The account key was rotated, the SAS token has expired or does not cover the request, the worker's clock is off, or the account no longer allows keys.",
    checks: [
      "Expiry (`se=`) and permissions (`sp=`) of the token, and whether the keys were rotated",
      "Whether a `?` or `%` of the token got lost in the connection",
    ],
    fixes: [
      "Create a new SAS token (`az storage container generate-sas …`) or take the current key (`az storage account keys list -n[[ {account}]]`) and put it into the connection",
      "Use a managed identity with `Storage Blob Data Contributor` if the account does not allow keys",
      "Synchronize the worker's clock if the token is still valid",
    ],
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
      names: [
        /(?<what>(?:Operations per second|Ingress|Egress) is over the account limit|Request rate is large)/,
      ],
    },
    rootCause: "Azure throttles the requests[[ ({code})]][[: {what}]]",
    explanation: "The account, database or subscription hit its limit on requests or bytes per second.",
    checks: ["The service's throttling metric at that time, and what else was using it"],
    fixes: [
      "Retry with backoff, and run fewer tasks at once",
      "Raise the request units or the account's limits",
    ],
  },
  {
    id: "azure/lease-conflict",
    title: "File is leased or was changed by another writer",
    category: "infrastructure",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /There is currently a lease on the (?<kind>blob|container|resource) and no lease ID was specified/,
        /The condition specified using HTTP conditional header\(s\) is not met/,
      ],
    },
    rootCause: "Another writer holds a lease on the[[ {kind}]] file or changed it in the meantime",
    explanation:
      "A lease blocks other writers, and a conditional write fails if the file changed in the meantime.",
    checks: ["What else writes the same path, and whether an earlier run left it behind"],
    fixes: [
      "Wait for the other writer, or break the lease if its holder is gone: `az storage blob lease break -b BLOB -c CONTAINER --account-name ACCOUNT`",
      "Write to a path of its own per run",
    ],
  },
  {
    id: "azure/already-exists",
    title: "File or container already exists",
    category: "code_bug",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The specified (?<kind>blob|path|container|queue) already exists/,
        /The specified (?<kind>container) is being deleted\. Try operation later/,
      ],
      names: [/(?<path>https:\/\/[\w-]{3,24}\.(?:blob|dfs)\.core\.windows\.net\/[^\s'",?]{1,300})/],
    },
    rootCause: "The Azure {kind}[[ `{path}`]] already exists, and the task does not overwrite it",
    explanation:
      "An upload without `overwrite` is rejected if the name exists, so a rerun fails where the first run succeeded; a container that is being deleted keeps its name for about half a minute.",
    checks: ["Whether an earlier run or attempt created it"],
    fixes: [
      "Pass `overwrite=True` if it may be replaced, or write to a path with the run's date",
      "Ignore `ResourceExistsError` when the container only has to exist",
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
        /ErrorCode=(?<code>UserErrorInvalidColumnMappingColumnNotFound|UserErrorSchemaMappingCannotInferSinkColumnType|UserErrorInvalidColumnName|MappingColumnNameNotFoundInSourceFile|DelimitedTextColumnNameNotAllowNull|DelimitedTextMoreColumnsThanDefined)/,
        /Column '?(?<column>[^'\n,]{1,120})'? specified in column mapping cannot be found in source data/,
      ],
      names: [/Column '?(?<column>[^'\n,]{1,120})'? specified in column mapping cannot be found/],
    },
    rootCause:
      "The source's columns do not match the copy activity's mapping[[: `{column}` is missing]][[ ({code})]]",
    explanation:
      "The copy activity maps columns by name or position; the source lost, gained or renamed some.",
    checks: ["The source's header against the activity's mapping and dataset schema"],
    fixes: [
      "Import the schema again in the activity's mapping and map[[ `{column}`]] the renamed column",
      "Restore the column at the source if it was dropped by mistake",
    ],
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
        /Operation on target (?<activity>[^:\n]{1,120}?) failed: (?:ErrorCode=(?<code>\w{4,80}),'Type=|(?<reason>[^\n]{1,200}))/,
        /ErrorCode=(?<code>\w{4,80}),'Type=Microsoft\.DataTransfer[\w.]{0,80},Message=(?<reason>[^\n]{1,150})/,
        /ErrorCode=(?<reason>\w{4,80}),'Type=Microsoft\.DataTransfer/,
      ],
      names: [/Message=(?<inner>[^\n]{1,160}?)(?:,Source=|'$|$)/],
    },
    rootCause:
      "The pipeline[[ run {run}]] failed[[ in the activity `{activity}`]][[: {reason}]][[: {inner}]][[ ({code})]]",
    explanation:
      "The orchestrator sees only the final state; the activity's error is in the Data Factory or Synapse monitor.",
    checks: ["The failed activity's error and input in the monitor"],
    fixes: [
      "Open the run[[ {run}]] in the Data Factory or Synapse monitor, fix the error of the failed activity[[ `{activity}`]] and choose “Rerun from failed activity”",
    ],
  },
];
