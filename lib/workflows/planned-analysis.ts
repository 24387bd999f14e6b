import { env } from "@/lib/platform/env";
import { analysisSteps } from "@/lib/workflows/plans";

/** The steps an analysis takes on this installation. */
export function plannedAnalysis(): string[] {
  return analysisSteps({ hasModel: Boolean(env().ANTHROPIC_API_KEY) });
}
