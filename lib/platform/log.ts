import pino, { type Logger } from "pino";
import { outageNotice } from "@/lib/platform/db/database-trouble";
import { logSettings } from "@/lib/platform/env";
import { LogFile } from "@/lib/platform/log-file";
import { LogRepeats } from "@/lib/platform/log-repeats";
import { TerminalLines } from "@/lib/platform/log-terminal";
import { processWide } from "@/lib/platform/process-wide";

const HIDDEN = "[hidden]";
const WARNING = 40;
const MAX_FILE_BYTES = 10_000_000;
const FILES_KEPT = 3;
const MAX_UNREAD_BYTES = 1_000_000;

/** Keys whose value never reaches a log line, at any depth. */
const SECRET_FIELD =
  /"(authorization|cookie|set-cookie|password|passwordHash|secret|secretEnc|token|apiToken|apiKey|privateKey|credentials|x-webhook-secret|x-api-key)":"(?:[^"\\]|\\.)*"/gi;

/**
 * Shapes of secrets inside any text: credentials before a host or in a query, bearer tokens, and keys with a known
 * beginning.
 */
const SECRET_TEXT =
  /(:\/\/)[^\s/@"]{1,500}(?=@)|([?&](?:access_|auth_)?(?:token|key|api_?key|secret|password|passwd|signature|sig)=)[^\s&"#]{1,500}|(\b[Bb]earer )[\w.~+/=-]{8,}|\b(?:pd_|whsec_|sk-ant-|ghp_|gho_|ghs_|github_pat_|signkey-prod-)[\w+/=-]{8,}/gi;

/** Redacts secrets in a log line. */
export function hideSecrets(line: string): string {
  return line
    .replace(SECRET_FIELD, `"$1":"${HIDDEN}"`)
    .replace(
      SECRET_TEXT,
      (_match, scheme?: string, parameter?: string, bearer?: string) =>
        `${scheme ?? parameter ?? bearer ?? ""}${HIDDEN}`,
    );
}

/** Writes redacted lines, and equal errors once a minute. Never throws. */
export class LogWriter {
  private readonly repeats = new LogRepeats();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly outputs: ((line: string) => void)[]) {}

  /** Receives a line from pino. */
  write(line: string): void {
    this.writeAll(this.repeats.admit(hideSecrets(line), Date.now()));
    const dueAt = this.repeats.nextDue();
    if (dueAt === null || this.timer) return;
    this.timer = setTimeout(() => this.writeDue(), Math.max(0, dueAt - Date.now())).unref();
  }

  private writeDue(): void {
    this.timer = undefined;
    this.writeAll(this.repeats.due(Date.now()));
  }

  private writeAll(lines: string[]): void {
    for (const line of lines) {
      for (const output of this.outputs) {
        try {
          output(line);
        } catch {
          // Nothing is left to report to.
        }
      }
    }
  }
}

/** The reader of standard output may be slow or gone, so lines beyond a memory limit are dropped. */
function toStream(stream: NodeJS.WriteStream): (text: string) => void {
  // Without a listener, a closed pipe would crash the process.
  stream.on("error", () => {});
  return (text) => {
    if (stream.writable && stream.writableLength < MAX_UNREAD_BYTES) stream.write(text);
  };
}

/** Serializes an error for an entry. `outage` says that the database is unavailable, and what to do. */
function describeError(error: Error): object {
  const entry = pino.stdSerializers.err(error);
  const outage = noticeOf(error);
  return outage === null ? entry : { ...entry, outage };
}

function noticeOf(error: unknown): string | null {
  try {
    return outageNotice(error);
  } catch {
    // Before the settings are complete, the database is unknown.
    return null;
  }
}

function createLog(): Logger {
  const { level, file } = logSettings();
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
  };
  if (!file || file === "-") return pino(options, new LogWriter([toStream(process.stdout)]));
  const out = new LogFile(file, { maxBytes: MAX_FILE_BYTES, kept: FILES_KEPT });
  const terminal = toStream(process.stderr);
  const lines = new TerminalLines();
  const toFile = (line: string) => out.write(line, Date.now());
  const toPerson = (line: string) => {
    const text = levelOf(line) >= WARNING ? lines.lineFor(line, Date.now()) : null;
    if (text !== null) terminal(text);
  };
  return pino(options, new LogWriter([toFile, toPerson]));
}

/** pino writes the level first. */
function levelOf(line: string): number {
  return Number(/^\{"level":(\d{1,3})/.exec(line)?.[1] ?? 0);
}

/** The log of this process: one JSON line per entry, without secrets. Bundles of one process share it. */
export const log = processWide<Logger>("log", createLog);
