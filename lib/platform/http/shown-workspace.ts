import { AppError } from "@/lib/platform/errors";

/** Request header in which a page says which workspace it was drawn for. */
export const SHOWN_WORKSPACE_HEADER = "x-workspace-id";

/**
 * A session works in one workspace, while a page of the one before may still be open in another tab. What that page
 * asks for, or changes, must not come from the other workspace. Scripts name no page and are never refused.
 * @throws AppError CONFLICT when the page shows another workspace than the session is in.
 */
export function assertShownWorkspace(shown: string | null, workspaceId: string): void {
  if (shown === null || shown === workspaceId) return;
  throw new AppError("CONFLICT", "This page shows another workspace than the one you are in. Reload it.");
}
