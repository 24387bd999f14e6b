/** The line that stands for lines left out of a large log. */

const MARK = "⋯";
const BARRIER = /^⋯ (\d{1,15}) lines? left out ⋯$/;

/**
 * A line that says how many lines are missing here. With `isInside` it stands inside one stack trace whose head
 * and tail were kept: it is indented and readers of traces pass over it; without, nothing before it goes on after it.
 */
export function gapLine(lines: number, isInside: boolean): string {
  return `${isInside ? "    " : ""}${MARK} ${lines} ${lines === 1 ? "line" : "lines"} left out ${MARK}`;
}

/** True for a gap between two regions: no record, message or stack trace goes on behind it. */
export function isBarrier(text: string): boolean {
  return text.charCodeAt(0) === 0x22ef && BARRIER.test(text);
}

/** True for a gap inside a stack trace. */
export function isGapInside(text: string): boolean {
  return text.includes(MARK) && BARRIER.test(text.trim());
}

/** What stands in the middle of a line that was too long to keep. */
export function cutMark(bytes: number): string {
  return ` ${MARK} ${bytes} bytes left out ${MARK} `;
}
