export interface CalibrationPoint {
  raw: number;
  calibrated: number;
}

/**
 * Maps the raw share of the leading category to how often it is right, with linear interpolation. From
 * `evals/fit-calibration.ts` on the development set, smoothed by hand, then lowered by what unseen failures showed to be
 * too confident; see docs/diagnosis.md.
 */
export const CALIBRATION: readonly CalibrationPoint[] = [
  { raw: 0, calibrated: 0.05 },
  { raw: 0.15, calibrated: 0.18 },
  { raw: 0.27, calibrated: 0.4 },
  { raw: 0.41, calibrated: 0.5 },
  { raw: 0.58, calibrated: 0.62 },
  { raw: 0.72, calibrated: 0.67 },
  { raw: 0.88, calibrated: 0.72 },
  { raw: 0.95, calibrated: 0.85 },
  { raw: 1, calibrated: 0.89 },
];

/** Confidence (0..1) of a category whose raw share is `raw`. */
export function calibrate(raw: number, table: readonly CalibrationPoint[] = CALIBRATION): number {
  const after = table.findIndex((point) => point.raw >= raw);
  const high = table[after === -1 ? table.length - 1 : after];
  const low = table[Math.max(0, after - 1)];
  if (high === undefined || low === undefined) return raw;
  if (high.raw === low.raw) return high.calibrated;
  const part = (raw - low.raw) / (high.raw - low.raw);
  return low.calibrated + part * (high.calibrated - low.calibrated);
}
