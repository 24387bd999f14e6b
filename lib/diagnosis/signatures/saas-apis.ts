import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** APIs of advertising, shops, payments, offices, language models and code hosts. */
export const saasApiSignatures: Signature[] = [
  {
    id: "google-ads/version-ended",
    title: "Google Ads API version switched off",
    category: "configuration",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /RequestError\.UNSUPPORTED_VERSION\b(?:[^\n]{0,40}?Version (?<version>v\d{1,3}))?/,
        /Version (?<version>v\d{1,3}) is deprecated\. Requests to this version will be blocked/,
      ],
    },
    rootCause: "Google Ads no longer answers this API version[[ ({version})]]",
    explanation:
      "Google switches each version of the Ads API off about a year after its release. The client library decides which version is called.",
    checks: ["The version of the client library or connector, and which API versions it supports"],
    fixes: [
      "Upgrade the client library or connector and call a current version",
      "Compare the queries with the release notes: fields are renamed and removed between versions",
    ],
    docs: ["https://developers.google.com/google-ads/api/docs/sunset-dates"],
  },
  {
    id: "google-ads/field-unknown",
    title: "Google Ads query names an unknown field",
    category: "schema_change",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Unrecognized fields? in the query: '?(?<field>[\w.]{1,120})/,
        /unexpected field (?<field>(?:metrics|segments|campaign|ad_group|customer)[\w.]{1,100}), unrecognized field in the query/,
      ],
    },
    rootCause: "The Google Ads API does not know the field `{field}`",
    explanation:
      "Fields come and go with API versions, and some only exist for certain resources; the whole query fails.",
    checks: ["The field in the reference of the API version that the job calls"],
    fixes: ["Replace or drop `{field}` in the query", "Refresh the connector's schema after an upgrade"],
    docs: ["https://developers.google.com/google-ads/api/fields/latest/overview"],
  },
  {
    id: "google-ads/account-denied",
    title: "Google Ads account not accessible",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /User doesn't have permission to access customer/,
        /\b(?<code>DEVELOPER_TOKEN_NOT_APPROVED|DEVELOPER_TOKEN_PROHIBITED|CUSTOMER_NOT_ENABLED|NOT_ADS_USER)\b/,
        /AuthorizationError\.(?<code>[A-Z_]{4,60})/,
      ],
    },
    rootCause: "Google Ads denies access to the customer account[[ ({code})]]",
    explanation:
      "The user of the refresh token must have access to the account, directly or through a manager account named in `login-customer-id`, and the developer token must be approved for it.",
    checks: [
      "Whether the user still has access, and whether the account is active",
      "`login-customer-id`: the manager account, digits only",
    ],
    fixes: [
      "Set `login_customer_id` to the manager account",
      "Give the user access to the account again, or authorize with another user",
    ],
  },
  {
    id: "meta-ads/token",
    title: "Facebook access token not valid",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Error validating access token: (?<reason>[^\n"\\]{3,120})/,
        /\(#200\) (?<reason>Ad account owner has NOT grant(?:ed)? [^\n"\\]{3,80})/,
        /\(#10\) (?<reason>Application does not have permission for this action)/,
      ],
    },
    rootCause: "Facebook does not accept the access token: {reason}",
    explanation:
      "User tokens end after about 60 days, when the password changes, or when the user loses a role. Code 190 is an invalid token, 10 and 200 are missing permissions.",
    checks: [
      "The token in the Access Token Debugger: expiry, scopes, user",
      "The user's role for ad account and page",
    ],
    fixes: [
      "Authorize again and store the new token",
      "Use a system user's token from Business Manager, which does not expire",
    ],
  },
  {
    id: "meta-ads/rate-limit",
    title: "Facebook call limit reached",
    category: "rate_limit",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /\(#(?<code>4|17|32|613|8000[0-9]|80014)\) (?<reason>[^\n"\\]{3,120})/,
        /There have been too many calls (?:from|to) this (?<what>[\w-]{2,40})/,
      ],
      also: [/limit|too many/i],
    },
    rootCause: "Facebook throttles the calls[[: {reason}]][[ (code {code})]]",
    explanation:
      "Calls are scored per app, user and ad account; large insights queries cost more. The response headers show how much is used.",
    checks: ["The headers `X-Business-Use-Case-Usage` and `X-Ad-Account-Usage`"],
    fixes: [
      "Wait for the time that the header names, then go on",
      "Ask for insights asynchronously, in smaller date ranges and with fewer breakdowns",
    ],
  },
  {
    id: "meta-ads/field-or-version",
    title: "Facebook field or API version no longer exists",
    category: "schema_change",
    alternatives: ["configuration", "auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\(#100\) Tried accessing nonexisting field \((?<field>\w{1,80})\)/,
        /\(#100\) (?<field>\w{1,80}) is not valid for fields param/,
        /\(#2635\) You are calling a deprecated version of the Ads API/,
      ],
    },
    rootCause: "The Facebook API no longer knows [[the field `{field}` or ]]this version",
    explanation:
      "Graph API versions live about two years, Marketing API versions about one; fields go with them.",
    checks: ["The API version that library or connector calls, and the changelog of the current one"],
    fixes: ["Upgrade the library (`facebook_business`) or connector", "Drop or replace the field"],
  },
  {
    id: "shopify/scope",
    title: "Shopify app lacks a scope",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: { message: [/This action requires merchant approval for (?<scope>\w{3,60}) scope/] },
    rootCause: "The Shopify app lacks the scope `{scope}`",
    explanation:
      "A token carries the scopes that the merchant approved at installation; new ones need a new approval.",
    checks: ["The app's scopes in the shop's admin"],
    fixes: ["Add `{scope}` to the app, install it again and use the new token"],
    docs: ["https://shopify.dev/docs/api/usage/access-scopes"],
  },
  {
    id: "shopify/throttled",
    title: "Shopify call limit reached",
    category: "rate_limit",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Exceeded (?<limit>\d{1,4}) calls per second for api client/,
        /Throttled: query cost (?<cost>\d{1,6}) exceeds/,
        /query cost (?<cost>\d{1,7}), which exceeds the single query max cost limit/,
      ],
    },
    rootCause:
      "Shopify throttles the app[[: more than {limit} calls per second]][[: the query costs {cost} points]]",
    explanation:
      "Shopify fills a bucket per app and shop at a fixed rate: calls for REST, points for GraphQL, where nested connections are expensive.",
    checks: ["`X-Shopify-Shop-Api-Call-Limit`, or `extensions.cost` of the GraphQL response"],
    fixes: [
      "Wait for `Retry-After` and call more slowly",
      "Ask for fewer nodes per page, or use a bulk operation",
    ],
    docs: ["https://shopify.dev/docs/api/usage/limits"],
  },
  {
    id: "graphql/field-unknown",
    title: "GraphQL field does not exist",
    category: "schema_change",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot query field "(?<field>\w{1,100})" on type "(?<type>\w{1,100})"/,
        /Field '(?<field>\w{1,100})' doesn't exist on type '(?<type>\w{1,100})'/,
        /The property '(?<field>\w{1,100})' does not exist on type '(?<type>[\w.]{1,160})'/,
      ],
    },
    rootCause: "The API's type `{type}` has no field `{field}`",
    explanation:
      "The server checks the query against its schema before it runs. The field was renamed or removed, or belongs to another version of the API.",
    checks: ["The API's current schema and changelog for `{type}`"],
    fixes: [
      "Use the field that replaced `{field}`",
      "Call the API version that the query was written for, as long as it lives",
    ],
  },
  {
    id: "microsoft-365/throttled",
    title: "Microsoft Graph, SharePoint or Exchange throttles the app",
    category: "rate_limit",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /\bApplicationThrottled\b|Application is over its (?<limit>\w{3,40}) limit/,
        /\(429\) The request has been throttled/,
        /ErrorServerBusy\b[^\n]{0,40}The server cannot service this request right now/,
      ],
    },
    rootCause: "Microsoft 365 throttles the app[[: its {limit} limit is used up]]",
    explanation:
      "The services limit requests per app, tenant and mailbox; Exchange allows an app four parallel requests to one mailbox.",
    checks: ["The `Retry-After` header, and how many requests run in parallel"],
    fixes: ["Wait for `Retry-After` and repeat", "Lower the parallelism, use delta queries"],
    docs: ["https://learn.microsoft.com/en-us/graph/throttling"],
  },
  {
    id: "github/secondary-limit",
    title: "GitHub secondary rate limit",
    category: "rate_limit",
    strength: "certain",
    transience: "transient",
    match: { message: [/You have exceeded a secondary rate limit/] },
    rootCause: "GitHub blocks the token for a while: too many requests in a short time",
    explanation:
      "Besides the hourly limit GitHub restricts parallel requests, CPU time and content created per minute.",
    checks: ["How many jobs use the same token in parallel", "The `Retry-After` header"],
    fixes: ["Wait for `Retry-After` (a minute if there is none), then make requests one after another"],
    docs: ["https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api"],
  },
  {
    id: "llm/context-length",
    title: "Prompt longer than the model's context",
    category: "resource_exhausted",
    alternatives: ["code_bug", "data_quality", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /maximum context length is (?<limit>\d{3,8}) tokens/,
        /\bcontext_length_exceeded\b/,
        /prompt is too long: (?<used>\d{3,8}) tokens > (?<limit>\d{3,8}) maximum/,
      ],
      names: [/resulted in (?<used>\d{3,8}) tokens/, /you requested (?<used>\d{3,8}) tokens/],
    },
    rootCause: "The prompt[[ of {used} tokens]] is longer than the model's context[[ of {limit} tokens]]",
    explanation:
      "Prompt and answer together must fit into the model's context; the request is refused as a whole.",
    checks: ["The document or row that made the prompt this long"],
    fixes: ["Split or truncate the input by tokens before the call", "Use a model with a longer context"],
  },
  {
    id: "llm/token-rate",
    title: "Language model token limit per minute reached",
    category: "rate_limit",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /have exceeded (?:the )?(?:token|call) rate limit of your current/,
        /Rate limit reached for (?<model>[\w.:-]{2,60}) (?:in organization|on )/,
        /Too many tokens, please wait before trying again/,
        /online_prediction_requests_per_base_model/,
      ],
      names: [/[Bb]ase[ _]model: ?(?<model>[\w.-]{2,60})/, /retry after (?<seconds>\d{1,5}) seconds/],
    },
    rootCause:
      "The language model's quota per minute is used up[[ (`{model}`)]][[; retry after {seconds} s]]",
    explanation:
      "Requests and tokens per minute are limited per model and account or region, across all callers.",
    checks: ["Which jobs share the quota, and tokens per request including `max_tokens`"],
    fixes: [
      "Repeat after the given time with growing pauses and fewer parallel requests",
      "Ask for a higher quota, or use the batch API",
    ],
  },
  {
    id: "oauth/user-consent",
    title: "A user has to log in or consent again",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\b(?<code>ITEM_LOGIN_REQUIRED)\b/,
        /["']error["']: ?["'](?<code>consent_required|interaction_required|login_required)["']/,
        /Client has not been granted scopes: (?<scopes>[\w: ,.-]{2,120})/,
      ],
    },
    rootCause: "The API asks for a user's login or consent[[ ({code})]][[; missing scopes: {scopes}]]",
    explanation:
      "The stored authorization no longer suffices: the password or second factor changed, the consent was never given or was revoked, or a scope is missing. A job cannot do that itself.",
    checks: ["Which account authorized the connection, and what changed there"],
    fixes: [
      "Have the account's owner go through the provider's login or consent page again",
      "Grant the client the missing scopes",
    ],
  },
  {
    id: "jira/field-rejected",
    title: "Jira does not take a field or its value",
    category: "schema_change",
    alternatives: ["configuration", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Field '(?<field>[\w ]{1,100})' cannot be set\. It is not on the appropriate screen, or unknown/,
        /The value '(?<value>[^'\n]{1,120})' does not exist for the field '(?<field>[^'\n]{1,100})'/,
        /Field '(?<field>[^'\n]{1,100})' does not exist or you do not have permission to view it/,
      ],
    },
    rootCause: "Jira does not accept [[the value `{value}` for ]]the field `{field}`",
    explanation:
      "Jira checks fields against the project's screens and configuration with the caller's rights: a field that was removed, renamed or is not visible to the user is unknown.",
    checks: [
      "The field's id and its screens in this project, and whether the API user sees project and field",
    ],
    fixes: [
      "Use the current field, value or project key in the request or JQL",
      "Put the field on the screen, or give the API user access to the project",
    ],
  },
];
