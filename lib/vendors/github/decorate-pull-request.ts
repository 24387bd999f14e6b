import type { GitHubHandle } from "@/lib/vendors/github/client";
import { statusOf } from "@/lib/vendors/github/github-error";
import type { Decorated } from "@/lib/vendors/source-control";

/** The most reviewers that GitHub accepts. */
const MAX_REVIEWERS = 15;
const LABEL_COLOR = "0e7490";
const LABEL_DESCRIPTION = "Proposed by Pipeline Debugger";

/** See `SourceRepository.labelPullRequest`. A refused label is noted. */
export async function labelPullRequest(
  handle: GitHubHandle,
  number: number,
  labels: readonly string[],
): Promise<Decorated> {
  const { client, owner, repo } = handle;
  const { data } = await client.rest.issues.listLabelsOnIssue({
    owner,
    repo,
    issue_number: number,
    per_page: 100,
  });
  const has = new Set(data.map(({ name }) => name.toLowerCase()));
  const missing = labels.filter((label) => !has.has(label.toLowerCase()));
  if (missing.length === 0) return { set: [...labels], notes: [] };
  try {
    for (const name of missing) await createLabel(handle, name);
    await client.rest.issues.addLabels({ owner, repo, issue_number: number, labels: missing });
    return { set: [...labels], notes: [] };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const note = `GitHub did not accept the label${missing.length === 1 ? "" : "s"} ${missing.join(", ")}; this needs the permission "Issues", read and write.`;
    return { set: labels.filter((label) => !missing.includes(label)), notes: [note] };
  }
}

async function createLabel({ client, owner, repo }: GitHubHandle, name: string): Promise<void> {
  const known = await client.rest.issues.getLabel({ owner, repo, name }).catch((error: unknown) => {
    if (statusOf(error) === 404) return null;
    throw error;
  });
  if (known) return;
  const label = { owner, repo, name, color: LABEL_COLOR, description: LABEL_DESCRIPTION };
  await client.rest.issues.createLabel(label).catch((error: unknown) => {
    // Created by someone else in the meantime.
    if (statusOf(error) !== 422) throw error;
  });
}

/** See `SourceRepository.requestReviews`. */
export async function requestReviews(
  { client, owner, repo }: GitHubHandle,
  number: number,
  owners: readonly string[],
): Promise<Decorated> {
  const pull_number = number;
  const { data } = await client.rest.pulls.get({ owner, repo, pull_number });
  const asked = [
    ...(data.requested_reviewers ?? []).map(({ login }) => login),
    ...(data.requested_teams ?? []).map(({ slug }) => `${owner}/${slug}`),
  ];
  const has = new Set(asked.map((name) => name.toLowerCase()));
  const wanted = [...new Set(owners.map((name) => name.replace(/^@/, "")))];
  const notes = wanted
    .filter((name) => name.includes("@"))
    .map(
      (email) =>
        `${email} is listed as an owner by email address, and GitHub cannot request a review from that.`,
    );
  const people = wanted.filter(
    (name) => !name.includes("@") && name.toLowerCase() !== data.user.login.toLowerCase(),
  );
  const missing = people.filter((name) => !has.has(name.toLowerCase()));
  const most = missing.slice(0, Math.max(0, MAX_REVIEWERS - asked.length));
  const request = async (names: readonly string[]) => {
    const team_reviewers = names.flatMap((name) => name.split("/")[1] ?? []);
    const reviewers = names.filter((name) => !name.includes("/"));
    await client.rest.pulls.requestReviewers({ owner, repo, pull_number, reviewers, team_reviewers });
  };
  const refused: string[] = [];
  if (most.length > 0) {
    await request(most).catch(async (error: unknown) => {
      if (!isRefusal(error)) throw error;
      // One of them is refused, and with it all; ask each alone.
      for (const name of most) {
        await request([name]).catch((reason: unknown) => {
          if (!isRefusal(reason)) throw reason;
          refused.push(name);
        });
      }
    });
  }
  const left = missing.filter((name) => !most.includes(name));
  return {
    set: people.filter((name) => !refused.includes(name) && !left.includes(name)),
    notes: [
      ...notes,
      ...refused.map((name) => `GitHub did not accept ${name} as a reviewer.`),
      ...(left.length > 0
        ? [`Not asked, because GitHub accepts ${MAX_REVIEWERS} reviewers: ${left.join(", ")}.`]
        : []),
    ],
  };
}

/** The host refused for a reason that waiting does not change; a rate limit is none. */
function isRefusal(error: unknown): boolean {
  const status = statusOf(error);
  if (status === 404 || status === 410 || status === 422) return true;
  return (
    status === 403 && /not accessible|must have|permission/i.test(error instanceof Error ? error.message : "")
  );
}
