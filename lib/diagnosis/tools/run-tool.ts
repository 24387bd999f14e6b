import { readableTextInBackground } from "@/lib/background/readable-in-background";
import { boundAnswer } from "@/lib/diagnosis/tools/bound-answer";
import { noText, type ModelTool, type ToolAnswer } from "@/lib/diagnosis/tools/tool";
import { AppError, sentenceOf, type ErrorCode } from "@/lib/platform/errors";
import { showHiddenInLine } from "@/lib/platform/hidden-characters";
import { parseInput } from "@/lib/platform/http/input-issues";
import { isTimeout } from "@/lib/platform/http/retrying-outbound";
import { log } from "@/lib/platform/log";

export const TOOL_DEADLINE_MS = 5_000;
const MAX_ISSUES = 5;

export interface ToolResult extends ToolAnswer {
  /** The tool did not run or failed; the note says why. */
  isError: boolean;
}

/**
 * Runs the tool that a model named, and nothing else: the input is checked, the time and the answer are bounded, and every
 * text is redacted and has its hidden characters written out. What goes wrong is an answer for the model.
 * @param input as the model sent it.
 * @throws the reason of `signal` if the caller aborts.
 */
export async function runTool(
  tools: readonly ModelTool[],
  name: string,
  input: unknown,
  signal: AbortSignal,
  deadlineMs = TOOL_DEADLINE_MS,
): Promise<ToolResult> {
  signal.throwIfAborted();
  const tool = tools.find((candidate) => candidate.name === name);
  if (tool === undefined) return failure(`There is no tool "${shown(name)}". ${allowed(tools)}`);
  const parsed = parseInput(tool.input, input, "body");
  if (!parsed.ok) {
    const issues = parsed.issues.slice(0, MAX_ISSUES).map((issue) => shown(sentenceOf(issue), 300));
    return failure(`The input of ${name} is not valid: ${issues.join("; ")}. ${allowed(tools)}`);
  }
  const deadline = AbortSignal.timeout(deadlineMs);
  try {
    const answer = await untilAborted(AbortSignal.any([signal, deadline]), async (soon) =>
      // What is left out need not be redacted; writing out hidden characters makes a text longer.
      boundAnswer(await readable(boundAnswer(await tool.read(parsed.data, soon)))),
    );
    return { ...answer, isError: false };
  } catch (error) {
    signal.throwIfAborted();
    if (deadline.aborted || isTimeout(error))
      return failure(`${name} got no answer within ${deadlineMs / 1_000} s.`);
    return failure(explain(name, error));
  }
}

/** Rejects on abort, even while waiting for a call that ignores the signal, such as a query. */
async function untilAborted<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  return Promise.race([work(signal), aborted]);
}

/** Texts from the evidence are readable already, and stay as they are. */
async function readable({ pieces, note }: ToolAnswer): Promise<ToolAnswer> {
  return {
    pieces: await Promise.all(
      pieces.map(async (piece) => ({
        ...piece,
        title: showHiddenInLine(await readableTextInBackground(piece.title)),
        text: await readableTextInBackground(piece.text),
      })),
    ),
    note: note === null ? null : showHiddenInLine(await readableTextInBackground(note)),
  };
}

/** An AppError's own message may name folders of this server, which a model must not see. */
const EXPLANATIONS: Partial<Record<ErrorCode, string>> = {
  FORBIDDEN: "access was refused",
  UNAUTHENTICATED: "the credentials were refused",
  NOT_FOUND: "it was not found",
  CONFLICT: "the repository has no commit yet",
  RATE_LIMITED: "the rate limit is used up",
  UNAVAILABLE: "the other side is not available",
  TOO_LARGE: "it is too large",
};

function explain(name: string, error: unknown): string {
  const why = error instanceof AppError ? EXPLANATIONS[error.code] : undefined;
  if (why !== undefined) return `${name} could not read this: ${why}.`;
  log.warn({ err: error, tool: name }, "a tool of the model failed");
  return `${name} failed.`;
}

function allowed(tools: readonly ModelTool[]): string {
  if (tools.length === 0) return "There are no tools for this incident.";
  return `The tools are ${tools.map(({ name }) => name).join(", ")}.`;
}

function shown(text: string, max = 60): string {
  return showHiddenInLine(text.slice(0, max));
}

function failure(note: string): ToolResult {
  return { ...noText(note), isError: true };
}
