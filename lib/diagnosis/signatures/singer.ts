import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Meltano and Singer: plugins, catalogs, records, configuration and API errors of taps and targets. */
export const singerSignatures: Signature[] = [
  {
    id: "meltano/plugin-not-installed",
    title: "Meltano plugin not installed",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Executable '(?<executable>[^'\n]{1,120})' could not be found\. (?<kind>\w{3,20}) '(?<plugin>[^'\n]{1,120})' may not have been installed/,
        /(?<kind>\w{3,20}) '(?<plugin>[^'\n]{1,120})' is not known to Meltano/,
        /Block (?<plugin>[\w:.-]{2,120}) not found/,
      ],
    },
    rootCause: "The Meltano plugin `{plugin}` is not installed in this environment",
    explanation:
      "The plugin's virtual environment is missing in the image or checkout, or `plugins/` has no lock file for it.",
    checks: [
      "Whether `.meltano/` and `plugins/` are part of the image",
      "The plugin's name in `meltano.yml`",
    ],
    fixes: [
      "Run `meltano install` while building the image, so that the plugin's virtual environment exists",
      "Correct the plugin's name in `meltano.yml` or the command",
      "`meltano lock --update --all`, and commit the lock files",
    ],
    docs: ["https://docs.meltano.com/guide/plugin-management"],
  },
  {
    id: "meltano/discovery-failed",
    title: "Singer catalog discovery failed",
    category: "configuration",
    alternatives: ["auth_permission", "network_timeout", "code_bug"],
    strength: "strong",
    transience: "unknown",
    match: {
      message: [/Catalog discovery failed: (?:command \['?(?<tap>[^'\],\n]{1,200}))?/],
    },
    rootCause: "The tap could not list its streams[[ (`{tap}`)]]",
    explanation:
      "Meltano runs the tap with `--discover` first. It failed before reading any record, usually because it could not log in or a setting is missing.",
    checks: ["The tap's own lines above", "`meltano invoke TAP --discover` with the same environment"],
    fixes: [
      "Run the tap alone to see its error: `meltano invoke TAP --discover`",
      "Test its settings: `meltano config TAP test`, and correct credentials or host",
    ],
    docs: ["https://docs.meltano.com/guide/troubleshooting"],
  },
  {
    id: "meltano/plugin-failed",
    title: "Singer plugin failed",
    category: "code_bug",
    alternatives: ["configuration", "data_quality", "network_timeout"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /(?<step>Extraction|Loading|Transformation) failed\s{1,40}code=(?<code>[1-9]\d{0,2})\b(?:\s{1,10}message=(?<reason>[^\n]{2,160}?)(?: name=|\n|$))?/,
        /exit_codes=\{<PluginType\.(?<step>\w{3,20}): '\w{3,20}'>: (?<code>[1-9]\d{0,2})\}/,
        /RunnerError\(['"](?<step>Extractor|Loader|Tap|Target|Mappers?)[\w ,]{0,20} failed/,
      ],
      not: [/code=137\b/, />: 137\}/],
    },
    rootCause: "The plugin of the {step} step failed[[ with exit code {code}]][[: {reason}]]",
    explanation:
      "Meltano reports only the exit code; the tap or target printed its error above, each line marked with the plugin's name.",
    checks: ["The plugin's traceback above this line"],
    fixes: ["Fix what the plugin reports"],
    docs: ["https://docs.meltano.com/guide/troubleshooting"],
  },
  {
    id: "meltano/already-running",
    title: "The same Meltano pipeline is still running",
    category: "configuration",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Another '(?<state>[^'\n]{1,160})' pipeline is already running which started at (?<started>[^\n.]{3,40})/,
        /Could not acquire lock for state ID '?(?<state>[^'\n]{1,160})/,
      ],
    },
    rootCause: "Meltano refused to start because `{state}` is still running or left its lock",
    explanation:
      "Meltano runs one job per state ID at a time. The earlier run takes longer than the schedule's interval, or was killed and left its mark.",
    checks: ["Whether the earlier run is alive (`meltano state list`, the orchestrator)"],
    fixes: [
      "Wait for it, or run less often (`max_active_runs=1`)",
      "Use `--force` only if the earlier run is surely dead",
    ],
    docs: ["https://docs.meltano.com/guide/troubleshooting"],
  },
  {
    id: "singer/config-invalid",
    title: "Singer plugin: invalid configuration",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Config validation failed: (?<problem>[^\n]{3,200})/,
        /Config is missing required keys: (?<problem>\[[^\]\n]{1,200}\])/,
      ],
    },
    rootCause: "The tap's or target's configuration is not valid: {problem}",
    explanation:
      "The plugin validates its settings before it starts. A setting or its environment variable is missing or has the wrong type, often after an upgrade.",
    checks: ["`meltano config PLUGIN list` and the environment of the run"],
    fixes: [
      "Set what is missing or wrong, {problem}: `meltano config PLUGIN set NAME VALUE`, or the environment variable `PLUGIN_NAME`",
    ],
    docs: ["https://sdk.meltano.com/"],
  },
  {
    id: "singer/record-invalid",
    title: "Record does not fit the Singer schema",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /InvalidRecord: Record Message Validation Error: (?<problem>[^\n]{3,200})/,
        /Record Message Validation Error: (?<problem>[^\n]{3,200})/,
        /singer_sdk\.exceptions\.InvalidRecord: (?<problem>[^\n]{3,200})/,
      ],
    },
    rootCause: "A record does not fit the schema that the tap announced: {problem}",
    explanation:
      "The target validates each RECORD against the last SCHEMA. The source returned a value of another type or null, or the tap's schema is out of date.",
    checks: ["The field and stream in the message, and the value in the source"],
    fixes: [
      "Correct the type with a `schema` override of the extractor",
      "Clean the value at the source or with a stream map",
      "Set `validate_records: false` on the target if the destination accepts it",
    ],
    docs: ["https://sdk.meltano.com/"],
  },
  {
    id: "singer/protocol",
    title: "Tap output is not valid Singer",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /A record for stream '(?<stream>[^'\n]{1,160})' was encountered before a corresponding schema/,
        /Line is missing required (?<problem>[\w ]{1,60})key/,
        /Unable to parse:\n(?<line>[^\n]{1,120})/,
        /singer_sdk\.exceptions\.(?:InvalidInputLine|RecordsWithoutSchemaException)/,
      ],
      also: [/singer|[Ss]chema|Unable to parse|required/],
    },
    rootCause:
      "The target received something that is no valid Singer message[[: a record of `{stream}` before its schema]][[: `{line}`]]",
    explanation:
      "The tap printed text to standard output (a warning, `print`), was cut off, or sends records before their schema.",
    checks: ["The tap's output alone: `meltano invoke TAP > out.jsonl`"],
    fixes: ["Send the tap's messages to standard error", "Upgrade the tap or use its SDK-based variant"],
    docs: ["https://hub.meltano.com/singer/spec"],
  },
  {
    id: "singer/api-denied",
    title: "API denied the tap's request",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:Fatal|Retriable)APIError: (?<status>401|403) (?:Client|Server) Error: (?<reason>[^\n]{1,80}?) for path: (?<path>[^\s]{1,160})/,
      ],
    },
    rootCause: "The source's API denied the tap's request to `{path}` ({status} {reason})",
    explanation: "The token is wrong, expired or lacks a scope for this stream.",
    checks: ["The tap's token and its scopes; other streams of the same run"],
    fixes: [
      "Renew the token in the tap's settings: `meltano config TAP set …`",
      "Give the token the scope for this stream, or deselect the stream (`meltano select TAP --exclude STREAM '*'`)",
    ],
    docs: ["https://sdk.meltano.com/"],
  },
  {
    id: "singer/api-throttled",
    title: "API throttled the tap",
    category: "rate_limit",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /(?:Fatal|Retriable)APIError: (?<status>429|420) (?:Client|Server) Error: (?<reason>[^\n]{1,80}?) for path: (?<path>[^\s]{1,160})/,
      ],
    },
    rootCause: "The source's API throttled the tap at `{path}` ({status})",
    explanation: "The tap retried with backoff and gave up.",
    checks: ["The API's limits, and what else uses the same token"],
    fixes: [
      "Run the tap at another time or with fewer streams",
      "Raise the tap's retries or the API's quota",
    ],
    docs: ["https://sdk.meltano.com/"],
  },
  {
    id: "singer/api-error",
    title: "API returned an error to the tap",
    category: "infrastructure",
    alternatives: ["network_timeout", "configuration", "code_bug"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?:Fatal|Retriable)APIError: (?<status>4(?:0[024-9]|1\d|22)|5\d\d) (?:Client|Server) Error: (?<reason>[^\n]{1,80}?) for path: (?<path>[^\s]{1,160})/,
      ],
    },
    rootCause: "The source's API answered {status} ({reason}) for `{path}`",
    explanation:
      "5xx are failures of the service; 400 and 404 mean that the tap asks for something the API does not offer (any more).",
    checks: ["Whether the endpoint works with `curl`, and the API's changelog"],
    fixes: ["Retry later if it is 5xx", "Upgrade the tap or deselect the stream if the endpoint changed"],
    docs: ["https://sdk.meltano.com/"],
  },
];
