/** Reads how the task's process or the command it ran ended: the exit code or signal stated in the log. */
import type { LogLine } from "@/lib/logs/records/log-line";
import type { StatedExit } from "@/lib/logs/records/record-builder";
import type { LogException, ParsedLog } from "@/lib/logs/schemas";

type Exit = NonNullable<ParsedLog["exit"]>;

/** Linux signal numbers; a shell reports 128 plus the number. */
const SIGNALS: Readonly<Record<number, string>> = {
  1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE", 9: "SIGKILL",
  11: "SIGSEGV", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM", 24: "SIGXCPU",
}; // prettier-ignore

const TASK = /^Task exited with return code (?:Negsignal\.(SIG[A-Z]{3,8})|(-?\d{1,3}))\b/;
const COMMAND = /^Command exited with return code (-?\d{1,3})\b/;
const MESSAGE_CODE =
  /(?:non-?zero (?:exit )?(?:code|status)|exit(?:ed)?[ _](?:with )?(?:code|status)|return(?:ed)? (?:code|status)|StatusCode'?|exit[_ ]?code)[ =:'"]{0,4}(-?\d{1,3})\b/i;
const MESSAGE_SIGNAL = /died with <Signals\.(SIG[A-Z]{3,8}): \d/;

/** Collects exits stated in log lines. The last run decides; a command's exit is more specific than its task's. */
export class ExitReader {
  private task: Exit | null = null;
  private command: Exit | null = null;

  /** Reads a line that may state an exit. */
  read(line: LogLine): void {
    const task = TASK.exec(line.text);
    if (task !== null) this.task = exitOf(task[2], task[1], line.no);
    const command = COMMAND.exec(line.text);
    if (command !== null) this.command = exitOf(command[1], undefined, line.no);
  }

  /** The exit of the last run, or null if none is stated. */
  finish(stated: readonly StatedExit[], exceptions: readonly LogException[]): Exit | null {
    const structured = stated.at(-1);
    if (structured !== undefined) {
      return exitOf(structured.code?.toString(), structured.signal ?? undefined, structured.line);
    }
    if (this.task?.code === 0 || (this.task?.signal ?? null) !== null) return this.task;
    return this.command ?? exitOfExceptions(exceptions) ?? this.task;
  }
}

function exitOfExceptions(exceptions: readonly LogException[]): Exit | null {
  for (const { message, messageLine } of exceptions.toReversed()) {
    const head = message.slice(0, 2000);
    const code = MESSAGE_CODE.exec(head)?.[1];
    const signal = MESSAGE_SIGNAL.exec(head)?.[1];
    if (code !== undefined || signal !== undefined) return exitOf(code, signal, messageLine);
  }
  return null;
}

function exitOf(code: string | undefined, signal: string | undefined, line: number): Exit {
  const number = code === undefined ? codeOf(signal) : Number(code);
  return { code: number, signal: signal ?? signalOf(number), line };
}

/** The negative return code that Python uses for a signal. */
function codeOf(signal: string | undefined): number | null {
  const found = Object.entries(SIGNALS).find(([, name]) => name === signal);
  return found === undefined ? null : -Number(found[0]);
}

function signalOf(code: number | null): string | null {
  if (code === null) return null;
  return SIGNALS[code < 0 ? -code : code - 128] ?? null;
}
