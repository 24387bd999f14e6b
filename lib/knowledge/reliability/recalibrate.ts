/** A judged diagnosis: its confidence, and 1 if it was right, 0 if wrong, 0.5 if partly right. */
export interface Judged {
  confidence: number;
  outcome: number;
}

/** A correction of confidence: a straight line over log odds. */
export interface Curve {
  /** How many diagnoses it was fitted to. */
  judged: number;
  slope: number;
  intercept: number;
}

/** With fewer, the confidence stays as it is. */
export const MIN_JUDGED = 20;

/** How strongly the line is held to the identity: like so many diagnoses that confirm it. */
const PRIOR_SLOPE = 8;
const PRIOR_INTERCEPT = 4;
const ROUNDS = 25;
const MIN_SLOPE = 0.1;
const MAX_SLOPE = 3;
const EDGE = 0.01;

/** No correction. */
export const IDENTITY: Curve = { judged: 0, slope: 1, intercept: 0 };

/**
 * Fits the correction to judged diagnoses: logistic regression of the outcome on the log odds of the confidence (Platt 1999), with a
 * Gaussian prior on the identity, by Newton's method. The slope is positive, so that the order of confidences stays. Pure.
 */
export function fitCurve(judged: readonly Judged[]): Curve {
  if (judged.length < MIN_JUDGED) return { ...IDENTITY, judged: judged.length };
  let [slope, intercept] = [1, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    let gradientSlope = PRIOR_SLOPE * (slope - 1);
    let gradientIntercept = PRIOR_INTERCEPT * intercept;
    let [ss, si, ii] = [PRIOR_SLOPE, 0, PRIOR_INTERCEPT];
    for (const { confidence, outcome } of judged) {
      const x = logOdds(confidence);
      const expected = fromLogOdds(slope * x + intercept);
      const spread = expected * (1 - expected);
      gradientSlope += (expected - outcome) * x;
      gradientIntercept += expected - outcome;
      ss += spread * x * x;
      si += spread * x;
      ii += spread;
    }
    const determinant = ss * ii - si * si;
    slope -= (ii * gradientSlope - si * gradientIntercept) / determinant;
    intercept -= (ss * gradientIntercept - si * gradientSlope) / determinant;
  }
  return { judged: judged.length, slope: Math.min(MAX_SLOPE, Math.max(MIN_SLOPE, slope)), intercept };
}

/**
 * The confidence corrected by a curve, 0 to 1; unchanged if the curve was fitted to fewer than 20 diagnoses. Monotone: a higher
 * confidence stays higher. It knows no caps, so callers apply theirs afterwards. Pure.
 */
export function recalibrate({ judged, slope, intercept }: Curve, confidence: number): number {
  if (judged < MIN_JUDGED || confidence <= 0 || confidence >= 1) return confidence;
  return fromLogOdds(slope * logOdds(confidence) + intercept);
}

function logOdds(share: number): number {
  const bounded = Math.min(1 - EDGE, Math.max(EDGE, share));
  return Math.log(bounded / (1 - bounded));
}

const fromLogOdds = (odds: number) => 1 / (1 + Math.exp(-odds));
