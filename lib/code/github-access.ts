interface GitHubName {
  owner: string;
  repo: string;
}

interface GitHubSettings {
  GITHUB_TOKEN?: string | undefined;
  GITHUB_APP_ID?: string | undefined;
  GITHUB_REPOSITORIES: readonly string[];
}

/**
 * Why a repository may not be opened over a connection, or null if it may. The operator's list applies only to the
 * operator's credentials, not to those a workspace provides.
 */
export function gitHubObjection(
  connection: { isUserConfigured?: boolean },
  settings: GitHubSettings,
  repository: GitHubName,
): string | null {
  if (connection.isUserConfigured || !needsList(settings)) return null;
  return isListed(settings.GITHUB_REPOSITORIES, repository) ? null : unlistedMessage(repository);
}

/**
 * Whether GITHUB_REPOSITORIES limits what may be read. A token can read everything its owner can, so the operator must
 * list the repositories; an App can read what its installations allow, which a list may narrow; without either, only
 * public repositories can be read.
 */
export function needsList(settings: GitHubSettings): boolean {
  const usesToken = settings.GITHUB_TOKEN !== undefined && settings.GITHUB_APP_ID === undefined;
  return usesToken || settings.GITHUB_REPOSITORIES.length > 0;
}

/** Whether `owner/repo`, `owner/*` or `*` is among the patterns, ignoring case as GitHub does. */
export function isListed(patterns: readonly string[], { owner, repo }: GitHubName): boolean {
  const names = new Set(["*", `${owner}/*`, `${owner}/${repo}`].map((name) => name.toLowerCase()));
  return patterns.some((pattern) => names.has(pattern.toLowerCase()));
}

/** The error message for an unlisted repository. */
function unlistedMessage({ owner, repo }: GitHubName): string {
  return `${owner}/${repo} is not one of the GitHub repositories that may be connected. The operator lists them in GITHUB_REPOSITORIES. Alternatively, add a GitHub integration under Settings, which needs no list.`;
}
