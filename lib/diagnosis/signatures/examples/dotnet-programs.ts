import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const dotnetProgramExamples: SignatureExamples = {
  "dotnet/collection-empty": {
    examples: [
      {
        text: "System.InvalidOperationException: Sequence contains no elements",
        captures: { reason: "Sequence contains no elements" },
      },
      {
        text: "System.ArgumentOutOfRangeException: Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
      },
      {
        text: "System.Collections.Generic.KeyNotFoundException: The given key 'crate_no' was not present in the dictionary.",
        captures: { key: "crate_no" },
      },
    ],
    nearMisses: [
      { text: "java.util.NoSuchElementException: Sequence contains no element matching the predicate." },
    ],
  },
  "dotnet/invalid-use": {
    examples: [
      {
        text: "System.InvalidOperationException: A second operation was started on this context instance before a previous operation completed. This is usually caused by different threads concurrently using the same instance of DbContext.",
      },
      {
        text: "System.InvalidOperationException: Collection was modified; enumeration operation may not execute.",
      },
    ],
    nearMisses: [{ text: "RuntimeError: dictionary changed size during iteration" }],
  },
  "dotnet/invalid-cast": {
    examples: [
      {
        text: "System.InvalidCastException: Unable to cast object of type 'System.Int64' to type 'System.Int32'.",
        captures: { from: "System.Int64", to: "System.Int32" },
      },
    ],
    nearMisses: [
      {
        text: "System.InvalidCastException: Unable to cast object of type 'System.DBNull' to type 'System.String'.",
      },
    ],
  },
  "dotnet/service-missing": {
    examples: [
      {
        text: "System.InvalidOperationException: Unable to resolve service for type 'Harbour.ICrateStore' while attempting to activate 'Harbour.NightlyJob'.",
        captures: { service: "Harbour.ICrateStore", target: "Harbour.NightlyJob" },
      },
    ],
    nearMisses: [{ text: "Unable to resolve service for host 'harbour'" }],
  },
  "dotnet/connection-string": {
    examples: [
      {
        text: "System.ArgumentException: Format of the initialization string does not conform to specification starting at index 0.",
        captures: { index: "0" },
      },
      { text: "System.InvalidOperationException: The ConnectionString property has not been initialized." },
    ],
    nearMisses: [
      { text: "kotlin.UninitializedPropertyAccessException: lateinit property url has not been initialized" },
    ],
  },
  "dotnet/version-conflict": {
    examples: [
      {
        text: "System.MissingMethodException: Method not found: 'Void Newtonsoft.Json.JsonConvert.Populate(System.String)'.",
        captures: { member: "Void Newtonsoft.Json.JsonConvert.Populate(System.String)" },
      },
      {
        text: "error NU1605: Detected package downgrade: Azure.Core from 1.35.0 to 1.25.0. Reference the package directly from the project to select a different version.",
        captures: { package: "Azure.Core", wanted: "1.35.0", found: "1.25.0" },
      },
    ],
    nearMisses: [{ text: "java.lang.NoSuchMethodError: 'void com.acme.Crate.load()'" }],
  },
  "redis/stackexchange-timeout": {
    examples: [
      {
        text: "StackExchange.Redis.RedisTimeoutException: Timeout awaiting response (outbound=0KiB, inbound=0KiB, 5047ms elapsed, timeout is 5000ms), command=HGETALL",
        captures: { milliseconds: "5047", limit: "5000", command: "HGETALL" },
      },
    ],
    nearMisses: [{ text: "redis.exceptions.TimeoutError: Timeout reading from socket" }],
  },
};
