import { findGitHubConnection } from "@/lib/code/find-github-connection";
import { gitHubObjection } from "@/lib/code/github-access";
import type { Repository } from "@/lib/code/schemas";
import type { Context } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { openLocalRepository } from "@/lib/vendors/git/repository";
import { openGitHubRepository } from "@/lib/vendors/github/repository";
import type { SourceRepository } from "@/lib/vendors/source-control";

/**
 * Opens the repository of a source. This is the only place that knows the repository kinds and checks whether the
 * operator allows a repository. Errors of the repository itself surface at the first call, as an AppError. `signal`
 * aborts every call.
 * @throws AppError FORBIDDEN for an unlisted GitHub repository; UNAVAILABLE if the workspace's GitHub credentials cannot
 * be decrypted.
 */
export async function openRepository(
  ctx: Pick<Context, "workspaceId" | "db">,
  repository: Repository,
  signal?: AbortSignal,
): Promise<SourceRepository> {
  switch (repository.kind) {
    case "local":
      return openLocalRepository(repository.path, env().PD_REPOSITORY_ROOTS, signal);
    case "github": {
      const connection = await findGitHubConnection(ctx, signal);
      const objection = gitHubObjection(connection, env(), repository);
      if (objection !== null) throw new AppError("FORBIDDEN", objection);
      return openGitHubRepository(repository, connection);
    }
  }
}
