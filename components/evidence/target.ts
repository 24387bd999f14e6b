/** Lines of a piece of evidence that something points at. */
export interface Target {
  evidenceId: string;
  startLine: number;
  endLine: number;
  /** Grows with every click, so that the same lines flash again. */
  turn: number;
}

/** The line that `#L93` names, or null. */
export function hashLine(hash: string): number | null {
  const line = /^#L(\d{1,9})$/.exec(hash)?.[1];
  return line ? Number(line) : null;
}
