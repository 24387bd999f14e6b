import { createHash, createHmac, randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { readArguments, UsageError } from "./arguments";
import { readArtifacts, type DbtPayload } from "./dbt-artifacts";

const OPTIONS = ["--url", "--log", "--exit-code", "--pipeline", "--environment"];
const TIMEOUT_MS = 15_000;
const PAUSES_MS = [1_000, 4_000];

/**
 * `pd dbt FOLDER`: sends what dbt left in its target folder to the source at PIPELINE_DEBUGGER_URL. With `--exit-code` it
 * ends with dbt's own code, so that it can stand after dbt in a script without hiding its failure.
 * @returns 0 if it was taken, 1 if not
 */
export async function sendDbt(args: string[]): Promise<number> {
  const { files, isJson, options } = readArguments(args, OPTIONS);
  if (files.length > 1) throw new UsageError("dbt takes one folder");
  const folder = files[0] ?? "target";
  const exitCode = exitCodeOf(options.get("--exit-code"));
  const end = (code: number) => exitCode ?? code;
  let payload: DbtPayload;
  try {
    payload = {
      ...(await readArtifacts(folder, {
        logFile: options.get("--log") ?? join(folder, "..", "logs", "dbt.log"),
        exitCode,
      })),
      ...named("pipeline", options.get("--pipeline")),
      ...named("environment", options.get("--environment") ?? process.env["PIPELINE_DEBUGGER_ENVIRONMENT"]),
    };
  } catch (error) {
    process.stderr.write(`pd: ${(error as Error).message}\n`);
    return end(1);
  }
  if (isJson) {
    process.stdout.write(`${JSON.stringify(payload)}\n`);
    return end(0);
  }
  if (payload.omitted)
    process.stderr.write(
      `pd: left out, because the artifacts are too large: ${payload.omitted.join(", ")}\n`,
    );
  const answer = await send(address(options.get("--url")), payload);
  process.stderr.write(`pd: ${answer.text}\n`);
  return end(answer.isTaken ? 0 : 1);
}

function named(name: string, value: string | undefined): object {
  return value === undefined || value === "" ? {} : { [name]: value };
}

function exitCodeOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,3}$/.test(text)) throw new UsageError("--exit-code requires dbt's exit code, such as $?");
  return Number(text);
}

function address(given: string | undefined): { url: URL; secret: string } {
  const [text, secret] = [
    given ?? process.env["PIPELINE_DEBUGGER_URL"],
    process.env["PIPELINE_DEBUGGER_SECRET"],
  ];
  if (!text)
    throw new UsageError("set PIPELINE_DEBUGGER_URL to the webhook URL of your dbt source, or use --url");
  if (!secret) throw new UsageError("set PIPELINE_DEBUGGER_SECRET to the secret of your dbt source");
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new UsageError(`"${text}" is not an http or https URL`);
  }
  return { url: new URL(text), secret };
}

interface Answer {
  isTaken: boolean;
  text: string;
}

/** Sends it, up to three times while the receiver is not available. */
async function send({ url, secret }: { url: URL; secret: string }, payload: DbtPayload): Promise<Answer> {
  const id = deliveryId(payload);
  for (const pause of [...PAUSES_MS, null]) {
    const answer = await sendOnce(url, { id, secret, payload });
    if (answer !== null && (!answer.isRetryable || pause === null)) return answer;
    await sleep(pause ?? 0);
  }
  return { isTaken: false, text: `${url.origin} could not be reached` };
}

/**
 * The same for the same results, so that sending them twice reports them once. A run that stopped left nothing that tells it
 * from the next one that stops like this.
 */
function deliveryId(payload: DbtPayload): string {
  if (payload.runResults === undefined) return `msg_${randomUUID()}`;
  return `msg_${createHash("sha256").update(JSON.stringify(payload)).digest("hex").slice(0, 32)}`;
}

async function sendOnce(
  url: URL,
  { id, secret, payload }: { id: string; secret: string; payload: DbtPayload },
): Promise<(Answer & { isRetryable: boolean }) | null> {
  const text = JSON.stringify(payload);
  const timestamp = Math.floor(Date.now() / 1000).toString();
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${text}`).digest("base64");
  try {
    const response = await fetch(url, {
      method: "POST",
      body: gzipSync(text),
      headers: {
        "content-type": "application/json",
        "content-encoding": "gzip",
        "user-agent": "pipeline-debugger-dbt/1",
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        "webhook-signature": `v1,${signature}`,
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const words = (await response.text()).slice(0, 300);
    return {
      isTaken: response.ok,
      isRetryable: response.status === 429 || response.status >= 500,
      text: response.ok ? `sent to ${url.origin}` : `${url.origin} answered ${response.status}: ${words}`,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { isTaken: false, isRetryable: true, text: `${url.origin} could not be reached: ${reason}` };
  }
}
