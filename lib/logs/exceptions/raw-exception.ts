import type { ChainLink, LogException, StackFrame } from "@/lib/logs/schemas";

/** An exception as a reader found it, before chains are resolved. Indexes point into the lines. */
export interface RawException {
  language: LogException["language"];
  type: string | null;
  message: string;
  startIndex: number;
  endIndex: number;
  messageIndex: number;
  frames: StackFrame[];
  /** How it relates to `outer`, the next outer exception. */
  link: ChainLink;
  outer: RawException | null;
  /** Set for exceptions of structured logs, whose lines are not in the lines array. */
  lines: { start: number; end: number; message: number } | null;
}

/** An exception at a position, not yet part of a chain. */
export function rawException(
  language: LogException["language"],
  at: { start: number; message: number; end: number },
  content: { type: string | null; message: string; frames?: StackFrame[] },
): RawException {
  return {
    language,
    type: content.type,
    message: content.message,
    startIndex: at.start,
    endIndex: at.end,
    messageIndex: at.message,
    frames: content.frames ?? [],
    link: null,
    outer: null,
    lines: null,
  };
}
