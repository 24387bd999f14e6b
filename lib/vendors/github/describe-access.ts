import { createGitHubIdentity, type GitHubConnection } from "@/lib/vendors/github/client";
import { gitHubError } from "@/lib/vendors/github/github-error";

const MAX_NAMED = 5;

/**
 * Describes whose credentials these are, as a sentence for people.
 * @throws AppError as `openGitHubRepository` does.
 */
export async function describeGitHubAccess(connection: GitHubConnection): Promise<string> {
  try {
    const client = createGitHubIdentity(connection);
    if (!connection.app) {
      const { data } = await client.rest.users.getAuthenticated();
      return `The token belongs to ${data.login}.`;
    }
    const [{ data: app }, { data: installations }] = await Promise.all([
      client.rest.apps.getAuthenticated(),
      client.rest.apps.listInstallations({ per_page: 100 }),
    ]);
    const accounts = installations.flatMap(({ account }) =>
      account && "login" in account ? [account.login] : [],
    );
    const name = `Connected as the App ${app?.name ?? connection.app.id}`;
    return accounts.length === 0
      ? `${name}, which is not installed anywhere yet.`
      : `${name}, installed for ${listed(accounts)}.`;
  } catch (error) {
    throw gitHubError(error, { ...connection, name: "these credentials" });
  }
}

function listed(accounts: readonly string[]): string {
  const named = accounts.slice(0, MAX_NAMED).join(", ");
  const more = accounts.length - MAX_NAMED;
  return more > 0 ? `${named} and ${more} more` : named;
}
