/** The marker line that replaces lines left out of a large log. */

const MARK = "⋯";
const BARRIER = /^⋯ (\d{1,15}) lines? left out ⋯$/;

/**
 * A marker line with the number of omitted lines. With `isInside` it is inside one stack trace whose start and end were
 * kept: it is indented and trace readers skip it. Otherwise no record or stack trace continues across it.
 */
export function gapLine(lines: number, isInside: boolean): string {
  return `${isInside ? "    " : ""}${MARK} ${lines} ${lines === 1 ? "line" : "lines"} left out ${MARK}`;
}

/** Whether a line marks a gap between two regions: no record, message or stack trace continues across it. */
export function isBarrier(text: string): boolean {
  return text.charCodeAt(0) === 0x22ef && BARRIER.test(text);
}

/** Whether a line marks a gap inside a stack trace. */
export function isGapInside(text: string): boolean {
  return text.includes(MARK) && BARRIER.test(text.trim());
}

/** The marker that replaces the middle of an overlong line. */
export function cutMark(bytes: number): string {
  return ` ${MARK} ${bytes} bytes left out ${MARK} `;
}
