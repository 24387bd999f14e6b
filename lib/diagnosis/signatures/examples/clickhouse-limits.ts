import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const clickhouseLimitExamples: SignatureExamples = {
  "clickhouse/memory-limit": {
    examples: [
      {
        text: "clickhouse_connect.driver.exceptions.DatabaseError: Code: 241. DB::Exception: Memory limit (total) exceeded: would use 9.32 GiB (attempt to allocate chunk of 4356204 bytes), maximum: 9.31 GiB. (MEMORY_LIMIT_EXCEEDED)",
        captures: { scope: "total", used: "9.32 GiB" },
      },
      {
        text: "Code: 241. DB::Exception: Query memory limit exceeded: would use 3.51 GiB (attempt to allocate chunk of 5.01 MiB bytes), maximum: 3.50 GiB.: While executing AggregatingTransform. (MEMORY_LIMIT_EXCEEDED)",
        captures: { used: "3.51 GiB", limit: "3.50 GiB", step: "AggregatingTransform" },
      },
    ],
    nearMisses: [{ text: "java.lang.OutOfMemoryError: GC overhead limit exceeded" }],
  },
  "clickhouse/too-many-parts": {
    examples: [
      {
        text: "Code: 252. DB::Exception: Too many parts (300). Merges are processing significantly slower than inserts. (TOO_MANY_PARTS) (version 23.8.9.54 (official build))",
        captures: { parts: "300" },
      },
    ],
    nearMisses: [
      {
        text: "clickhouse_driver.errors.ServerException: Code: 252.\nDB::Exception: Too many partitions for single INSERT block (more than 100). The limit is controlled by 'max_partitions_per_insert_block' setting.",
      },
      { text: "ValueError: too many parts in the path" },
    ],
  },
  "clickhouse/too-many-partitions": {
    examples: [
      {
        text: "clickhouse_driver.errors.ServerException: Code: 252.\nDB::Exception: Too many partitions for single INSERT block (more than 100). The limit is controlled by 'max_partitions_per_insert_block' setting.",
        captures: { limit: "100" },
      },
    ],
    nearMisses: [
      {
        text: "Code: 252. DB::Exception: Too many parts (300). Merges are processing significantly slower than inserts. (TOO_MANY_PARTS)",
      },
    ],
  },
  "clickhouse/limits": {
    examples: [
      {
        text: "Code: 159. DB::Exception: Timeout exceeded: elapsed 60.000310514 seconds, maximum: 60. (TIMEOUT_EXCEEDED)",
      },
    ],
    nearMisses: [
      {
        text: "Code: 202. DB::Exception: Too many simultaneous queries. Maximum: 100. (TOO_MANY_SIMULTANEOUS_QUERIES)",
      },
      { text: "requests.exceptions.ReadTimeout: Read timed out. (read timeout=60)" },
    ],
  },
  "clickhouse/too-many-queries": {
    examples: [
      {
        text: "Code: 202. DB::Exception: Too many simultaneous queries. Maximum: 100. (TOO_MANY_SIMULTANEOUS_QUERIES)",
        captures: { what: "Too many simultaneous queries. Maximum: 100" },
      },
    ],
    nearMisses: [
      {
        text: "Code: 159. DB::Exception: Timeout exceeded: elapsed 60.000310514 seconds, maximum: 60. (TIMEOUT_EXCEEDED)",
      },
    ],
  },
  "clickhouse/disk-full": {
    examples: [
      { text: "Code: 243. DB::Exception: Cannot reserve 1.00 MiB, not enough space. (NOT_ENOUGH_SPACE)" },
    ],
    nearMisses: [{ text: "Code: 202. DB::Exception: Too many simultaneous queries. Maximum: 100." }],
  },
  "clickhouse/ddl-timeout": {
    examples: [
      {
        text: "Code: 159. DB::Exception: Distributed DDL task /clickhouse/task_queue/ddl/query-0000000042 is not finished on 2 of 3 hosts (0 of them are currently executing the task, 0 are inactive).",
        captures: { open: "2", hosts: "3" },
      },
    ],
    nearMisses: [{ text: "Code: 159. DB::Exception: Timeout exceeded: elapsed 60.1 seconds, maximum: 60" }],
  },
};
