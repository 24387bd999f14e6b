import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { isListed, needsList, unlistedMessage } from "@/lib/code/github-access";
import type { Repository } from "@/lib/code/schemas";
import { openLocalRepository } from "@/lib/vendors/git/repository";
import { gitHubConnection } from "@/lib/vendors/github/client";
import { openGitHubRepository } from "@/lib/vendors/github/repository";
import type { SourceRepository } from "@/lib/vendors/source-control";

/**
 * The repository that a source names: the one place that knows which kinds there are, and that checks whether the
 * operator lets it be opened. Evidence and fixes both go through it. Trouble with the repository itself shows at the
 * first call, as an AppError. `signal` aborts every call.
 * @throws AppError FORBIDDEN for a GitHub repository that is not listed.
 */
export function openRepository(repository: Repository, signal?: AbortSignal): SourceRepository {
  switch (repository.kind) {
    case "local":
      return openLocalRepository(repository.path, env().PD_REPOSITORY_ROOTS, signal);
    case "github":
      if (needsList(env()) && !isListed(env().GITHUB_REPOSITORIES, repository)) {
        throw new AppError("FORBIDDEN", unlistedMessage(repository));
      }
      return openGitHubRepository(repository, gitHubConnection(signal));
  }
}
