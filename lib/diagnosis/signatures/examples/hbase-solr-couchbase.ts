import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const hbaseSolrCouchbaseExamples: SignatureExamples = {
  "couchbase/timeout": {
    examples: [
      {
        text: 'com.couchbase.client.core.error.UnambiguousTimeoutException: GetRequest, Reason: TIMEOUT {"cancelled":true,"lastDispatchedTo":"harbour:11210","timeoutMs":2500}',
        captures: { request: "GetRequest", ms: "2500", host: "harbour:11210" },
      },
      {
        text: "couchbase.exceptions.UnAmbiguousTimeoutException: <ec=14, category=couchbase.common, message=unambiguous_timeout (14)>",
      },
    ],
    nearMisses: [{ text: "java.net.SocketTimeoutException: Read timed out" }],
  },
  "hbase/region-unavailable": {
    examples: [
      {
        text: "org.apache.hadoop.hbase.NotServingRegionException: Region crates,,1 is not online on rs1,16020,1",
        captures: { kind: "NotServingRegionException", region: "crates" },
      },
      {
        text: "org.apache.hadoop.hbase.client.RetriesExhaustedException: Failed after attempts=36, exceptions:",
      },
    ],
    nearMisses: [{ text: "ERROR 9005 (HY000): Region is unavailable" }],
  },
  "hbase/no-such-object": {
    examples: [
      { text: "org.apache.hadoop.hbase.TableNotFoundException: crates", captures: { object: "crates" } },
      {
        text: "org.apache.hadoop.hbase.regionserver.NoSuchColumnFamilyException: Column family d does not exist in region crates,,1",
        captures: { object: "d" },
      },
    ],
    nearMisses: [
      { text: "org.apache.iceberg.exceptions.NoSuchTableException: Table does not exist: crates" },
    ],
  },
  "solr/unknown-field": {
    examples: [
      {
        text: "org.apache.solr.common.SolrException: ERROR: [doc=88121] unknown field 'weight_s2'",
        captures: { doc: "88121", field: "weight_s2" },
      },
      {
        text: "org.apache.solr.client.solrj.impl.BaseHttpSolrClient$RemoteSolrException: Error from server at http://harbour:8983/solr/crates: undefined field weight",
        captures: { field: "weight" },
      },
    ],
    nearMisses: [{ text: 'json: unknown field "weight_s2"' }],
  },
  "solr/shard-unavailable": {
    examples: [
      {
        text: "No registered leader was found after waiting for 4000ms , collection: crates slice: shard2",
        captures: { collection: "crates", shard: "shard2" },
      },
      { text: "org.apache.solr.common.SolrException: no servers hosting shard: shard2" },
    ],
    nearMisses: [{ text: "kafka: no leader for partition crates-2" }],
  },
};
