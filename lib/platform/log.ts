import pino, { type Logger } from "pino";
import { logSettings } from "@/lib/platform/env";

const HIDDEN = "[hidden]";

/** Keys whose value never reaches a log line, at any depth. */
const SECRET_FIELD =
  /"(authorization|cookie|set-cookie|password|passwordHash|secret|secretEnc|token|apiToken|apiKey|privateKey|credentials|x-webhook-secret|x-api-key)":"(?:[^"\\]|\\.)*"/gi;

/** Shapes of secrets inside any text: URL credentials, bearer tokens, and keys with a known beginning. */
const SECRET_TEXT =
  /(:\/\/[^\s:/@"]{0,200}:)[^\s/@"]{1,300}(?=@)|(\b[Bb]earer )[\w.~+/=-]{8,}|\b(?:pd_|whsec_|sk-ant-|ghp_|gho_|ghs_|github_pat_|signkey-prod-)[\w+/=-]{8,}/g;

/** One log line without the secrets it may have carried. */
export function hideSecrets(line: string): string {
  return line
    .replace(SECRET_FIELD, `"$1":"${HIDDEN}"`)
    .replace(
      SECRET_TEXT,
      (_match, credentials?: string, bearer?: string) => `${credentials ?? bearer ?? ""}${HIDDEN}`,
    );
}

/** What a person at the terminal sees of a line: level and message, and the error behind it. */
export function humanLine(line: string): string {
  const entry = JSON.parse(line) as { level: number; msg?: string; err?: { message?: string } };
  const level = entry.level >= 50 ? "error" : "warning";
  const cause = entry.err?.message && entry.err.message !== entry.msg ? `: ${entry.err.message}` : "";
  return `${level}: ${`${entry.msg ?? ""}${cause}`.replace(/^: /, "")}\n`;
}

function createLog(): Logger {
  const { level, file } = logSettings();
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  if (!file || file === "-") {
    const stdout = pino.destination({ fd: 1, sync: true });
    return pino(options, { write: (line) => stdout.write(hideSecrets(line)) });
  }
  const out = pino.destination({ dest: file, mkdir: true, append: true, sync: true, mode: 0o600 });
  const lines = { write: (line: string) => out.write(hideSecrets(line)) };
  const terminal = { write: (line: string) => process.stderr.write(humanLine(hideSecrets(line))) };
  const streams = pino.multistream([
    { level: "trace", stream: lines },
    { level: "warn", stream: terminal },
  ]);
  return pino(options, streams);
}

const LOG = Symbol.for("pipeline-debugger.log");

/** The log of this process: one JSON line per entry, without secrets. Bundles of one process share it. */
export const log: Logger = ((globalThis as { [LOG]?: Logger })[LOG] ??= createLog());
