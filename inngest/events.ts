import { z } from "zod";
import { AppError } from "@/lib/platform/errors";

const Base = z.object({ workflowId: z.string(), workspaceId: z.string() });

/** Event payloads: only ids. Parsed when a function starts, because the queue is an untrusted edge too. */
export const AnalysisRequested = Base.extend({
  incidentId: z.string(),
  engine: z.enum(["auto", "builtin", "claude"]).catch("auto"),
});
export const FixesRequested = Base.extend({ incidentId: z.string(), hint: z.string().nullable().optional() });
export const PullRequestRequested = Base.extend({ fixId: z.string() });

/** @throws AppError INVALID for a malformed payload. */
export function parseEvent<T>(schema: z.ZodType<T>, data: unknown): T {
  const result = schema.safeParse(data);
  if (!result.success)
    throw new AppError("INVALID", "The event's data does not match the function's schema.", {
      cause: result.error,
    });
  return result.data;
}
