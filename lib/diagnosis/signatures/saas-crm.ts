import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** APIs of CRM, ERP and ticket systems: Salesforce, HubSpot, Marketo, NetSuite, Dynamics 365, ServiceNow. */
export const saasCrmSignatures: Signature[] = [
  {
    id: "salesforce/session",
    title: "Salesforce login refused or session over",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\b(?<code>INVALID_SESSION_ID|INVALID_AUTH_HEADER)\b/,
        /\b(?<code>INVALID_LOGIN|LOGIN_MUST_USE_SECURITY_TOKEN|INVALID_OPERATION_WITH_EXPIRED_PASSWORD|LOGIN_DURING_RESTRICTED_(?:TIME|DOMAIN)|PASSWORD_LOCKOUT)\b/,
        /SalesforceAuthenticationFailed: (?<code>\w{3,60})/,
      ],
    },
    rootCause: "Salesforce refused the login or the session ({code})",
    explanation:
      "The password, security token or connected app is wrong or expired, the user is locked or bound to certain networks, or the session ended while the job ran.",
    checks: [
      "The login history of the integration user in Salesforce Setup: the reason of each refusal",
      "Whether the password was reset, which also replaces the security token",
      "Whether a sandbox user logs in at `test.salesforce.com`",
    ],
    fixes: [
      "For INVALID_SESSION_ID, log in again and rerun; have long jobs renew the session",
      "Renew password and security token of the integration user in the connection",
      "Add the network to the trusted IP ranges, or use OAuth (JWT bearer) with a connected app",
    ],
  },
  {
    id: "salesforce/api-limit",
    title: "Salesforce API limit reached",
    category: "rate_limit",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /\b(?<limit>REQUEST_LIMIT_EXCEEDED)\b/,
        /TotalRequests Limit exceeded/,
        /ExceededQuota ?: ?(?<limit>[\w ]{3,60}?) Limit exceeded/i,
        /\b(?<limit>ConcurrentPerOrgLongTxn|ConcurrentRequests?) Limit exceeded/,
      ],
      also: [/[Ss]alesforce|sfdc|TotalRequests|ExceededQuota|ConcurrentPerOrg|ConcurrentReq/],
      not: [/NetSuite|SSS_|databricks|organization has exceeded the rate limit/i],
    },
    rootCause: "Salesforce refuses further calls: a limit of the organization is used up[[ ({limit})]]",
    explanation:
      "Salesforce counts API calls and bulk batches of the whole organization over a rolling 24 hours, and limits long requests that run at the same time. Every integration shares them.",
    checks: [
      "Which user or connected app uses the calls (Setup: Company Information, API Usage Last 24 Hours)",
    ],
    fixes: [
      "Run again later: the window moves on by the hour",
      "Read in bulk (Bulk API 2.0, larger batches) and only what changed (`SystemModstamp`)",
      "Start integrations at different times, or buy more calls",
    ],
  },
  {
    id: "salesforce/no-such-field",
    title: "Salesforce field or object does not exist for this user",
    category: "schema_change",
    alternatives: ["auth_permission", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /No such column '(?<field>[\w.]{1,120})' on (?:entity|sobject of type) '?(?<object>\w{1,120})/,
        /sObject type '(?<object>\w{1,120})' is not supported/,
        /InvalidBatch ?: ?Field name not found ?: ?(?<field>[\w.]{1,120})/,
        /INVALID_FIELD_FOR_INSERT_UPDATE\b[^\n]{0,160}?: (?<field>\w{1,80}__c\b)/,
      ],
    },
    rootCause: "Salesforce does not know [[the field `{field}`]][[ of `{object}`]] for this user",
    explanation:
      "The field or object was renamed or deleted, or field-level security hides it from the integration user: the API reports both in the same words.",
    checks: [
      "Whether the field still exists in Object Manager and under which API name",
      "Field-level security of the integration user's profile and permission sets",
    ],
    fixes: [
      "Adapt the query or mapping if the field was renamed or removed",
      "Grant the integration user read access to the field if it exists",
      "Refresh the connector's schema",
    ],
  },
  {
    id: "salesforce/row-lock",
    title: "Salesforce record is locked",
    category: "warehouse_sql",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "transient",
    match: { message: [/\bUNABLE_TO_LOCK_ROW\b/, /unable to obtain exclusive access to this record/] },
    rootCause: "Salesforce could not lock a record that another process was changing",
    explanation:
      "An update locks the record and its parents (account, campaign). Parallel batches with children of the same parent wait for one another and give up after about 10 seconds.",
    checks: ["Other loads, flows and triggers that change the same records or their parents at that time"],
    fixes: [
      "Load the failed records again",
      "Sort the records by parent id, or load with smaller batches in serial mode",
    ],
  },
  {
    id: "salesforce/record-rejected",
    title: "Salesforce rejected a record",
    category: "data_quality",
    alternatives: ["configuration", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\b(?<code>FIELD_CUSTOM_VALIDATION_EXCEPTION|REQUIRED_FIELD_MISSING|INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST|INVALID_EMAIL_ADDRESS|DUPLICATES_DETECTED|DUPLICATE_EXTERNAL_ID|MALFORMED_ID|FIELD_INTEGRITY_EXCEPTION|INVALID_CROSS_REFERENCE_KEY|ENTITY_IS_DELETED|NUMBER_OUTSIDE_VALID_RANGE)\b/,
      ],
      names: [/\b(?<field>\w{1,80}__c)\b/],
    },
    rootCause: "Salesforce rejected a record[[ because of `{field}`]] ({code})",
    explanation:
      "The value breaks a rule of the organization: a required field, a restricted picklist, a validation or duplicate rule, or a reference to a record that does not exist.",
    checks: ["The message after the code, and the rejected record in the result file"],
    fixes: [
      "Correct the value in the source or the mapping and load the failed records again",
      "Have the Salesforce administrator change the rule if the value is right",
    ],
  },
  {
    id: "salesforce/access",
    title: "Salesforce user may not do this",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\b(?<code>INSUFFICIENT_ACCESS(?:_OR_READONLY|_ON_CROSS_REFERENCE_ENTITY)?|API_DISABLED_FOR_ORG|API_CURRENTLY_DISABLED)\b/,
      ],
    },
    rootCause: "The Salesforce user lacks a permission ({code})",
    explanation:
      "Profile, permission sets and sharing rules decide what a user may read and change; the API itself is a permission too.",
    checks: ["The integration user's profile and permission sets, and the owner of the record"],
    fixes: ["Grant the integration user the object permission (or “API Enabled”) through a permission set"],
  },
  {
    id: "hubspot/scopes",
    title: "HubSpot token is expired or lacks a scope",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\b(?<code>MISSING_SCOPES)\b/,
        /This app hasn't been granted all required scopes/,
        /\b(?<code>EXPIRED_AUTHENTICATION|INVALID_AUTHENTICATION)\b/,
      ],
      names: [/requiredGranularScopes\W{1,8}(?<scope>[\w.-]{3,80})/],
    },
    rootCause: "HubSpot refused the token: it is expired or lacks a scope[[ (`{scope}`)]][[ ({code})]]",
    explanation:
      "Each HubSpot endpoint needs certain scopes of the app. OAuth tokens expire after 30 minutes and must be refreshed.",
    checks: ["The app's scopes, and whether the job refreshes its OAuth token"],
    fixes: [
      "Add the missing scope to the private app, or reinstall the OAuth app with it",
      "Refresh the access token before it expires, or use a private app's token",
    ],
  },
  {
    id: "hubspot/property-missing",
    title: "HubSpot property does not exist",
    category: "schema_change",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/\bPROPERTY_DOESNT_EXIST\b/],
      names: [/Property [\\"]{1,8}(?<property>[\w.-]{1,100})[\\"]{1,8} does not exist/],
    },
    rootCause: "The HubSpot property[[ `{property}`]] does not exist",
    explanation:
      "The property was archived, deleted or renamed in HubSpot, or was never created in this portal.",
    checks: ["The object's properties in this portal, including archived ones, and their internal names"],
    fixes: ["Remove or rename the property in the mapping", "Restore or create the property in HubSpot"],
  },
  {
    id: "hubspot/rate-limit",
    title: "HubSpot limit reached",
    category: "rate_limit",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /You have reached your (?<limit>secondly|ten_secondly_rolling|daily) limit/,
        /["']?policyName["']?: ?["']?(?<limit>SECONDLY|TEN_SECONDLY_ROLLING|DAILY)\b/,
      ],
    },
    rootCause: "HubSpot refuses further calls: the {limit} limit is used up",
    explanation:
      "HubSpot limits calls per app over a few seconds, and calls of the whole account per day. The search API has a lower limit of its own.",
    checks: [
      "Which limit it is: the short one passes within seconds, the daily one at midnight of the account's time zone",
    ],
    fixes: [
      "Wait and repeat, honouring `Retry-After`; lower the number of parallel calls",
      "Use batch endpoints, and read only what changed",
    ],
  },
  {
    id: "marketo/limit",
    title: "Marketo quota used up",
    category: "rate_limit",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Max rate limit '(?<limit>\d{1,6})' exceeded with ?in '(?<seconds>\d{1,6})' secs/,
        /Daily API Request Quota Reached|Export daily quota (?<limit>\w{1,12}) exceeded/i,
        /Concurrent access limit '(?<limit>\d{1,6})' reached/,
      ],
    },
    rootCause: "Marketo refuses further calls: a limit is used up[[: {limit}]][[ calls in {seconds} s]]",
    explanation:
      "Marketo answers with HTTP 200 and an error code: 606 for calls in 20 seconds, 607 for calls per day, 615 for parallel calls, 1029 for bulk exports. All integrations of the instance share the quota.",
    checks: ["The code, and which integrations use the same Marketo instance"],
    fixes: [
      "For 606 and 615, wait 20 seconds and run fewer calls at a time",
      "For 607 and 1029, wait for midnight Central Time; export in bulk and only what changed",
    ],
  },
  {
    id: "netsuite/limit",
    title: "NetSuite governance limit reached",
    category: "rate_limit",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /\b(?<code>SSS_REQUEST_LIMIT_EXCEEDED|SSS_USAGE_LIMIT_EXCEEDED|SSS_TIME_LIMIT_EXCEEDED|EXCEEDED_REQUEST_LIMIT|WS_CONCUR_SESSION_DISALLWD|EXCEEDED_CONCURRENCY_LIMIT_PER_INTEGRATION|WS_REQUEST_BLOCKED)\b/,
      ],
    },
    rootCause: "NetSuite stopped the request at a governance limit ({code})",
    explanation:
      "NetSuite limits concurrent requests of the account and of each integration, and gives each script a number of usage units and a time.",
    checks: [
      "Setup, Integration, Integration Governance: peak concurrency and which integration uses it",
      "For SSS_USAGE_LIMIT_EXCEEDED, what the script does per record",
    ],
    fixes: [
      "Repeat with growing pauses and run fewer requests in parallel",
      "Move script work that exceeds its units to a map/reduce script, or process fewer records per run",
    ],
  },
  {
    id: "netsuite/field-missing",
    title: "NetSuite field is not available",
    category: "schema_change",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Field '(?<field>[\w.]{1,120})' for record '(?<record>\w{1,80})' was not found\. Reason: (?<reason>[A-Z_]{3,40})/,
      ],
    },
    rootCause: "NetSuite has no field `{field}` on `{record}` for this role ({reason})",
    explanation:
      "REMOVED means that the field is gone; NOT_EXPOSED that searches and SuiteQL cannot read it; a permission reason that the role may not see it.",
    checks: ["The field in the Records Catalog (Setup, Records Catalog) with the integration's role"],
    fixes: ["Adapt the query to the new field", "Give the integration's role access to the field"],
  },
  {
    id: "dynamics/limit",
    title: "Dynamics 365 service protection limit",
    category: "rate_limit",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Number of requests exceeded the limit of (?<limit>\d{1,8}) over time window of (?<seconds>\d{1,6}) seconds/i,
        /Combined execution time of incoming requests exceeded limit/i,
        /\b(?:0x8007232[126]|-2147015902|-2147015903|-2147015898)\b/,
      ],
    },
    rootCause: "Dataverse throttles this user[[: more than {limit} requests in {seconds} s]]",
    explanation:
      "Dataverse limits each user per web server over five minutes: 6,000 requests, 20 minutes of execution time, 52 at a time.",
    checks: ["How many requests run in parallel, and the `Retry-After` header"],
    fixes: [
      "Wait for `Retry-After` and repeat",
      "Use fewer threads or smaller batches; spread load over several application users",
    ],
  },
  {
    id: "servicenow/not-authenticated",
    title: "ServiceNow refused the login",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/User Not Authenticated/, /Required to provide Auth information/],
      not: [/^\s*INFO\b/],
    },
    rootCause: "ServiceNow refused the login of the integration user",
    explanation:
      "The password or token is wrong or expired, or the user is locked, inactive or without web service access.",
    checks: ["The user in ServiceNow: active, not locked out, “Web service access only”, its roles"],
    fixes: [
      "Renew the credentials in the connection",
      "Unlock the user and give it the roles that the tables need",
    ],
  },
];
