import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const saasApiExamples: SignatureExamples = {
  "google-ads/version-ended": {
    examples: [
      {
        text: "RequestError.UNSUPPORTED_VERSION: Version v13 is deprecated. Requests to this version will be blocked.",
        captures: { version: "v13" },
      },
    ],
    nearMisses: [{ text: "DeprecationWarning: API version v13 will be removed in a future release" }],
  },
  "google-ads/field-unknown": {
    examples: [
      {
        text: "QueryError.UNRECOGNIZED_FIELD: Unrecognized field in the query: 'metrics.average_position'.",
        captures: { field: "metrics.average_position" },
      },
    ],
    nearMisses: [{ text: 'Unrecognized field "crate_no" (class com.acme.Crate), not marked as ignorable' }],
  },
  "google-ads/account-denied": {
    examples: [
      {
        text: "AuthorizationError.USER_PERMISSION_DENIED: User doesn't have permission to access customer. Note: If you're accessing a client customer, the manager's customer id must be set in the 'login-customer-id' header.",
      },
      {
        text: "AuthorizationError.CUSTOMER_NOT_ENABLED: The customer account can't be accessed because it is not yet enabled or has been deactivated.",
      },
    ],
    nearMisses: [{ text: "User doesn't have permission to access table crates" }],
  },
  "meta-ads/token": {
    examples: [
      {
        text: "(#190) Error validating access token: Session has expired on Tuesday, 14-May-24 03:00:00 PDT.",
      },
    ],
    nearMisses: [{ text: "Error validating access to bucket harbour-raw" }],
  },
  "meta-ads/rate-limit": {
    examples: [
      {
        text: "facebook_business.exceptions.FacebookRequestError: (#17) User request limit reached",
        captures: { code: "17" },
      },
      { text: "(#80004) There have been too many calls to this ad-account. Wait a bit and try again." },
    ],
    nearMisses: [{ text: "fix: close the reader (#17) before the retry" }],
  },
  "meta-ads/field-or-version": {
    examples: [
      {
        text: "(#100) Tried accessing nonexisting field (crate_reach) on node type (AdsInsights)",
        captures: { field: "crate_reach" },
      },
      {
        text: "(#2635) You are calling a deprecated version of the Ads API. Please update to the latest version.",
      },
    ],
    nearMisses: [{ text: "(#100) Missing permissions" }],
  },
  "shopify/scope": {
    examples: [
      {
        text: '{"errors":"[API] This action requires merchant approval for read_all_orders scope."}',
        captures: { scope: "read_all_orders" },
      },
    ],
    nearMisses: [{ text: "This action requires approval by the harbour master" }],
  },
  "shopify/throttled": {
    examples: [
      {
        text: '{"errors":"Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service."}',
        captures: { limit: "2" },
      },
      {
        text: "Throttled: query cost 1002 exceeds currently available 418 points",
        captures: { cost: "1002" },
      },
    ],
    nearMisses: [{ text: "Exceeded 2 retries for crate 41" }],
  },
  "graphql/field-unknown": {
    examples: [
      {
        text: 'Cannot query field "crateStatus" on type "Order". Did you mean "displayCrateStatus"?',
        captures: { field: "crateStatus", type: "Order" },
      },
      {
        text: "Microsoft.OData.ODataException: The property 'CrateNo' does not exist on type 'ERP.SalesLine'. Make sure to only use property names that are defined by the type.",
        captures: { field: "CrateNo", type: "ERP.SalesLine" },
      },
    ],
    nearMisses: [{ text: "error TS2339: Property 'crateNo' does not exist on type 'Crate'." }],
  },
  "microsoft-365/throttled": {
    examples: [
      {
        text: '{"error":{"code":"ApplicationThrottled","message":"Application is over its MailboxConcurrency limit."}}',
      },
      {
        text: "exchangelib.errors.ErrorServerBusy: The server cannot service this request right now. Try again later.",
      },
    ],
    nearMisses: [{ text: "Application is over its memory budget" }],
  },
  "github/secondary-limit": {
    examples: [
      { text: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again." },
    ],
    nearMisses: [{ text: "GitHub: the secondary rate limit check is off" }],
  },
  "llm/context-length": {
    examples: [
      {
        text: "openai.BadRequestError: This model's maximum context length is 16385 tokens. However, your messages resulted in 18210 tokens. Please reduce the length of the messages.",
        captures: { limit: "16385", used: "18210" },
      },
    ],
    nearMisses: [{ text: "The maximum length of the column is 16385 characters" }],
  },
  "llm/token-rate": {
    examples: [
      {
        text: "Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-02-01 have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after 22 seconds.",
        captures: { seconds: "22" },
      },
      {
        text: "429 Quota exceeded for aiplatform.googleapis.com/online_prediction_requests_per_base_model with base model: textembedding-gecko.",
      },
    ],
    nearMisses: [{ text: "Too many tokens in line 4: expected 3" }],
  },
  "oauth/user-consent": {
    examples: [
      {
        text: "plaid.exceptions.ApiException: ITEM_LOGIN_REQUIRED the login details of this item have changed",
        captures: { code: "ITEM_LOGIN_REQUIRED" },
      },
      {
        text: '{"error":"access_denied","error_description":"Client has not been granted scopes: read:crates"}',
        captures: { scopes: "read:crates" },
      },
    ],
    nearMisses: [{ text: '{"error":"temporarily_unavailable"}' }],
  },
  "jira/field-rejected": {
    examples: [
      {
        text: '{"errorMessages":[],"errors":{"customfield_10412":"Field \'customfield_10412\' cannot be set. It is not on the appropriate screen, or unknown."}}',
        captures: { field: "customfield_10412" },
      },
      {
        text: '{"errorMessages":["The value \'HARB\' does not exist for the field \'project\'."],"errors":{}}',
        captures: { value: "HARB", field: "project" },
      },
    ],
    nearMisses: [{ text: "KeyError: \"The field 'crate_no' was not found\"" }],
  },
};
