import { createHmac } from "node:crypto";
import { env } from "@/lib/platform/env";

/**
 * The marker of where data begins and ends in the prompts of a workflow: unknown to whoever wrote the data, because it is made
 * with a secret of the installation, and the same whenever a step runs again, so that its prompt is.
 */
export function boundaryOf(workflowId: string): string {
  const mac = createHmac("sha256", env().NEXTAUTH_SECRET).update(`prompt boundary ${workflowId}`);
  return `data-${mac.digest("hex").slice(0, 24)}`;
}
