import { describe, expect, it } from "vitest";
import { exceptionInLog } from "@/lib/failures/exception-in-log";
import { failureIdentity } from "@/lib/failures/identity";
import { normaliseGeneric } from "@/lib/intake/sources/generic/normalise";
import { incidentTitle } from "@/lib/failures/title";

const traceback = (file: string, error: string) => `02:00:01 INFO reading
Traceback (most recent call last):
  File "/srv/jobs/${file}", line 77, in compact
    check(part)
${error}
02:00:02 INFO cleaning up
`;

function reportOf(log: string) {
  const read = normaliseGeneric({ pipeline: "compaction", task: "compact", log });
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.report;
}

describe("exceptionInLog", () => {
  it("returns the error and its traceback without the surrounding lines", () => {
    expect(exceptionInLog(traceback("compact.py", "ValueError: checksum mismatch"))).toEqual({
      type: "ValueError",
      message: "checksum mismatch",
      traceback: [
        "Traceback (most recent call last):",
        '  File "/srv/jobs/compact.py", line 77, in compact',
        "    check(part)",
        "ValueError: checksum mismatch",
      ].join("\n"),
    });
  });

  it("finds the same error however much log surrounds it", () => {
    const log = traceback("compact.py", "ValueError: checksum mismatch");
    const noise = Array.from({ length: 9_000 }, (_, n) => `02:00:00 INFO part ${n} is compacted\n`).join("");
    expect(exceptionInLog(`${noise}${log}${noise}`)).toEqual(exceptionInLog(log));
  });

  it.each([
    [
      "an error line without a traceback",
      "loading 14 files\npsql:refs.sql:19: ERROR:  permission denied for schema ref_admin\nmake: leaving\n",
      { type: null, message: "psql:refs.sql:19: ERROR:  permission denied for schema ref_admin" },
    ],
    [
      "an exception named without a traceback",
      "starting\nacme.jobs.LoadFailedError: resource with key 'warehouse' was not provided\n",
      { type: "acme.jobs.LoadFailedError", message: "resource with key 'warehouse' was not provided" },
    ],
    [
      "the message of an error object",
      '{\n  "code" : 404,\n  "message" : "Not found: Job mart:digdag_s0",\n  "status" : "NOT_FOUND"\n}\n',
      { type: null, message: "Not found: Job mart:digdag_s0" },
    ],
  ])("falls back to %s when the log does not say how the run ended", (_name, log, expected) => {
    expect(exceptionInLog(log)).toEqual({ ...expected, traceback: null });
  });

  it.each([
    ["a run that succeeded", "WARN retrying: ConnectionError\nINFO Marking task as SUCCESS.\n"],
    ["text that mentions no failure", "boom"],
  ])("returns null for %s", (_name, log) => {
    expect(exceptionInLog(log)).toBeNull();
  });
});

describe("a report that carries only a log", () => {
  const report = reportOf(traceback("compact.py", "ValueError: checksum mismatch in part-1"));

  it("gets a title that says what broke", () => {
    expect(incidentTitle(report)).toBe("ValueError checksum mismatch in part-1 in compact");
  });

  it("keeps its identity in a later run and gets a new one for a new cause", () => {
    const identity = (log: string) => failureIdentity("s", reportOf(log)).dedupKey;
    const again = traceback("compact.py", "ValueError: checksum mismatch in part-2").replaceAll(
      "02:00",
      "03:10",
    );
    const other = traceback("upload.py", "PermissionError: [Errno 13] Permission denied: '/out'");
    expect(identity(again)).toBe(failureIdentity("s", report).dedupKey);
    expect(identity(other)).not.toBe(failureIdentity("s", report).dedupKey);
  });
});
