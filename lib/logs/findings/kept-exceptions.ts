import { boundText } from "@/lib/logs/findings/bound-text";
import type { LogException, RankedLine, StackFrame } from "@/lib/logs/schemas";

/** Maximum JSON size of one log's exceptions, in characters. */
const MAX_CHARS = 96 * 1_024;
const MAX_MESSAGE = 8_000;
const MAX_TYPE = 300;
const FIRST_FRAMES = 10;
const LAST_FRAMES = 40;
const OWN_FRAMES = 20;
const MAX_FRAME_TEXT = 400;

/**
 * The exceptions of a log to store, in log order: the chains of the failing lines, best first, then the others from the
 * end, until the size limit is reached. Long messages keep their start and end; deep stacks keep their outermost and
 * innermost frames and those in user code. Pure.
 */
export function keptExceptions(
  exceptions: readonly LogException[],
  failingLines: readonly RankedLine[],
): LogException[] {
  const kept = new Map<LogException, LogException>();
  let room = MAX_CHARS;
  for (const chain of chainsInOrder(exceptions, failingLines)) {
    for (const exception of chain) {
      const short = shortened(exception);
      room -= JSON.stringify(short).length;
      if (room < 0 && kept.size > 0) return inOrder(exceptions, kept);
      kept.set(exception, short);
    }
  }
  return inOrder(exceptions, kept);
}

function inOrder(
  exceptions: readonly LogException[],
  kept: ReadonlyMap<LogException, LogException>,
): LogException[] {
  return exceptions.flatMap((exception) => kept.get(exception) ?? []);
}

/** The chains by priority, each with its root first. */
function* chainsInOrder(
  exceptions: readonly LogException[],
  failingLines: readonly RankedLine[],
): Generator<LogException[]> {
  const chains = new Map<number, LogException[]>();
  for (const exception of exceptions) {
    const chain = chains.get(exception.chainId);
    if (chain) chain.push(exception);
    else chains.set(exception.chainId, [exception]);
  }
  const ranked = failingLines.flatMap(({ line }) =>
    exceptions
      .filter((exception) => exception.startLine <= line && line <= exception.endLine)
      .map((exception) => exception.chainId),
  );
  for (const id of new Set([...ranked, ...[...chains.keys()].toReversed()])) {
    yield (chains.get(id) ?? []).toSorted((a, b) => Number(b.isRoot) - Number(a.isRoot));
  }
}

function shortened(exception: LogException): LogException {
  return {
    ...exception,
    type: exception.type && exception.type.slice(0, MAX_TYPE),
    message: boundText(exception.message, MAX_MESSAGE),
    frames: keptFrames(exception.frames).map(shortFrame),
  };
}

function keptFrames(frames: readonly StackFrame[]): readonly StackFrame[] {
  if (frames.length <= FIRST_FRAMES + LAST_FRAMES) return frames;
  const middle = frames.slice(FIRST_FRAMES, -LAST_FRAMES).filter((frame) => frame.origin === "user");
  return [...frames.slice(0, FIRST_FRAMES), ...middle.slice(-OWN_FRAMES), ...frames.slice(-LAST_FRAMES)];
}

function shortFrame(frame: StackFrame): StackFrame {
  const short = <Text extends string | null>(text: Text) => (text && text.slice(0, MAX_FRAME_TEXT)) as Text;
  return {
    ...frame,
    file: frame.file.slice(-MAX_FRAME_TEXT),
    function: short(frame.function),
    source: short(frame.source),
  };
}
