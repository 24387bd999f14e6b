import type { ChainLink, LogException, StackFrame } from "@/lib/logs/schemas";

/** An exception as a reader found it, before chains are judged. Indexes point into the lines. */
export interface RawException {
  language: LogException["language"];
  type: string | null;
  message: string;
  startIndex: number;
  endIndex: number;
  messageIndex: number;
  frames: StackFrame[];
  /** How it relates to the next outer one; that one is `outer`. */
  link: ChainLink;
  outer: RawException | null;
  /** Set for exceptions of structured logs, whose lines the lines array does not hold. */
  lines: { start: number; end: number; message: number } | null;
}

/** An exception with nothing known but where it stands. */
export function rawException(
  language: LogException["language"],
  at: { start: number; message: number; end: number },
  says: { type: string | null; message: string; frames?: StackFrame[] },
): RawException {
  return {
    language,
    type: says.type,
    message: says.message,
    startIndex: at.start,
    endIndex: at.end,
    messageIndex: at.message,
    frames: says.frames ?? [],
    link: null,
    outer: null,
    lines: null,
  };
}
