import type { Signature } from "@/lib/diagnosis/signatures/signature";

const ES_OUTPUT = "https://www.elastic.co/guide/en/logstash/current/plugins-outputs-elasticsearch.html";
const DEAD_LETTERS = "https://www.elastic.co/guide/en/logstash/current/dead-letter-queues.html";

/** What Logstash and Beats print about rejected events, and Logstash's pipelines, plugins and queues. */
export const elasticPipelineSignatures: Signature[] = [
  {
    id: "elastic/disk-watermark",
    title: "Events rejected: Elasticsearch disk is full",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /index \[(?<index>[^\]\n]{1,255})\] blocked by: \[(?:TOO_MANY_REQUESTS|FORBIDDEN)\/12\/(?<reason>disk usage exceeded flood-stage watermark|index read-only)/,
      ],
      also: [
        /[Rr]etrying failed action|C(?:annot|ould not) index event|Bulk item insert failed|dropping event/,
      ],
    },
    rootCause:
      "Elasticsearch made `{index}` read-only because a data node's disk passed the flood-stage watermark ({reason})",
    explanation:
      "The disk is full; neither 429 nor 403 means a request limit or a missing privilege here. Above 95 % Elasticsearch blocks the indices on that node. Logstash retries for ever and stalls; Beats may drop the events.",
    checks: [
      "Free disk space on each node: `GET _cat/allocation?v`",
      "Which indices grew: `GET _cat/indices?s=store.size:desc`",
    ],
    fixes: [
      "Delete or move old indices, enlarge the disks or add a data node",
      "Check that the block is gone; before version 7.4 set `index.blocks.read_only_allow_delete` to null in `PUT {index}/_settings`",
      "Restart the pipeline if it was stopped, and send dropped events again",
      "Let a lifecycle policy delete or shrink old indices",
    ],
    docs: ["https://www.elastic.co/guide/en/elasticsearch/reference/current/disk-usage-exceeded.html"],
  },
  {
    id: "elastic/object-received",
    title: "Field is a plain value in the index, an object in the events",
    category: "schema_change",
    alternatives: ["configuration", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/failed to parse field \[(?<field>[^\]\n]{1,200})\] of type \[(?<type>\w{2,40})\]/],
      also: [/Can't get text on a START_OBJECT|Expected text at [^\n]{0,12} but found START_OBJECT/],
    },
    rootCause: "The index maps `{field}` as {type}, but the rejected events send `{field}` as an object",
    explanation:
      "A field has one type per index. The sender now nests values under it, or another sender wrote the plain value first.",
    checks: ["The mapping of `{field}`, and a rejected event's `{field}`", "What was upgraded at the sender"],
    fixes: [
      "Send the plain value: `mutate` with `rename` of `[{field}][name]` to another field, then remove `{field}`",
      "Change the index template to an object and start a new index (rollover), then reindex",
    ],
    docs: [ES_OUTPUT],
  },
  {
    id: "elastic/value-rejected",
    title: "Event rejected: value does not fit the field's type",
    category: "data_quality",
    alternatives: ["schema_change", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /failed to parse field \[(?<field>[^\]\n]{1,200})\] of type \[(?<type>\w{2,40})\](?: in document with id '[^'\n]{0,200}'\.? Preview of field's value: '(?<value>[^'\n]{1,120})')?/,
      ],
      also: [/C(?:annot|ould not) index event|Bulk item insert failed|dropping event/],
      not: [/START_OBJECT/],
    },
    rootCause: "Events are rejected because `{field}`[[ = `{value}`]] is not of the index's type {type}",
    explanation:
      "Elasticsearch answers 400; Logstash and Beats drop such events with a warning, so data is missing although the pipeline keeps running.",
    checks: ["Values of `{field}` at the source, and the first date of the rejections"],
    fixes: [
      "Convert the field before the output (`date`, or `mutate { convert => … }`), or fix the source",
      "Set `ignore_malformed` in the template if only this field may be lost",
      "Enable the dead letter queue, then send the rejected events again",
    ],
    docs: [DEAD_LETTERS],
  },
  {
    id: "elastic/output-denied",
    title: "Logstash or Beats: Elasticsearch refused the login",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Got response code '(?<status>401|403)' contacting Elasticsearch at URL '(?<url>[^'\n]{1,200})'/,
        /Failed to connect to backoff\((?:async\()?\w{1,20}\((?<url>[^)\n]{1,200})\)+: (?<status>401|403) \w/,
        /Encountered a retryable error[^\n]{0,80}:code=>(?<status>401|403), :url=>"(?<url>[^"\n]{1,200})"/,
      ],
    },
    rootCause: "Elasticsearch at `{url}` refused the output's login or privilege ({status})",
    explanation:
      "401: user, password or API key are wrong or expired. 403: the role may not write to that index or read the cluster's state.",
    checks: [
      "`curl -u USER {url}/_security/_authenticate`",
      "The role's privileges on the index or data stream",
    ],
    fixes: [
      "Set the current credentials in the keystore (`bin/logstash-keystore add ES_PWD`, `filebeat keystore add`) and restart",
      "Grant the role `monitor`, and `create_doc`, `auto_configure` or `write` on the index",
    ],
    docs: [ES_OUTPUT],
  },
  {
    id: "elastic/output-unreachable",
    title: "Logstash or Beats: output is unreachable",
    category: "network_timeout",
    alternatives: ["infrastructure", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Elasticsearch Unreachable: \[(?<url>[^\]\n]{1,200})\](?:\[[\w:.]{1,100}\])? ?(?<reason>[^"\n]{0,160})/,
        /Failed to connect to backoff\((?:async\()?\w{1,20}\((?<url>[^)\n]{1,200})\)+: (?<reason>(?:dial|lookup|x509|read|write|Get)[^\n]{1,160})/,
        /Failed to publish events caused by: (?<reason>[^\n]{3,160})/,
      ],
      not: [/Got response code '40[13]'/],
    },
    rootCause: "The pipeline cannot reach its output[[ `{url}`]][[: {reason}]]",
    explanation:
      "Both keep the events and retry, so nothing is lost while their queue or the source file holds; the pipeline stands still.",
    checks: [
      "`curl {url}` from the machine or container that runs it",
      "Whether the node was restarting or full",
    ],
    fixes: [
      "Start or repair the node; the pipeline then continues on its own",
      "Correct `hosts`: scheme, port, and a name that resolves in that network",
      "Set `ssl.certificate_authorities` if the message speaks of a certificate",
    ],
    docs: [ES_OUTPUT],
  },
  {
    id: "elastic/shard-limit",
    title: "Elasticsearch cluster has reached its shard limit",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /this cluster currently has \[(?<open>\d{1,9})\]\/\[(?<limit>\d{1,9})\] maximum (?:normal |frozen )?shards open/,
      ],
    },
    rootCause: "The cluster cannot create the index: {open} of {limit} shards are open",
    explanation:
      "`cluster.max_shards_per_node` times the data nodes limits open shards. Daily indices with several shards each use it up, often at midnight when the next index is due.",
    checks: ["`GET _cat/shards` and the number of indices per day"],
    fixes: [
      "Delete or close old indices (`DELETE INDEX-2023.*`)",
      "Use one primary shard, data streams with rollover, or weekly indices",
      "Raise `cluster.max_shards_per_node` only for the time being",
    ],
  },
  {
    id: "logstash/configuration",
    title: "Logstash pipeline configuration is invalid",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Expected one of [^\n]{1,300} at line (?<line>\d{1,6}), column (?<column>\d{1,6}) \(byte \d{1,9}\)(?: after (?<after>[^\\"\n]{1,80}))?/,
        /LogStash::ConfigurationError", :message=>"(?<problem>[^"\n]{3,240})/,
        /Unable to configure plugins: (?:\(ConfigurationError\) )?(?<problem>[^\n]{3,200})/,
      ],
    },
    rootCause:
      "Logstash cannot load the pipeline because its configuration is invalid[[ at line {line}, column {column}]][[, after `{after}`]][[: {problem}]]",
    explanation:
      "Logstash concatenates all files of the pipeline, so the line counts across them. Nothing of that pipeline runs.",
    checks: [
      "`bin/logstash --config.test_and_exit -f PATH`",
      "What was changed last in `conf.d` or `pipelines.yml`",
    ],
    fixes: [
      "Fix the option or bracket that the message names",
      "Set the environment variable or keystore entry it uses",
    ],
  },
  {
    id: "logstash/plugin-missing",
    title: "Logstash plugin or JDBC driver is missing",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Couldn't find any (?<kind>input|filter|output|codec) plugin named '(?<plugin>[\w-]{1,100})'/,
        /\b(?<driver>(?:com|org|oracle|net|io)\.[\w.$]{3,160}) not loaded\. (?:Are you sure|:jdbc_driver_library)/,
        /Are you sure you've included the correct jdbc driver in :jdbc_driver_library/,
      ],
    },
    rootCause:
      "Logstash lacks what the pipeline needs[[: the {kind} plugin `{plugin}`]][[: the JDBC driver `{driver}`]]",
    explanation:
      "Plugins are installed into the Logstash directory and are gone with a new image; JDBC drivers are not part of Logstash, and must be readable and of the right Java version.",
    checks: [
      "`bin/logstash-plugin list`",
      "The path in `jdbc_driver_library`, on the machine that runs Logstash",
    ],
    fixes: [
      "Run `bin/logstash-plugin install logstash-KIND-NAME` while building the image",
      "Put the driver's JAR where `jdbc_driver_library` points, or into `logstash-core/lib/jars`",
    ],
  },
  {
    id: "logstash/pipeline-aborted",
    title: "Logstash pipeline aborted",
    category: "code_bug",
    alternatives: ["configuration", "missing_dependency", "infrastructure"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Pipeline (?:aborted due to error|error|worker error, the pipeline will be stopped) \{[^\n]{0,160}:exception=>#?<?(?<error>[^\n>]{3,200})/,
        /Logstash stopped processing because of an error: (?<error>[^\n]{3,200})/,
      ],
    },
    rootCause: "The Logstash pipeline stopped at an exception: {error}",
    explanation:
      "The exception comes from a plugin while it registered or processed events; Logstash only reports it.",
    checks: ["The exception and the first lines of its backtrace: they name the plugin's file"],
    fixes: ["Fix what the exception names", "Upgrade the plugin: `bin/logstash-plugin update NAME`"],
  },
  {
    id: "logstash/grok",
    title: "Logstash grok pattern does not fit",
    category: "data_quality",
    alternatives: ["schema_change", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /_grokparsefailure|_groktimeout/,
        /Timeout executing grok '(?<pattern>[^\n]{1,160}?)' against field '(?<field>[^'\n]{1,100})'/,
        /Grok::PatternError[^\n]{0,60}pattern (?<undefined>%\{[^}\n]{1,80}\}) not defined/,
      ],
    },
    rootCause:
      "The events do not fit the grok pattern[[ {undefined}, which is not defined]][[ of field `{field}`]]",
    explanation:
      "Grok tags what it cannot parse with `_grokparsefailure` and passes it on without fields. The sender's line format changed, or the pattern was never right for these lines.",
    checks: ["A tagged event's `message` in the Grok Debugger"],
    fixes: [
      "Adapt the pattern to the present format, anchored with `^`",
      "Send tagged events to an index of their own and watch their number",
      "Define custom patterns in `patterns_dir`",
    ],
    docs: ["https://www.elastic.co/guide/en/logstash/current/plugins-filters-grok.html"],
  },
  {
    id: "logstash/dead-letter-queue-full",
    title: "Logstash dead letter queue is full",
    category: "resource_exhausted",
    alternatives: ["data_quality", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /[Cc]annot write event to DLQ ?\(path: (?<path>[^)\n]{1,240})\): reached maxQueueSize of (?<size>\d{1,20})/,
      ],
    },
    rootCause: "The dead letter queue `{path}` has reached {size} bytes, so rejected events are lost",
    explanation:
      "Elasticsearch keeps rejecting events and nobody reads the queue; the rejections are the real fault.",
    checks: ["The reason in `[@metadata][dead_letter_queue][reason]` of its events"],
    fixes: [
      "Fix the cause of the rejections, mostly a mapping",
      "Drain the queue with a `dead_letter_queue` input pipeline, with `clean_consumed => true`",
      "Raise `dead_letter_queue.max_bytes`",
    ],
    docs: [DEAD_LETTERS],
  },
  {
    id: "logstash/shutdown-stalled",
    title: "Logstash cannot shut down: a plugin is blocked",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "network_timeout"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [/The shutdown process appears to be stalled due to busy or blocked plugins/],
    },
    rootCause: "Logstash could not deliver the events it held when it was told to stop",
    explanation:
      "This follows from something earlier: an output that retries without success keeps its worker. `current_call` in the line before names the plugin.",
    checks: ["The output's warnings before the SIGTERM, and `current_call`"],
    fixes: [
      "Fix what the output reports",
      "Use a persistent queue (`queue.type: persisted`), so that a forced stop loses nothing",
    ],
  },
  {
    id: "beats/data-path-locked",
    title: "Beat's data path is locked by another Beat",
    category: "configuration",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/data path already locked by another beat/] },
    rootCause: "A second Beat uses the same `path.data`, so this one stopped",
    explanation:
      "The data path holds the registry of files read. Two processes share it, or a killed one left `filebeat.lock` on a volume.",
    checks: ["`ps` for a second process, and the volume that containers mount"],
    fixes: [
      "Stop the second process or service",
      "Give each its own `path.data`",
      "Delete the lock file if no process runs",
    ],
  },
];
