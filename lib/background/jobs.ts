/** What worker threads can do: pure functions of one input, whose result can be cloned. */
import { readLog, type LogInput } from "@/lib/background/read-log";
import { parseBody } from "@/lib/background/parse-body";
import { readableJson, readableText } from "@/lib/background/readable";
import { setRedactionKey } from "@/lib/redaction/placeholders";
import { redact } from "@/lib/redaction/redact";

const JOBS = {
  "redact-text": (text: string) => redact(text),
  "readable-text": (text: string) => readableText(text),
  /** JSON text in, JSON text out: parsing it is cheaper than cloning what was parsed. */
  "readable-json": (text: string) => JSON.stringify(readableJson(JSON.parse(text) as unknown)),
  "read-log": (log: LogInput) => readLog(log),
  /** Without the value: the caller parses the text again, which is cheaper than cloning what was parsed. */
  "parse-body": (rawBody: Uint8Array) => {
    const body = parseBody(rawBody);
    return body.ok ? { ok: true as const, text: body.text } : body;
  },
};

type Jobs = typeof JOBS;
export type JobName = keyof Jobs;

/** What somebody waits for outside: these go before the work of analyses. */
export const URGENT_JOBS: ReadonlySet<JobName> = new Set(["parse-body"]);

export type JobInput<Name extends JobName> = Parameters<Jobs[Name]>[0];
export type JobResult<Name extends JobName> = ReturnType<Jobs[Name]>;

/** A job as it is sent to a worker. */
export interface JobMessage {
  name: JobName;
  input: unknown;
  /** Key of the hashes in placeholders: equal secrets stay equal, whichever thread found them. */
  redactionKey: string | null;
}

export type JobAnswer = { ok: true; result: unknown } | { ok: false; message: string };

/** Does one job in this thread. Never throws. */
export function doJob({ name, input, redactionKey }: JobMessage): JobAnswer {
  setRedactionKey(redactionKey);
  try {
    return { ok: true, result: (JOBS[name] as (input: unknown) => unknown)(input) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
