import { logOfSubject, type ObservedLog } from "@/lib/diagnosis/engine/log-subjects";
import type { Observed } from "@/lib/diagnosis/engine/observe";

const MISSING_KEY = /KeyError:? ['"](.{1,80})['"]/;
/** What code calls one record of its data, or the data itself. */
const RECORD =
  /\b(\w*(?:row|rec|record|item|event|msg|message|payload|doc|document|entry|line|data|frame|batch|order|customer|product)s?|entries|df\w*|\w+_df)$/i;

/**
 * The failing line, if it reads the missing key from a record of the data by what the code calls it: `row["region"]`. A name
 * that could be a setting then is a field. Null otherwise. Pure.
 */
export function keyOfRecord({
  logs,
  subjects,
}: Observed): { piece: ObservedLog["evidence"]; line: number; claim: string } | null {
  const subject = subjects[0];
  const key = MISSING_KEY.exec(subject?.text.slice(0, 500) ?? "")?.[1];
  const log = logOfSubject(logs, subject);
  const frame = subject?.exception?.frames.findLast(({ origin }) => origin === "user");
  if (key === undefined || log === null || frame?.source == null || frame.logLine === null) return null;
  const from = [`["${key}"]`, `['${key}']`]
    .map((subscript) => frame.source?.indexOf(subscript) ?? -1)
    .filter((at) => at > 0)
    .map((at) => RECORD.exec(frame.source?.slice(Math.max(0, at - 60), at) ?? "")?.[1])[0];
  if (from === undefined) return null;
  const source = frame.source.trim();
  const line = [frame.logLine + 1, frame.logLine].find((no) =>
    log.lines[no - log.firstLine]?.includes(source),
  );
  if (line === undefined) return null;
  return { piece: log.evidence, line, claim: `The failing line reads \`${key}\` from \`${from}\`` };
}
