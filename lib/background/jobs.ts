/** The jobs of worker threads: pure functions of one input whose result can be structured-cloned. */
import { compareLogInputs, type LogComparison } from "@/lib/background/compare-logs";
import { readLog, type LogInput } from "@/lib/background/read-log";
import { parseBody } from "@/lib/background/parse-body";
import { readableJson, readableText } from "@/lib/background/readable";
import { setRedactionKey } from "@/lib/redaction/placeholders";
import { redact } from "@/lib/redaction/redact";

const JOBS = {
  "redact-text": (text: string) => redact(text),
  "readable-text": (text: string) => readableText(text),
  /** JSON text in, JSON text out: parsing is cheaper than cloning the parsed value. */
  "readable-json": (text: string) => JSON.stringify(readableJson(JSON.parse(text) as unknown)),
  "read-log": (log: LogInput) => readLog(log),
  "compare-logs": (comparison: LogComparison) => compareLogInputs(comparison),
  /** Omits the value: parsing the text again is cheaper than cloning the parsed value. */
  "parse-body": (rawBody: Uint8Array) => {
    const body = parseBody(rawBody);
    return body.ok ? { ok: true as const, text: body.text } : body;
  },
};

type Jobs = typeof JOBS;
export type JobName = keyof Jobs;

/** Jobs that block an HTTP response: they run before analysis jobs. */
export const URGENT_JOBS: ReadonlySet<JobName> = new Set(["parse-body"]);

export type JobInput<Name extends JobName> = Parameters<Jobs[Name]>[0];
export type JobResult<Name extends JobName> = ReturnType<Jobs[Name]>;

/** The message that hands a job to a worker. */
export interface JobMessage {
  name: JobName;
  input: unknown;
  /** Key of the placeholder hashes, so that equal secrets get equal placeholders in every thread. */
  redactionKey: string | null;
}

export type JobAnswer = { ok: true; result: unknown } | { ok: false; message: string };

/** Runs one job in this thread. Never throws. */
export function doJob({ name, input, redactionKey }: JobMessage): JobAnswer {
  setRedactionKey(redactionKey);
  try {
    return { ok: true, result: (JOBS[name] as (input: unknown) => unknown)(input) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
