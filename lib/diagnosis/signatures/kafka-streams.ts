import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Kafka Streams: state stores, serdes, topology, tasks. */
export const kafkaStreamSignatures: Signature[] = [
  {
    id: "kafka/streams-store-unavailable",
    title: "Kafka Streams state store not available",
    category: "infrastructure",
    alternatives: ["code_bug"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /InvalidStateStoreException: (?:The s|the s|S)tate store, (?<store>[\w.-]{1,200}), may have (?:migrated to another instance|been closed)/,
        /InvalidStateStoreException: (?<reason>Cannot get state store [^\n]{1,120}|Store [^\n]{1,100} is currently closed)/,
        /StateStore(?:Migrated|NotAvailable)Exception: (?<reason>[^\n]{3,120})/,
        /StreamsNotStartedException|StreamsRebalancingException/,
      ],
      names: [/state store,? (?<store>[\w.-]{1,200})/],
      not: [/not connected/],
    },
    rootCause: "The state store[[ `{store}`]] cannot be read on this instance at the moment",
    explanation:
      "A store can be queried only while its task runs here. While the application starts, restores or rebalances, and after a task moved to another instance, queries fail.",
    checks: ["`KafkaStreams.state()` at that time, and rebalances in the log"],
    fixes: [
      "Query only in the state `RUNNING`, fetch the store again after a rebalance and retry with a pause",
      "If the store is elsewhere now, ask that instance (`queryMetadataForKey`)",
    ],
  },
  {
    id: "kafka/streams-store-unconnected",
    title: "Kafka Streams processor not connected to its store",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /[Pp]rocessor (?<processor>[\w.-]{1,160} )?(?:has no access to StateStore|is not connected)/,
        /has no access to StateStore (?<store>[\w.-]{1,200}) as the store is not connected to the processor/,
      ],
      names: [/(?:StateStore|state store) (?<store>[\w.-]{1,200})/],
      also: [/[Ss]tate ?[Ss]tore/],
    },
    rootCause: "The processor uses the state store[[ `{store}`]] without being connected to it",
    explanation: "In the topology, each processor names the stores it uses; it cannot see others.",
    checks: ["The topology as printed by `Topology.describe()`"],
    fixes: [
      "Pass the store's name to `process` or `transform`, or call `connectProcessorAndStateStores`",
      "Or return the store builder from `stores()` of the processor's supplier",
    ],
  },
  {
    id: "kafka/streams-serde",
    title: "Kafka Streams: serializer does not fit the type",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /A serializer \((?:[^()\n]{1,200})\) is not compatible to the actual (?:key|value|key or value) type/,
        /Please specify a (?<kind>key|value) serde or set one through/,
      ],
      names: [/\((?:key|value) type: (?<type>[\w.$]{1,200})/],
    },
    rootCause: "A step of the topology writes a type[[ (`{type}`)]] that its serializer does not accept",
    explanation:
      "Steps that repartition or store data take the default serdes unless they are given their own, and the type changed on the way (`map`, `groupBy`, `aggregate`).",
    checks: ["The step named in the stack trace, and the types after each `map` and `selectKey`"],
    fixes: [
      "Give the serdes at that step: `Grouped.with`, `Materialized.with`, `Produced.with`, `Consumed.with`",
      "Or set `default.key.serde` and `default.value.serde` to what most steps use",
    ],
  },
  {
    id: "kafka/streams-topology",
    title: "Kafka Streams topology invalid or empty",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /TopologyException: Invalid topology: (?<reason>[^\n]{3,120})/,
        /(?<reason>Topology has no stream threads and no global threads)/,
      ],
    },
    rootCause: "The topology cannot run: {reason}",
    explanation:
      "Kafka Streams checks the topology when it is built or started: names must be unique, sources and stores must exist, and there must be at least one source topic.",
    checks: ["The name in the message, in the code that builds the topology"],
    fixes: ["Build the topology once per application, with unique names, and add the source that is missing"],
  },
  {
    id: "kafka/streams-source-missing",
    title: "Kafka Streams: source topic missing",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/One or more source topics were missing during rebalance/, /MissingSourceTopicException/],
    },
    rootCause: "A source topic of the Kafka Streams application does not exist",
    explanation:
      "Kafka Streams creates its internal topics, but not those it reads, and stops when one is missing.",
    checks: ["The earlier warning that names the topic, and whether `kafka-topics.sh --list` shows it"],
    fixes: [
      "Create the topic with the partitions the application expects, then start it again",
      "Correct the name or the environment's prefix in the settings",
    ],
  },
  {
    id: "kafka/streams-task-migrated",
    title: "Kafka Streams tasks moved to another instance",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /TaskMigratedException: (?<reason>[^\n;]{3,120})/,
        /it means all tasks belonging to this thread should be migrated/,
      ],
    },
    rootCause: "The stream thread fell out of its group, so its tasks moved to another instance",
    explanation:
      "The thread did not poll within `max.poll.interval.ms` or send heartbeats in time, or was fenced. Kafka Streams gives up the tasks and joins again; if this repeats, processing is too slow.",
    checks: ["How long a batch of records took, garbage collections and CPU limits at that time"],
    fixes: [
      "If it was a single time during a deployment, nothing needs to be done",
      "Shorten the work per poll (`max.poll.records`), or raise `max.poll.interval.ms`",
    ],
  },
  {
    id: "kafka/streams-state-directory",
    title: "Kafka Streams state directory locked or damaged",
    category: "infrastructure",
    alternatives: ["configuration", "resource_exhausted"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Failed to lock the state directory(?: for task (?<task>\d{1,6}_\d{1,6}))?/,
        /ProcessorStateException: (?:task \[[\d_]{1,12}\] )?Error opening store (?<store>[\w.-]{1,200}) at location (?<path>[^\s]{1,240})/,
        /Unable to obtain lock as state directory is already locked by another process/,
      ],
    },
    rootCause:
      "The state of Kafka Streams cannot be opened[[ (store `{store}` in `{path}`)]][[ for task {task}]]",
    explanation:
      "Only one process or thread may open a state directory. A second instance uses the same `state.dir`, a thread has not let go yet, or the files are damaged after a crash.",
    checks: [
      "Which processes use that folder, and whether two instances share one volume or `application.id`",
    ],
    fixes: [
      "Give each instance on a machine its own `state.dir`",
      "If the files are damaged, stop the instance and delete its folder; the state is restored from the changelog topics",
    ],
  },
];
