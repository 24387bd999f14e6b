import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const goProgramExamples: SignatureExamples = {
  "go/nil-pointer": {
    examples: [
      {
        text: "panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x8 pc=0x49a2f1]\n\ngoroutine 1 [running]:\nmain.loadCrates(...)\n\t/src/harbour/load.go:42 +0x31",
        captures: { place: "/src/harbour/load.go:42" },
      },
    ],
    nearMisses: [{ text: "Segmentation fault (core dumped)" }],
  },
  "go/index-out-of-range": {
    examples: [
      {
        text: "panic: runtime error: index out of range [7] with length 7",
        captures: { index: "7", length: "7" },
      },
      {
        text: "panic: runtime error: slice bounds out of range [:10] with capacity 4",
        captures: { index: ":10" },
      },
    ],
    nearMisses: [{ text: "IndexError: list index out of range" }],
  },
  "go/panic": {
    examples: [
      { text: "panic: send on closed channel", captures: { reason: "send on closed channel" } },
      { text: "fatal error: all goroutines are asleep - deadlock!" },
      { text: "panic: interface conversion: interface {} is string, not float64" },
    ],
    nearMisses: [{ text: "kernel panic: not syncing" }],
  },
  "go/json-type": {
    examples: [
      {
        text: "json: cannot unmarshal string into Go struct field Crate.weight of type float64",
        captures: { found: "string", field: "Crate.weight", type: "float64" },
      },
      { text: 'json: unknown field "harbour"', captures: { field: "harbour" } },
    ],
    nearMisses: [{ text: "yaml: line 3: mapping values are not allowed in this context" }],
  },
  "go/json-syntax": {
    examples: [
      {
        text: "failed to decode feed: invalid character '}' looking for beginning of object key string",
        captures: { found: "}" },
      },
      { text: "invalid character '<' looking for beginning of value" },
      { text: "unexpected end of JSON input" },
    ],
    nearMisses: [{ text: "SyntaxError: invalid character in identifier" }],
  },
  "go/time-format": {
    examples: [
      {
        text: 'parsing time "31/02/2024" as "02/01/2006": cannot parse "31/02/2024" as "02/01/2006"',
        captures: { value: "31/02/2024", layout: "02/01/2006" },
      },
      {
        text: 'parsing time "2024-02-31": day out of range',
        captures: { value: "2024-02-31", reason: "day out of range" },
      },
    ],
    nearMisses: [{ text: "parsing time: 12 ms" }],
  },
  "go/module-missing": {
    examples: [
      {
        text: "main.go:11:2: no required module provides package github.com/acme/crates; to add it:\n\tgo get github.com/acme/crates",
        captures: { module: "github.com/acme/crates" },
      },
      { text: 'plugin.Open("transform"): plugin was built with a different version of package internal/abi' },
    ],
    nearMisses: [{ text: "ModuleNotFoundError: No module named 'crates'" }],
  },
  "go/sql-driver": {
    examples: [
      { text: 'sql: unknown driver "snowflake" (forgotten import?)', captures: { driver: "snowflake" } },
    ],
    nearMisses: [{ text: "java.sql.SQLException: No suitable driver" }],
  },
  "go/http-timeout": {
    examples: [
      {
        text: 'Post "https://harbour.example/v1/crates": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
        captures: { url: "https://harbour.example/v1/crates", phase: "awaiting headers" },
      },
      { text: "net/http: TLS handshake timeout", captures: { phase: "TLS handshake timeout" } },
      {
        text: "dial tcp 172.20.4.1:1433: i/o timeout, giving up after 5 attempts",
        captures: { address: "172.20.4.1:1433" },
      },
    ],
    nearMisses: [{ text: "rpc error: code = DeadlineExceeded desc = context deadline exceeded" }],
  },
  "go/yaml-field": {
    examples: [
      {
        text: 'level=error msg="Error loading config (--config.file=/etc/prometheus/prometheus.yml)" err="parsing YAML file: yaml: unmarshal errors:\\n  line 18: field scrape_intervall not found in type config.ScrapeConfig"',
        captures: { line: "18", field: "scrape_intervall", file: "/etc/prometheus/prometheus.yml" },
      },
      {
        text: "yaml: unmarshal errors:\n  line 7: cannot unmarshal !!str `ten` into int",
        captures: { line: "7", type: "int", found: "str" },
      },
    ],
    nearMisses: [{ text: "yaml: line 7: did not find expected key" }],
  },
  "go/unknown-flag": {
    examples: [
      { text: "Error: unknown flag: --since-date", captures: { flag: "--since-date" } },
      { text: "flag provided but not defined: -crates", captures: { flag: "-crates" } },
    ],
    nearMisses: [{ text: "unknown flag emoji" }],
  },
  "go/connection-failed": {
    examples: [
      {
        text: "dial tcp 10.4.11.2:5432: connect: connection refused",
        captures: { address: "10.4.11.2:5432", reason: "connection refused" },
      },
      {
        text: "read tcp 10.2.1.7:44120->52.4.8.1:443: read: connection reset by peer",
        captures: { address: "52.4.8.1:443", reason: "connection reset by peer" },
      },
    ],
    nearMisses: [
      {
        text: 'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing dial tcp 10.0.0.1:443: connect: connection refused"',
      },
    ],
  },
  "go/file-missing": {
    examples: [
      {
        text: "open /mnt/drop/crates_2023-06-20.json: no such file or directory",
        captures: { path: "/mnt/drop/crates_2023-06-20.json" },
      },
    ],
    nearMisses: [{ text: "cat: /mnt/drop/crates.json: No such file or directory" }],
  },
};
