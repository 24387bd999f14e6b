/** A manual fix's steps, and why there is no patch. */
export interface ManualSteps {
  steps: string[];
  whyNoPatch: string | null;
}

const STEP = /^\d{1,2}\. (.+)$/;
const WHY = "Why there is no patch: ";

/** Parses a manual fix's rationale, leaving out the steps in `known`, which the page already shows. */
export function manualSteps(rationale: string, known: readonly string[]): ManualSteps {
  const lines = rationale.split("\n").map((line) => line.trim());
  const steps = lines.flatMap((line) => (line.startsWith(WHY) ? [] : (STEP.exec(line)?.[1] ?? line)));
  const why = lines.find((line) => line.startsWith(WHY));
  return {
    steps: steps.filter((step) => step !== "" && !known.includes(step)),
    whyNoPatch: why ? why.slice(WHY.length) : null,
  };
}
