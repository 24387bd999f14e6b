import type { Repository } from "@/lib/sources/schemas";
import { openLocalRepository } from "@/lib/vendors/git/repository";
import { gitHubConnection } from "@/lib/vendors/github/client";
import { openGitHubRepository } from "@/lib/vendors/github/repository";
import type { SourceRepository } from "@/lib/vendors/source-control";

/**
 * The repository that a source names: the one place that knows which kinds there are. It stands with the
 * sources, whose setting it reads; evidence and fixes both go through it. Opening does nothing yet: trouble
 * shows at the first call, as an AppError. `signal` aborts every call.
 */
export function openRepository(repository: Repository, signal?: AbortSignal): SourceRepository {
  switch (repository.kind) {
    case "local":
      return openLocalRepository(repository.path, signal);
    case "github":
      return openGitHubRepository(repository, gitHubConnection(signal));
  }
}
