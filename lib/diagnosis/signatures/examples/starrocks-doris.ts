import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const starrocksDorisExamples: SignatureExamples = {
  "starrocks/analyzing-error": {
    examples: [
      {
        text: "(1064, 'Getting analyzing error at line 1, column 7. Detail message: No matching function with signature: to_date(int(11)).')",
      },
      {
        text: "ERROR 1064 (HY000): Getting syntax error at line 1, column 14. Detail message: Unexpected input 'form', the most similar input is {'from'}.",
      },
    ],
    nearMisses: [
      { text: "(1064, \"Getting analyzing error. Detail message: Column 'discount' cannot be resolved.\")" },
    ],
  },
  "starrocks/no-such-object": {
    examples: [
      {
        text: "(1064, \"Getting analyzing error. Detail message: Column 'discount' cannot be resolved.\")",
        captures: { column: "discount" },
      },
      {
        text: "(1105, \"errCode = 2, detailMessage = Unknown column 'discount' in 'table list'\")",
        captures: { column: "discount" },
      },
      {
        text: "(1105, 'errCode = 2, detailMessage = Table [orders] does not exist in database [shop].')",
        captures: { table: "orders" },
      },
    ],
    nearMisses: [{ text: "(1054, \"Unknown column 'discount' in 'field list'\")" }],
  },
  "starrocks/memory-limit": {
    examples: [
      {
        text: "ERROR 1064 (HY000): Memory of process exceed limit. Start execute plan fragment. Used: 49065336072, Limit: 48608902839. Mem usage has exceed the limit of BE",
      },
      {
        text: "(1105, 'errCode = 2, detailMessage = (10.0.0.5)[MEM_LIMIT_EXCEEDED]PreCatch error code:11, [E11] Allocator sys memory check failed')",
      },
    ],
    nearMisses: [{ text: "DB::Exception: Memory limit exceeded: would use 9.37 GiB" }],
  },
  "starrocks/filtered-rows": {
    examples: [
      {
        text: '"Status": "Fail",\n    "Message": "[DATA_QUALITY_ERROR]too many filtered rows",\n    "NumberTotalRows": 1,',
      },
      {
        text: "(1064, 'Insert has filtered data in strict mode. txn_id = 4 tracking sql = select tracking_log from information_schema.load_tracking_logs where job_id=1')",
      },
    ],
    nearMisses: [{ text: "Loaded 10 rows, 0 filtered" }],
  },
  "starrocks/too-many-versions": {
    examples: [
      {
        text: "tablet writer write failed, tablet_id=10086, err=[E-235]failed to init rowset builder. version count: 2001, exceed limit: 2000, tablet: 10086",
        captures: { count: "2001", limit: "2000" },
      },
      {
        text: "Failed to load data into tablet 10086, because of too many versions, current/limit: 1001/1000. You can reduce the loading job concurrency, or increase loading data batch size.",
      },
    ],
    nearMisses: [{ text: "Too many parts (301). Merges are processing significantly slower than inserts" }],
  },
  "starrocks/backends-unavailable": {
    examples: [
      {
        text: "ERROR 1064 (HY000): Backend not found. Check if any backend is down or not. backend: [10.0.0.5 alive: false inBlacklist: true]",
      },
      { text: "(1064, 'Unexpected exception: Failed to find enough hosts in all backends. need: 3')" },
      { text: "errCode = 2, detailMessage = There is no scanNode Backend available.[10003: not alive]" },
    ],
    nearMisses: [{ text: "There are 3 backends" }],
  },
  "starrocks/query-timeout": {
    examples: [
      {
        text: "ERROR 1064 (HY000): Query reached its timeout of 300 seconds, please increase the 'query_timeout' session variable and retry",
        captures: { seconds: "300" },
      },
      { text: "(1105, 'errCode = 2, detailMessage = query timeout')" },
    ],
    nearMisses: [{ text: "canceling statement due to statement timeout" }],
  },
};
