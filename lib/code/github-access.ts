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
 * Why a repository may not be opened over a connection, or null where it may. What the operator lists is about the
 * operator's own credentials: those that a workspace gave reach what they reach.
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
 * Whether GITHUB_REPOSITORIES decides what may be read. A token sees everything that its owner does, so the operator
 * has to say what of it is meant; an App sees what its installations were given, which a list may narrow; without
 * either only public repositories are read.
 */
export function needsList(settings: GitHubSettings): boolean {
  const usesToken = settings.GITHUB_TOKEN !== undefined && settings.GITHUB_APP_ID === undefined;
  return usesToken || settings.GITHUB_REPOSITORIES.length > 0;
}

/** Whether `owner/repo`, `owner/*` or `*` is among the patterns; GitHub's names do not tell case. */
export function isListed(patterns: readonly string[], { owner, repo }: GitHubName): boolean {
  const names = new Set(["*", `${owner}/*`, `${owner}/${repo}`].map((name) => name.toLowerCase()));
  return patterns.some((pattern) => names.has(pattern.toLowerCase()));
}

/** What a person is told of a repository that is not listed. */
function unlistedMessage({ owner, repo }: GitHubName): string {
  return `${owner}/${repo} is not among the GitHub repositories that may be connected. Whoever runs Pipeline Debugger lists them in GITHUB_REPOSITORIES; a GitHub integration of the workspace under Settings needs no list.`;
}
