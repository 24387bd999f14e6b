/** Work that redaction did, in steps that do not depend on the machine: what a test of its cost looks at. */
export interface Meter {
  /** Characters looked at by a search over the whole text. */
  scanned: number;
  /** Places where a rule was tried. */
  tried: number;
  /** Characters compared to find a known secret again. */
  compared: number;
  /** Characters copied into a new text. */
  copied: number;
}

export function newMeter(): Meter {
  return { scanned: 0, tried: 0, compared: 0, copied: 0 };
}
