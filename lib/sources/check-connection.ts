import "server-only";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { checkOutboundUrl } from "@/lib/platform/http/guarded-fetch";
import { unlistedMessage, isListed, needsList } from "@/lib/code/github-access";
import type { Repository } from "@/lib/code/schemas";
import { isAllowedFolder, outsideRoots } from "@/lib/vendors/git/find-repository";

/**
 * Refuses to store a connection that would be refused at every use. What a host name resolves to, and where links
 * lead later, is checked at each use again.
 * @throws AppError INVALID.
 */
export async function checkConnection(input: {
  apiBaseUrl?: string | null | undefined;
  repository?: Repository | null | undefined;
}): Promise<void> {
  if (input.apiBaseUrl) checkOutboundUrl(input.apiBaseUrl, "apiBaseUrl");
  const objection = input.repository ? await repositoryObjection(input.repository) : null;
  if (objection !== null) {
    throw new AppError("INVALID", objection.message, { issues: [objection] });
  }
}

async function repositoryObjection(repository: Repository) {
  if (repository.kind === "github") {
    if (!needsList(env()) || isListed(env().GITHUB_REPOSITORIES, repository)) return null;
    return { path: "repository", message: unlistedMessage(repository) };
  }
  const isAllowed = await isAllowedFolder(repository.path, env().PD_REPOSITORY_ROOTS);
  return isAllowed ? null : { path: "repository.path", message: outsideRoots(repository.path) };
}
