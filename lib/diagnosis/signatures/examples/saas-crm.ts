import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const saasCrmExamples: SignatureExamples = {
  "salesforce/session": {
    examples: [
      {
        text: "simple_salesforce.exceptions.SalesforceExpiredSession: Expired session for https://harbour.my.salesforce.com. Response content: [{'message': 'Session expired or invalid', 'errorCode': 'INVALID_SESSION_ID'}]",
        captures: { code: "INVALID_SESSION_ID" },
      },
      {
        text: "simple_salesforce.exceptions.SalesforceAuthenticationFailed: INVALID_LOGIN: Invalid username, password, security token; or user locked out.",
        captures: { code: "INVALID_LOGIN" },
      },
    ],
    nearMisses: [{ text: "Session expired, creating a new one" }],
  },
  "salesforce/api-limit": {
    examples: [
      {
        text: "simple_salesforce.exceptions.SalesforceRefusedRequest: [{'message': 'TotalRequests Limit exceeded.', 'errorCode': 'REQUEST_LIMIT_EXCEEDED'}]",
        captures: { limit: "REQUEST_LIMIT_EXCEEDED" },
      },
      { text: "ExceededQuota : ApiBatchItems Limit exceeded.", captures: { limit: "ApiBatchItems" } },
    ],
    nearMisses: [{ text: "SSS_REQUEST_LIMIT_EXCEEDED: concurrent request limit exceeded. Request blocked." }],
  },
  "salesforce/no-such-field": {
    examples: [
      {
        text: "simple_salesforce.exceptions.SalesforceMalformedRequest: INVALID_FIELD: SELECT Id, Crate_No__c FROM Account ERROR at Row:1:Column:12 No such column 'Crate_No__c' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name.",
        captures: { field: "Crate_No__c", object: "Account" },
      },
      {
        text: "InvalidBatch : Field name not found : Crate_No__c",
        captures: { field: "Crate_No__c" },
      },
    ],
    nearMisses: [{ text: "sqlite3.OperationalError: no such column: crate_no" }],
  },
  "salesforce/row-lock": {
    examples: [
      {
        text: "UNABLE_TO_LOCK_ROW:unable to obtain exclusive access to this record or 1 records: 0015g00000AbCdE:--",
      },
    ],
    nearMisses: [{ text: "ORA-00054: resource busy and acquire with NOWAIT specified" }],
  },
  "salesforce/record-rejected": {
    examples: [
      {
        text: "FIELD_CUSTOM_VALIDATION_EXCEPTION:Weight must be positive:Crate_Weight__c --",
        captures: { code: "FIELD_CUSTOM_VALIDATION_EXCEPTION", field: "Crate_Weight__c" },
      },
      {
        text: "REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --",
        captures: { code: "REQUIRED_FIELD_MISSING" },
      },
    ],
    nearMisses: [{ text: "ValueError: required field missing: last_name" }],
  },
  "salesforce/access": {
    examples: [
      {
        text: "INSUFFICIENT_ACCESS_OR_READONLY:insufficient access rights on object id:--",
        captures: { code: "INSUFFICIENT_ACCESS_OR_READONLY" },
      },
    ],
    nearMisses: [{ text: "Insufficient access rights to perform the operation (ldap 50)" }],
  },
  "hubspot/scopes": {
    examples: [
      {
        text: '{"status":"error","message":"This app hasn\'t been granted all required scopes to make this call. Read more about required scopes here","category":"MISSING_SCOPES"}',
        captures: { code: "MISSING_SCOPES" },
      },
      {
        text: '{"status":"error","message":"This access token is expired! expiresAt: 1714650102881, now: 1714651300412","category":"EXPIRED_AUTHENTICATION"}',
        captures: { code: "EXPIRED_AUTHENTICATION" },
      },
    ],
    nearMisses: [
      { text: '{"status":"error","category":"VALIDATION_ERROR","message":"Property values were not valid"}' },
    ],
  },
  "hubspot/property-missing": {
    examples: [
      {
        text: '{"status":"error","message":"Property values were not valid: [{\\"isValid\\":false,\\"message\\":\\"Property \\\\\\"crate_tier\\\\\\" does not exist\\",\\"error\\":\\"PROPERTY_DOESNT_EXIST\\"}]"}',
        captures: { property: "crate_tier" },
      },
    ],
    nearMisses: [{ text: "AttributeError: property 'crate_tier' of 'Crate' object has no setter" }],
  },
  "hubspot/rate-limit": {
    examples: [
      {
        text: '{"status":"error","message":"You have reached your secondly limit.","errorType":"RATE_LIMIT","policyName":"SECONDLY"}',
        captures: { limit: "secondly" },
      },
      { text: "You have reached your daily limit. policyName: DAILY", captures: { limit: "daily" } },
    ],
    nearMisses: [{ text: "You have reached your storage limit" }],
  },
  "marketo/limit": {
    examples: [
      {
        text: '{"requestId":"1a#88","success":false,"errors":[{"code":"606","message":"Max rate limit \'100\' exceeded with in \'20\' secs"}]}',
        captures: { limit: "100", seconds: "20" },
      },
      { text: '{"success":false,"errors":[{"code":"607","message":"Daily API Request Quota Reached"}]}' },
    ],
    nearMisses: [{ text: '{"success":false,"errors":[{"code":"601","message":"Access token invalid"}]}' }],
  },
  "netsuite/limit": {
    examples: [
      {
        text: '{"type":"error.SuiteScriptError","name":"SSS_REQUEST_LIMIT_EXCEEDED","message":"Concurrent request limit exceeded. Request blocked."}',
        captures: { code: "SSS_REQUEST_LIMIT_EXCEEDED" },
      },
      { text: "SSS_USAGE_LIMIT_EXCEEDED: Script Execution Usage Limit Exceeded" },
    ],
    nearMisses: [{ text: "SSS_MISSING_REQD_ARGUMENT: search.load: Missing a required argument: id" }],
  },
  "netsuite/field-missing": {
    examples: [
      {
        text: "Invalid search query. Detailed unprocessed description follows. Search error occurred: Field 'custbody_crate' for record 'transaction' was not found. Reason: REMOVED - Field is removed",
        captures: { field: "custbody_crate", record: "transaction", reason: "REMOVED" },
      },
    ],
    nearMisses: [{ text: "Invalid search query. Invalid or unsupported search syntax near: ORDER." }],
  },
  "dynamics/limit": {
    examples: [
      {
        text: "Number of requests exceeded the limit of 6000 over time window of 300 seconds. Error code: 0x80072322",
        captures: { limit: "6000", seconds: "300" },
      },
    ],
    nearMisses: [{ text: "A record with matching key values already exists. ErrorCode: 0x80040237" }],
  },
  "servicenow/not-authenticated": {
    examples: [
      {
        text: '{"error":{"message":"User Not Authenticated","detail":"Required to provide Auth information"},"status":"failure"}',
      },
    ],
    nearMisses: [
      { text: '{"error":{"message":"No Record found","detail":"Record doesn\'t exist or ACL restricts"}}' },
    ],
  },
};
