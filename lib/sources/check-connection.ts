import "server-only";
import type { Context } from "@/lib/platform/context";
import { isAllowedPath } from "@/lib/platform/allowed-folders";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { checkOutboundUrl } from "@/lib/platform/http/guarded-fetch";
import { findGitHubConnection } from "@/lib/code/find-github-connection";
import { gitHubObjection } from "@/lib/code/github-access";
import type { Repository } from "@/lib/code/schemas";
import { outsideRoots } from "@/lib/vendors/git/find-repository";

/**
 * Refuses to store a connection that every use would refuse. Host name resolution and symbolic links are checked again
 * on each use.
 * @throws AppError INVALID.
 */
export async function checkConnection(
  ctx: Context,
  input: { apiBaseUrl?: string | null | undefined; repository?: Repository | null | undefined },
): Promise<void> {
  if (input.apiBaseUrl) checkOutboundUrl(input.apiBaseUrl, "apiBaseUrl");
  const objection = input.repository ? await repositoryObjection(ctx, input.repository) : null;
  if (objection !== null) {
    throw new AppError("INVALID", objection.message, { issues: [objection] });
  }
}

async function repositoryObjection(ctx: Context, repository: Repository) {
  if (repository.kind === "github") {
    const message = gitHubObjection(await findGitHubConnection(ctx), env(), repository);
    return message === null ? null : { path: "repository", message };
  }
  const isAllowed = await isAllowedPath(repository.path, env().PD_REPOSITORY_ROOTS);
  return isAllowed ? null : { path: "repository.path", message: outsideRoots(repository.path) };
}
