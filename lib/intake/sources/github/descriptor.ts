import { ANY_RETRIES } from "@/lib/intake/sources/any-retries";
import type { SourceDescriptor } from "@/lib/intake/sources/descriptor";
import { githubDeliveryKey, normaliseGitHub } from "@/lib/intake/sources/github/normalise";
import { githubRerun } from "@/lib/intake/sources/github/rerun";
import { githubSnippets } from "@/lib/intake/sources/github/snippets";
import { githubStateMeaning } from "@/lib/intake/sources/github/states";
import { testGitHubActions } from "@/lib/intake/sources/github/test-api";
import { githubTestPayload } from "@/lib/intake/sources/github/test-payload";
import { verifyGitHubDelivery } from "@/lib/intake/sources/github/verify";

/** GitHub Actions, by the webhook of a repository, an organization or a GitHub App. */
export const github: SourceDescriptor = {
  kind: "github",
  isUnderstood: true,
  isForAnySender: false,
  verify: verifyGitHubDelivery,
  normalise: normaliseGitHub,
  deliveryKey: githubDeliveryKey,
  meaningOfState: githubStateMeaning,
  logKind: "auto",
  retries: ANY_RETRIES,
  api: {
    addressExample: null,
    credentials: "integration",
    hint: "Logs and earlier runs are read with the GitHub integration, which needs “Actions”, read; “Checks” adds why a runner stopped.",
    test: testGitHubActions,
  },
  rerun: githubRerun,
  codeFolderLabel: "Code folder",
  snippets: (url) => Promise.resolve(githubSnippets(url)),
  testPayload: githubTestPayload,
};
