/** A line that a patch adds or removes. */
export interface ChangedLine {
  /** Index in the commit's text. */
  index: number;
  /** With its sign. */
  text: string;
}

/**
 * The lines that a commit changes, of its text as `git show` prints it. The head, the message and the headers of the diff are none,
 * even if a line of them begins with `-` or `+`. Pure.
 */
export function changedLines(text: string, maxLines: number): ChangedLine[] {
  const changed: ChangedLine[] = [];
  let isPatch = false;
  let isHunk = false;
  for (const [index, line] of text.split("\n", maxLines).entries()) {
    if (line.startsWith("diff --")) [isPatch, isHunk] = [true, false];
    else if (isPatch && line.startsWith("@@")) isHunk = true;
    else if (isHunk && /^[+-]/.test(line)) changed.push({ index, text: line });
  }
  return changed;
}
