import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** HBase, Solr and Couchbase. */
export const hbaseSolrCouchbaseSignatures: Signature[] = [
  {
    id: "couchbase/timeout",
    title: "Couchbase request timed out",
    category: "network_timeout",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?<kind>Unambiguous|Ambiguous|UnAmbiguous)TimeoutException/,
        /(?<kind>un)?ambiguous_timeout \(1[34]\)/,
      ],
      names: [
        /(?<request>\w{1,40}Request), Reason: TIMEOUT/,
        /"lastDispatchedTo":"(?<host>[^"\n]{1,120})"/,
        /"timeoutMs":(?<ms>\d{1,9})/,
      ],
    },
    rootCause: "Couchbase did not answer[[ the {request}]] in time[[ ({ms} ms)]][[, last sent to {host}]]",
    explanation:
      "A node is overloaded, unreachable or not yet connected. After an ambiguous timeout, the write may have been carried out.",
    checks: [
      "Whether all service ports are reachable (11210, 8093, with TLS 11207 and 18093)",
      "Whether the first operation ran before the cluster was connected",
      "The node's load and memory",
    ],
    fixes: [
      "Wait for the connection: `cluster.wait_until_ready(…)`",
      "Open the ports, or set `network=external` for clusters behind other addresses",
      "Raise the timeout, or load in smaller batches",
    ],
  },
  {
    id: "hbase/region-unavailable",
    title: "HBase region or server not available",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "network_timeout"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /(?<kind>NotServingRegionException|RegionTooBusyException|RegionServerStoppedException|PleaseHoldException|ServerNotRunningYetException|RegionMovedException|CallQueueTooBigException)\b/,
        /hbase\.client\.(?<kind>RetriesExhausted(?:WithDetails)?Exception)/,
        /No server address listed in hbase:meta for region (?<region>[^\s]{1,160})/,
      ],
      names: [/(?:Region |regionName=)(?<region>[^\s,]{1,120})/],
    },
    rootCause: "HBase could not serve the region[[ `{region}`]][[ ({kind})]]",
    explanation:
      "Its server is down, restarting or moving it, or the region is blocked because its memstore is full and flushes do not keep up.",
    checks: [
      "The master's page: regions in transition, dead servers",
      "`hbase hbck`, and the region server's log at that time",
    ],
    fixes: [
      "Run it again once the regions are assigned",
      "For `RegionTooBusyException` load with bulk load (HFiles), or slow down",
      "Split hotspots: salted or pre-split row keys",
    ],
  },
  {
    id: "hbase/no-such-object",
    title: "HBase table or column family does not exist",
    category: "warehouse_sql",
    alternatives: ["configuration", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /org\.apache\.hadoop\.hbase\.(?:TableNotFoundException|TableNotEnabledException|TableNotDisabledException|NamespaceNotFoundException): (?<object>[\w.:-]{1,160})/,
        /Column family (?<object>[\w-]{1,80}) does not exist in region/,
      ],
    },
    rootCause: "HBase has no usable table or column family `{object}`",
    explanation:
      "The table was not created, is disabled, belongs to another namespace, or the client uses another cluster's ZooKeeper.",
    checks: [
      "`list` and `describe` in `hbase shell`",
      "`hbase.zookeeper.quorum` and `zookeeper.znode.parent` of the client",
    ],
    fixes: ["Create or enable it in `hbase shell`", "Correct the name (`namespace:table`) or the cluster"],
  },
  {
    id: "solr/unknown-field",
    title: "Solr field not in the schema",
    category: "schema_change",
    alternatives: ["configuration", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[doc=(?<doc>[^\]\n]{1,120})\] unknown field '(?<field>[^'\n]{1,120})'/,
        /undefined field:? "?(?<field>[\w.-]{1,120})/,
        /immense term in field="(?<field>[^"\n]{1,120})"/,
      ],
      also: [/solr|\[doc=|immense term/i],
    },
    rootCause: "Solr cannot index or query the field `{field}`[[ (document {doc})]]",
    explanation:
      "The collection's schema has no such field and no dynamic field that fits, or the value is longer than a string field may hold (32766 bytes).",
    checks: ["`/schema/fields` of the collection, and whether its config set is the current one"],
    fixes: [
      "Add the field through the Schema API or the config set, and reload the collection",
      "Drop unknown fields with an `IgnoreFieldUpdateProcessorFactory`",
      "Use a text field for long values, or shorten them",
    ],
  },
  {
    id: "solr/shard-unavailable",
    title: "Solr shard without a leader",
    category: "infrastructure",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /No registered leader was found after waiting for (?<ms>\d{1,9})ms ?, collection: (?<collection>[\w.-]{1,120}) slice: (?<shard>\w{1,40})/,
        /no servers hosting shard:? ?(?<shard>[\w.-]{0,80})/,
        /Cannot talk to ZooKeeper - Updates are disabled/,
      ],
    },
    rootCause: "Solr has no live leader[[ for `{shard}`]][[ of `{collection}`]]",
    explanation:
      "All replicas of the shard are down or recovering, or the node lost its connection to ZooKeeper.",
    checks: [
      "`CLUSTERSTATUS` of the Collections API: state of each replica",
      "ZooKeeper, and long garbage collections of the nodes",
    ],
    fixes: [
      "Bring the nodes back and wait for recovery, then retry",
      "If no replica becomes leader: `FORCELEADER`",
      "Prevent long pauses: smaller batches, fewer commits, a fitting heap",
    ],
  },
];
