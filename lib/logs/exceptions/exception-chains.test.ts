import { describe, expect, it } from "vitest";
import { parseLog } from "@/lib/logs/parse-log";

const PYTHON = `Traceback (most recent call last):
  File "/srv/etl/main.py", line 9, in main
    load()
  File "/srv/etl/load.py", line 4, in load
    rows[3]
IndexError: list index out of range`;

const GO = `panic: runtime error: index out of range [3] with length 3

goroutine 1 [running]:
main.load(...)
	/srv/etl/load.go:4
main.main()
	/srv/etl/main.go:9 +0x9c
exit status 2`;

const NODE = `/srv/etl/load.js:4
HttpError: GET /orders failed: 500
    at load (/srv/etl/load.js:4:13)
    at main (/srv/etl/main.js:9:18)`;

const JAVA = `Exception in thread "main" java.lang.IllegalStateException: no rows
	at com.acme.etl.Load.run(Load.java:4)
	at com.acme.etl.Main.main(Main.java:9)`;

const RUBY = `/srv/etl/load.rb:4:in \`fetch': index 3 outside of array bounds (IndexError)
	from /srv/etl/main.rb:9:in \`main'`;

describe("frames of an exception", () => {
  it.each([
    ["Python", PYTHON],
    ["Go", GO],
    ["JavaScript", NODE],
    ["Java", JAVA],
    ["Ruby", RUBY],
  ])("end with the failing frame in %s, whatever the print order", (_language, text) => {
    const [exception] = parseLog(text).exceptions;
    expect(exception?.frames.map(({ line }) => line)).toEqual([9, 4]);
  });
});

describe("a suppressed exception", () => {
  const failed = [
    "java.lang.IllegalArgumentException: the batch size is larger than the limit",
    "\tat com.acme.etl.Load.open(Load.java:14)",
    "\tSuppressed: java.lang.NullPointerException: writer is null",
    "\t\tat com.acme.etl.Load.close(Load.java:90)",
    "\tCaused by: java.io.IOException: stream closed",
    "\t\tat com.acme.etl.Stream.close(Stream.java:9)",
    "Caused by: java.lang.IllegalStateException: limit is 500",
    "\tat com.acme.etl.Limits.check(Limits.java:7)",
  ];

  it("is not the root, and neither is its cause", () => {
    const { exceptions } = parseLog(failed.join("\n"));
    expect(exceptions.map(({ message }) => message)).toEqual([
      "the batch size is larger than the limit",
      "limit is 500",
    ]);
    expect(exceptions[0]?.frames.map(({ line }) => line)).toEqual([14]);
  });

  it("counts where the exception itself says nothing", () => {
    const log = ["java.util.concurrent.ExecutionException: run failed", ...failed.slice(1, 4)].join("\n");
    expect(parseLog(log).exceptions.find(({ isRoot }) => isRoot)?.message).toBe("writer is null");
  });
});
