import { AppError } from "@/lib/platform/errors";

/** Request header with the workspace that the page shows. */
export const SHOWN_WORKSPACE_HEADER = "x-workspace-id";

/**
 * Refuses requests from a page left open in another tab after the session switched workspaces. Scripts do not send the
 * header and are never refused.
 * @throws AppError CONFLICT if the page shows a different workspace than the session's.
 */
export function assertShownWorkspace(shown: string | null, workspaceId: string): void {
  if (shown === null || shown === workspaceId) return;
  throw new AppError("CONFLICT", "This page shows a different workspace than the current one. Reload it.");
}
