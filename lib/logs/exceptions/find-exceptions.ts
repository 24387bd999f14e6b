/** Finds the exceptions in a log, in any supported language. */
import { findDbtErrors } from "@/lib/logs/exceptions/dbt-errors";
import { readErrorDetail } from "@/lib/logs/exceptions/error-detail";
import { chainExceptions } from "@/lib/logs/exceptions/exception-chains";
import { findJvmExceptions } from "@/lib/logs/exceptions/jvm-stack";
import { findPythonExceptions } from "@/lib/logs/exceptions/python-traceback";
import { findQuotedTracebacks } from "@/lib/logs/exceptions/quoted-traceback";
import type { RawException } from "@/lib/logs/exceptions/raw-exception";
import type { ReadLog } from "@/lib/logs/records/record-builder";
import type { LogException } from "@/lib/logs/schemas";
import { findScriptExceptions } from "@/lib/logs/exceptions/script-stacks";

/** The exceptions with chains, roots and exact spans, in log order. */
export function findExceptions(log: ReadLog): LogException[] {
  const { lines, records } = log;
  const raws: RawException[] = [];
  const python = findPythonExceptions(lines);
  const jvm = findJvmExceptions(lines);
  joinAcrossLanguages(python, jvm);
  raws.push(...python, ...jvm, ...findScriptExceptions(lines), ...findDbtErrors(lines));
  raws.push(...findQuotedTracebacks(lines));
  for (const detail of log.details) {
    const record = records[detail.record];
    if (record !== undefined) raws.push(...readErrorDetail(detail, record));
  }
  return chainExceptions(raws, lines, records);
}

/** PySpark nests both ways: Python errors inside JVM traces, and JVM traces as messages of Python errors. */
function joinAcrossLanguages(python: readonly RawException[], jvm: readonly RawException[]): void {
  let next = 0;
  for (const javaError of jvm.filter((exception) => exception.outer === null)) {
    while (next < python.length && (python[next]?.endIndex ?? 0) < javaError.startIndex - 1) next += 1;
    for (let at = next; at < Math.min(python.length, next + 12); at += 1) {
      const pythonError = python[at];
      if (pythonError !== undefined) joinPair(pythonError, javaError);
    }
  }
}

function joinPair(pythonError: RawException, javaError: RawException): void {
  const below =
    pythonError.startIndex < javaError.startIndex && pythonError.endIndex >= javaError.startIndex - 1;
  if (below && javaError.outer === null && /Py4J/.test(pythonError.type ?? "")) {
    javaError.outer = pythonError;
    javaError.link = "cause";
    return;
  }
  const inside = javaError.startIndex <= pythonError.startIndex && javaError.endIndex > pythonError.endIndex;
  if (inside && pythonError.outer === null && /PythonException|Worker/.test(javaError.type ?? "")) {
    pythonError.outer = javaError;
    pythonError.link = "cause";
  }
}
