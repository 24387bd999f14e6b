import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const elasticPipelineExamples: SignatureExamples = {
  "elastic/disk-watermark": {
    examples: [
      {
        text: 'retrying failed action with response code: 429 ({"type"=>"cluster_block_exception", "reason"=>"index [shipments-2025.11] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];"})',
        captures: { index: "shipments-2025.11", reason: "disk usage exceeded flood-stage watermark" },
      },
      {
        text: 'Cannot index event (status=403): {"type":"cluster_block_exception","reason":"index [filebeat-7.9.2] blocked by: [FORBIDDEN/12/index read-only / allow delete (api)];"}, dropping event!',
        captures: { index: "filebeat-7.9.2" },
      },
    ],
    nearMisses: [
      {
        text: 'retrying failed action with response code: 429 ({"type"=>"es_rejected_execution_exception", "reason"=>"rejected execution of coordinating operation"})',
      },
    ],
  },
  "elastic/object-received": {
    examples: [
      {
        text: 'Could not index event to Elasticsearch. {:status=>400, :response=>{"index"=>{"error"=>{"type"=>"mapper_parsing_exception", "reason"=>"failed to parse field [event.host] of type [keyword]", "caused_by"=>{"type"=>"illegal_state_exception", "reason"=>"Can\'t get text on a START_OBJECT at 1:115"}}}}}',
        captures: { field: "event.host", type: "keyword" },
      },
    ],
    nearMisses: [
      {
        text: "Could not index event to Elasticsearch. failed to parse field [amount] of type [long]",
      },
    ],
  },
  "elastic/value-rejected": {
    examples: [
      {
        text: 'Cannot index event (status=400): {"type":"mapper_parsing_exception","reason":"failed to parse field [shipped_at] of type [date] in document with id \'Yx1\'. Preview of field\'s value: \'soon\'"}, dropping event!',
        captures: { field: "shipped_at", type: "date", value: "soon" },
      },
    ],
    nearMisses: [
      {
        text: "elasticsearch.BadRequestError: BadRequestError(400, 'mapper_parsing_exception', \"failed to parse field [amount] of type [long] in document with id '1'\")",
      },
    ],
  },
  "elastic/output-denied": {
    examples: [
      {
        text: "Attempted to resurrect connection to dead ES instance, but got an error {:url=>\"https://es01:9200/\", :exception=>LogStash::Outputs::ElasticSearch::HttpClient::Pool::BadResponseCodeError, :message=>\"Got response code '401' contacting Elasticsearch at URL 'https://es01:9200/'\"}",
        captures: { status: "401", url: "https://es01:9200/" },
      },
      {
        text: 'Failed to connect to backoff(elasticsearch(https://es01:9200)): 401 Unauthorized: {"error":{"type":"security_exception"}}',
        captures: { status: "401", url: "https://es01:9200" },
      },
    ],
    nearMisses: [
      {
        text: "Got response code '503' contacting Elasticsearch at URL 'https://es01:9200/'",
      },
    ],
  },
  "elastic/output-unreachable": {
    examples: [
      {
        text: 'Attempted to resurrect connection to dead ES instance, but got an error {:url=>"http://es01:9200/", :exception=>LogStash::Outputs::ElasticSearch::HttpClient::Pool::HostUnreachableError, :message=>"Elasticsearch Unreachable: [http://es01:9200/][Manticore::SocketException] Connection refused"}',
        captures: { url: "http://es01:9200/", reason: "Connection refused" },
      },
      {
        text: "Failed to connect to backoff(async(tcp://logstash:5044)): dial tcp 10.0.3.4:5044: connect: connection refused",
        captures: { url: "tcp://logstash:5044" },
      },
    ],
    nearMisses: [
      { text: "Connection to backoff(elasticsearch(http://localhost:9200)) established" },
      { text: "Failed to connect to backoff(elasticsearch(https://es01:9200)): 401 Unauthorized" },
    ],
  },
  "elastic/shard-limit": {
    examples: [
      {
        text: "Validation Failed: 1: this action would add [2] shards, but this cluster currently has [999]/[1000] maximum normal shards open;",
        captures: { open: "999", limit: "1000" },
      },
    ],
    nearMisses: [{ text: "this cluster currently has 3 data nodes" }],
  },
  "logstash/configuration": {
    examples: [
      {
        text: 'Failed to execute action {:action=>LogStash::PipelineAction::Create/pipeline_id:main, :exception=>"LogStash::ConfigurationError", :message=>"Expected one of [ \\t\\r\\n], \\"#\\", \\"=>\\" at line 12, column 5 (byte 220) after filter {\\n", :backtrace=>["x"]}',
        captures: { line: "12", column: "5" },
      },
      {
        text: "Unable to configure plugins: (ConfigurationError) Something is wrong with your configuration.",
        captures: { problem: "Something is wrong with your configuration" },
      },
    ],
    nearMisses: [{ text: "Configuration OK" }],
  },
  "logstash/plugin-missing": {
    examples: [
      {
        text: "Couldn't find any output plugin named 'kafkaa'. Are you sure this is correct? Trying to load the kafkaa output plugin resulted in this error: no such file to load",
        captures: { kind: "output", plugin: "kafkaa" },
      },
      {
        text: "com.mysql.cj.jdbc.Driver not loaded. Are you sure you've included the correct jdbc driver in :jdbc_driver_library?",
        captures: { driver: "com.mysql.cj.jdbc.Driver" },
      },
    ],
    nearMisses: [{ text: "Loading class `com.mysql.jdbc.Driver'. This is deprecated." }],
  },
  "logstash/pipeline-aborted": {
    examples: [
      {
        text: 'Pipeline aborted due to error {:pipeline_id=>"main", :exception=>#<Errno::EADDRINUSE: Address already bound>, :backtrace=>["x"]}',
      },
      {
        text: "Logstash stopped processing because of an error: (SystemExit) exit",
        captures: { error: "(SystemExit) exit" },
      },
    ],
    nearMisses: [{ text: 'Pipeline terminated {"pipeline.id"=>"main"}' }],
  },
  "logstash/grok": {
    examples: [
      { text: 'events tagged with "_grokparsefailure": 812' },
      {
        text: "Timeout executing grok '%{GREEDYDATA}%{SYSLOGLINE}' against field 'message' with value 'x'!",
        captures: { field: "message" },
      },
      {
        text: "Grok::PatternError: pattern %{ORDERID} not defined",
        captures: { undefined: "%{ORDERID}" },
      },
    ],
    nearMisses: [{ text: "Grok compiled successfully with the pattern" }],
  },
  "logstash/dead-letter-queue-full": {
    examples: [
      {
        text: "Cannot write event to DLQ(path: /var/lib/logstash/dead_letter_queue/main): reached maxQueueSize of 1073741824",
        captures: { path: "/var/lib/logstash/dead_letter_queue/main", size: "1073741824" },
      },
    ],
    nearMisses: [{ text: "Opened dead letter queue at /var/lib/logstash/dead_letter_queue/main" }],
  },
  "logstash/shutdown-stalled": {
    examples: [
      {
        text: "The shutdown process appears to be stalled due to busy or blocked plugins. Check the logs for more information.",
      },
    ],
    nearMisses: [{ text: "SIGTERM received. Shutting down." }],
  },
  "beats/data-path-locked": {
    examples: [
      {
        text: "Exiting: data path already locked by another beat. Please make sure that multiple beats are not sharing the same data path (path.data).",
      },
    ],
    nearMisses: [{ text: "Data path: [/usr/share/filebeat/data]" }],
  },
};
