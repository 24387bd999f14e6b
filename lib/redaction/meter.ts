/** Work done by redaction in machine-independent steps, for complexity tests. */
export interface Meter {
  /** Characters read by searches over the text. */
  scanned: number;
  /** Positions where a rule was tried. */
  tried: number;
  /** Characters compared with known secrets. */
  compared: number;
  /** Characters copied to new texts. */
  copied: number;
}

export function newMeter(): Meter {
  return { scanned: 0, tried: 0, compared: 0, copied: 0 };
}
