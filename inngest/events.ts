import { z } from "zod";
import { AppError } from "@/lib/platform/errors";

const Base = z.object({ workflowId: z.string(), workspaceId: z.string() });

/** Payloads of our events: ids, nothing else. Parsed where a function starts, because a queue is a door too. */
export const AnalysisRequested = Base.extend({
  incidentId: z.string(),
  engine: z.enum(["auto", "builtin", "claude"]).catch("auto"),
});
export const FixesRequested = Base.extend({ incidentId: z.string(), hint: z.string().nullable().optional() });
export const PullRequestRequested = Base.extend({ fixId: z.string() });

/** @throws AppError INVALID for a payload of another shape. */
export function parseEvent<T>(schema: z.ZodType<T>, data: unknown): T {
  const result = schema.safeParse(data);
  if (!result.success)
    throw new AppError("INVALID", "The event's data is not what this function takes.", {
      cause: result.error,
    });
  return result.data;
}
