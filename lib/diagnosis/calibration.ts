/**
 * Raw share of the leading category → how often it is right, by straight lines between the points.
 * Made by `evals/fit-calibration.ts` on the development failures; see docs/diagnosis.md.
 */
export const CALIBRATION: readonly { raw: number; calibrated: number }[] = [
  { raw: 0, calibrated: 0.05 },
  { raw: 0.3, calibrated: 0.35 },
  { raw: 0.5, calibrated: 0.52 },
  { raw: 0.7, calibrated: 0.7 },
  { raw: 0.9, calibrated: 0.86 },
  { raw: 1, calibrated: 0.93 },
];

/** Confidence (0..1) of a category whose raw share is `raw`. */
export function calibrate(raw: number): number {
  const after = CALIBRATION.findIndex((point) => point.raw >= raw);
  const high = CALIBRATION[after === -1 ? CALIBRATION.length - 1 : after];
  const low = CALIBRATION[Math.max(0, after - 1)];
  if (high === undefined || low === undefined) return raw;
  if (high.raw === low.raw) return high.calibrated;
  const part = (raw - low.raw) / (high.raw - low.raw);
  return low.calibrated + part * (high.calibrated - low.calibrated);
}
