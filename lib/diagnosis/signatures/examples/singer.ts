import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const singerExamples: SignatureExamples = {
  "meltano/plugin-not-installed": {
    examples: [
      {
        text: "2023-05-27T04:37:22.502622Z [error    ] Cannot start plugin tap-jaffle-shop: Executable 'tap-jaffle-shop' could not be found. Extractor 'tap-jaffle-shop' may not have been installed yet using `meltano install extractor tap-jaffle-shop`, or the executable name may be incorrect.",
        captures: { plugin: "tap-jaffle-shop" },
      },
      {
        text: "Extractor 'tap-csv' is not known to Meltano. Try running `meltano lock --update --all` to ensure your plugins are up to date.",
        captures: { plugin: "tap-csv" },
      },
    ],
    nearMisses: [{ text: "Installing extractor 'tap-csv'..." }],
  },
  "meltano/discovery-failed": {
    examples: [
      {
        text: "ELT could not be completed: Cannot start extractor: Catalog discovery failed: command ['/project/.meltano/extractors/tap-bls/venv/bin/tap-bls', '--config', '/project/tap.config.json', '--discover'] returned 1.",
        captures: { tap: "/project/.meltano/extractors/tap-bls/venv/bin/tap-bls" },
      },
      {
        text: "2022-06-20T15:21:09.367248Z [error    ] Cannot start extractor: Catalog discovery failed: command ['/project/.meltano/extractors/tap-shop/venv/bin/tap-shop', '--config', 'tap.config.json', '--discover'] returned 1.",
        captures: { tap: "/project/.meltano/extractors/tap-shop/venv/bin/tap-shop" },
      },
    ],
    nearMisses: [{ text: "Extraction failed                 code=1 message=boom" }],
  },
  "meltano/plugin-failed": {
    examples: [
      {
        text: "2026-03-04T05:06:07.040297Z [error    ] Extraction failed                 code=1 message=vendor said no name=meltano run_id=4c",
        captures: { step: "Extraction", code: "1" },
      },
      {
        text: "[error    ] Block run completed.           block_type=ExtractLoadBlocks err=RunnerError('Loader failed') exit_codes={<PluginType.LOADERS: 'loaders'>: 1} set_number=0 success=False",
        captures: { code: "1" },
      },
    ],
    nearMisses: [
      { text: "[error    ] Loading failed                 code=-9 message= name=meltano run_id=4c" },
    ],
  },
  "meltano/already-running": {
    examples: [
      {
        text: "Another 'dev:tap-csv-to-target-jsonl' pipeline is already running which started at 2026-03-04 05:06:07. To ignore this check use the '--force' option.",
        captures: { state: "dev:tap-csv-to-target-jsonl" },
      },
      {
        text: "Need help fixing this problem? Another 'prod:tap-shop-to-target-bigquery' pipeline is already running which started at 2026-03-04 05:06:07.123456",
        captures: { state: "prod:tap-shop-to-target-bigquery" },
      },
    ],
    nearMisses: [{ text: "Running extract & load..." }],
  },
  "singer/config-invalid": {
    examples: [
      {
        text: "singer_sdk.exceptions.ConfigValidationError: Config validation failed: 'start_date' is a required property",
        captures: { problem: "'start_date' is a required property" },
      },
      {
        text: "Exception: Config is missing required keys: ['api_key']",
        captures: { problem: "['api_key']" },
      },
    ],
    nearMisses: [{ text: "Config validation error: 'x' is a required property" }],
  },
  "singer/record-invalid": {
    examples: [
      {
        text: "singer_sdk.exceptions.InvalidRecord: Record Message Validation Error: 'n/a' is not of type 'integer', 'null'",
        captures: { problem: "'n/a' is not of type 'integer', 'null'" },
      },
      {
        text: "singer_sdk.exceptions.InvalidRecord: Record Message Validation Error: None is not of type 'string'",
        captures: { problem: "None is not of type 'string'" },
      },
    ],
    nearMisses: [{ text: "pydantic_core._pydantic_core.ValidationError: 1 validation error for Order" }],
  },
  "singer/protocol": {
    examples: [
      {
        text: "singer_sdk.exceptions.RecordsWithoutSchemaException: A record for stream 'orders' was encountered before a corresponding schema. Check that the Tap correctly implements the Singer spec.",
        captures: { stream: "orders" },
      },
      { text: "singer_sdk.exceptions.InvalidInputLine: Could not parse line as JSON" },
    ],
    nearMisses: [{ text: "Failed to parse: https:///x" }],
  },
  "singer/api-denied": {
    examples: [
      {
        text: "singer_sdk.exceptions.FatalAPIError: 401 Client Error: Unauthorized for path: /v2/orders",
        captures: { status: "401", path: "/v2/orders" },
      },
      {
        text: "singer_sdk.exceptions.FatalAPIError: 403 Client Error: Forbidden for path: /v2/refunds",
        captures: { status: "403", path: "/v2/refunds" },
      },
    ],
    nearMisses: [
      {
        text: "singer_sdk.exceptions.RetriableAPIError: 429 Client Error: Too Many Requests for path: /v2/orders",
      },
    ],
  },
  "singer/api-throttled": {
    examples: [
      {
        text: "singer_sdk.exceptions.RetriableAPIError: 429 Client Error: Too Many Requests for path: /v2/orders",
        captures: { path: "/v2/orders" },
      },
      {
        text: "singer_sdk.exceptions.RetriableAPIError: 420 Client Error: Enhance Your Calm for path: /v2/items",
        captures: { status: "420", path: "/v2/items" },
      },
    ],
    nearMisses: [
      { text: "singer_sdk.exceptions.FatalAPIError: 404 Client Error: Not Found for path: /v2/orders" },
    ],
  },
  "singer/api-error": {
    examples: [
      {
        text: "singer_sdk.exceptions.RetriableAPIError: 503 Server Error: Service Unavailable for path: /v2/orders",
        captures: { status: "503" },
      },
      {
        text: "singer_sdk.exceptions.FatalAPIError: 404 Client Error: Not Found for path: /v1/orders",
        captures: { status: "404" },
      },
    ],
    nearMisses: [
      { text: "singer_sdk.exceptions.FatalAPIError: 403 Client Error: Forbidden for path: /v2/orders" },
    ],
  },
};
