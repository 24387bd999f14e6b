import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const airbyteExamples: SignatureExamples = {
  "airbyte/token-expired": {
    examples: [
      {
        text: '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1762872222814,"error":{"message":"Refresh token is invalid or expired. Please re-authenticate from Sources/<your source>/Settings.","internal_message":"see the stack trace","stack_trace":"Traceback (most recent call last):\\n  File \\"/airbyte/integration_code/main.py\\"","failure_type":"config_error"}}}',
      },
      {
        text: "airbyte_cdk.utils.traced_exception.AirbyteTracedException: Refresh token is invalid or expired. Please re-authenticate from Sources/<your source>/Settings.",
      },
    ],
    nearMisses: [
      {
        text: '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1762872222814,"error":{"message":"Connection reset while reading page 3","internal_message":"see the stack trace","stack_trace":"Traceback (most recent call last):\\n  File \\"/airbyte/integration_code/main.py\\"","failure_type":"transient_error"}}}',
      },
    ],
  },
  "airbyte/config-error": {
    examples: [
      {
        text: '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1762872222814,"error":{"message":"The table no longer has the cursor column","internal_message":"x","stack_trace":"","failure_type":"config_error","stream_descriptor":{"name":"orders","namespace":"public"}}}}',
        captures: { problem: "The table no longer has the cursor column", stream: "orders" },
      },

      {
        text: '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1762872222814,"error":{"message":"The start date must be in the past","internal_message":"see the stack trace","stack_trace":"Traceback (most recent call last):\\n  File \\"/airbyte/integration_code/main.py\\"","failure_type":"config_error"}}}',
        captures: { problem: "The start date must be in the past" },
      },
      {
        text: '"failureOrigin" : "source", "failureType" : "config_error", "internalMessage" : "boom", "externalMessage" : "The start date must be in the past"',
        captures: { outer: "The start date must be in the past" },
      },
    ],
    nearMisses: [
      {
        text: '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1762872222814,"error":{"message":"boom","internal_message":"see the stack trace","stack_trace":"Traceback (most recent call last):\\n  File \\"/airbyte/integration_code/main.py\\"","failure_type":"system_error"}}}',
      },
    ],
  },
  "airbyte/transient-error": {
    examples: [
      {
        text: '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1762872222814,"error":{"message":"HTTP 503 from the vendor","internal_message":"see the stack trace","stack_trace":"Traceback (most recent call last):\\n  File \\"/airbyte/integration_code/main.py\\"","failure_type":"transient_error"}}}',
        captures: { problem: "HTTP 503 from the vendor" },
      },
      {
        text: '"failureOrigin" : "destination", "failureType" : "transient_error", "internalMessage" : "x", "externalMessage" : "The destination is busy"',
        captures: { outer: "The destination is busy" },
      },
    ],
    nearMisses: [
      {
        text: '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1762872222814,"error":{"message":"boom","internal_message":"see the stack trace","stack_trace":"Traceback (most recent call last):\\n  File \\"/airbyte/integration_code/main.py\\"","failure_type":"config_error"}}}',
      },
    ],
  },
  "airbyte/system-error": {
    examples: [
      {
        text: '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1762872222814,"error":{"message":"Something went wrong in the connector. See the logs for more details.","internal_message":"\'NoneType\' object is not subscriptable","stack_trace":"Traceback (most recent call last):","failure_type":"system_error","stream_descriptor":{"name":"orders"}}}}',
        captures: { cause: "'NoneType' object is not subscriptable", stream: "orders" },
      },

      {
        text: '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1762872222814,"error":{"message":"Something went wrong in the connector. See the logs for more details.","internal_message":"see the stack trace","stack_trace":"Traceback (most recent call last):\\n  File \\"/airbyte/integration_code/main.py\\"","failure_type":"system_error"}}}',
      },
      {
        text: '"failureOrigin" : "source", "failureType" : "system_error", "internalMessage" : "java.lang.NullPointerException", "externalMessage" : "Something went wrong within the source connector"',
        captures: { cause: "java.lang.NullPointerException" },
      },
    ],
    nearMisses: [
      {
        text: '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1762872222814,"error":{"message":"boom","internal_message":"see the stack trace","stack_trace":"Traceback (most recent call last):\\n  File \\"/airbyte/integration_code/main.py\\"","failure_type":"config_error"}}}',
      },
    ],
  },
  "airbyte/connection-check": {
    examples: [
      { text: 'State code: 3D000; Message: FATAL: database "shop" does not exist' },

      {
        text: "Could not connect with provided configuration. Error: HikariPool-1 - Connection is not available, request timed out after 60001ms.",
      },
    ],
    nearMisses: [
      { text: "State code: 28000; Error code: 1045; Message: Login refused for the replication user" },
      { text: "Connection check succeeded" },
    ],
  },
  "airbyte/login-refused": {
    examples: [
      {
        text: "State code: 28000; Error code: 1045; Message: Login refused for the replication user",
        captures: { code: "28000" },
      },
    ],
    nearMisses: [{ text: "State code: 08001; Error code: 0; Message: Communications link failure" }],
  },
  "airbyte/database-unreachable": {
    examples: [
      {
        text: "State code: 08001; Error code: 0; Message: Communications link failure",
        captures: { code: "08001", reason: "Communications link failure" },
      },
    ],
    nearMisses: [
      { text: "State code: 28000; Error code: 1045; Message: Login refused for the replication user" },
    ],
  },
  "airbyte/cdc-offset-lost": {
    examples: [
      {
        text: "Incumbent CDC state is invalid, reason: Saved offset no longer present on the server. Please reset the connection, and then increase binlog retention and/or increase sync frequency.",
      },
      {
        text: "Saved offset is before Replication slot's confirmed_flush_lsn, Airbyte will trigger sync from scratch",
      },
    ],
    nearMisses: [{ text: "Saved state for stream orders" }],
  },
  "airbyte/trace-token-expired": {
    examples: [
      {
        text: "requests.exceptions.HTTPError: 400 Client Error: Bad Request for url: https://www.googleapis.com/oauth2/v4/token",
        frames: [
          "/usr/local/lib/python3.13/site-packages/airbyte_cdk/sources/streams/http/requests_native_auth/abstract_oauth.py",
        ],
        around:
          '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1762872222814,"error":{"message":"Refresh token is invalid or expired. Please re-authenticate from Sources/<your source>/Settings.","internal_message":"x","stack_trace":"Traceback (most recent call last):\\n","failure_type":"config_error"}}}',
      },
      {
        text: "airbyte_cdk.sources.streams.http.exceptions.DefaultBackoffException: the token request was refused",
        frames: ["/usr/local/lib/python3.11/site-packages/airbyte_cdk/entrypoint.py"],
        around:
          '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1762872222814,"error":{"message":"Refresh token is invalid. Please re-authenticate to restore access to Airtable.","internal_message":"x","stack_trace":"Traceback (most recent call last):\\n","failure_type":"config_error"}}}',
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 400 Client Error: Bad Request for url: https://api.example.com/orders",
        frames: [
          "/usr/local/lib/python3.13/site-packages/airbyte_cdk/sources/streams/http/requests_native_auth/abstract_oauth.py",
        ],
        around:
          '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1762872222814,"error":{"message":"Bad request","internal_message":"x","stack_trace":"Traceback (most recent call last):\\n","failure_type":"config_error"}}}',
      },
    ],
  },
  "airbyte/trace-config-error": {
    examples: [
      {
        text: "ValueError: time data does not match",
        captures: { problem: "The start date is in the future" },
        frames: [
          "/usr/local/lib/python3.13/site-packages/airbyte_cdk/sources/streams/http/requests_native_auth/abstract_oauth.py",
        ],
        around:
          '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1762872222814,"error":{"message":"The start date is in the future","internal_message":"x","stack_trace":"Traceback (most recent call last):\\n","failure_type":"config_error"}}}',
      },
      {
        text: "facebook_business.exceptions.FacebookRequestError: the call was rejected",
        captures: { problem: "The account lacks the permission ads_read" },
        frames: ["/usr/local/lib/python3.11/site-packages/airbyte_cdk/entrypoint.py"],
        around:
          '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1762872222814,"error":{"message":"The account lacks the permission ads_read","internal_message":"x","stack_trace":"Traceback (most recent call last):\\n","failure_type":"config_error"}}}',
      },
    ],
    nearMisses: [
      {
        text: "ValueError: time data does not match",
        frames: [
          "/usr/local/lib/python3.13/site-packages/airbyte_cdk/sources/streams/http/requests_native_auth/abstract_oauth.py",
        ],
        around:
          '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1762872222814,"error":{"message":"boom","internal_message":"x","stack_trace":"Traceback (most recent call last):\\n","failure_type":"system_error"}}}',
      },
    ],
  },
};
