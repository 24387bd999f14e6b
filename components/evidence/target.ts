/** The evidence lines that a citation or the URL points at. */
export interface Target {
  evidenceId: string;
  startLine: number;
  endLine: number;
  /** Grows with every click, so the same lines flash again. */
  turn: number;
}

/** The line number in a `#L93` fragment, or null. */
export function hashLine(hash: string): number | null {
  const line = /^#L(\d{1,9})$/.exec(hash)?.[1];
  return line ? Number(line) : null;
}
