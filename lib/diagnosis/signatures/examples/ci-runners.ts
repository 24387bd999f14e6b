import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const ciRunnerExamples: SignatureExamples = {
  "ci/shutdown-signal": {
    examples: [
      {
        text: "##[error]The runner has received a shutdown signal. This can happen when the runner service is stopped, or a manually started runner is canceled.",
      },
    ],
    nearMisses: [{ text: "The service received a shutdown request" }],
  },
  "ci/runner-lost": {
    examples: [
      {
        text: "The self-hosted runner: etl-runner-3 lost communication with the server. Verify the machine is running and has a healthy network connection. Anything in your workflow that terminates the runner process, starves it for CPU/Memory, or blocks its network access can cause this error.",
        captures: { runner: "etl-runner-3" },
      },
      {
        text: "The hosted runner encountered an error while running your job. (Error Type: Disconnect).",
        captures: { reason: "Disconnect" },
      },
    ],
    nearMisses: [{ text: "Runner etl-runner-3 connected to GitHub" }],
  },
  "ci/job-timeout": {
    examples: [
      {
        text: "The job running on runner GitHub Actions 12 has exceeded the maximum execution time of 360 minutes.",
        captures: { limit: "360 minutes" },
      },
      {
        text: "ERROR: Job failed: execution took longer than 1h0m0s seconds",
        captures: { limit: "1h0m0s" },
      },
      {
        text: "Error: The action 'Load orders' has timed out after 30 minutes.",
        captures: { step: "Load orders" },
      },
    ],
    nearMisses: [{ text: "ERROR: Job failed: exit code 1" }],
  },
  "ci/gitlab-system-failure": {
    examples: [
      {
        text: "ERROR: Job failed (system failure): prepare environment: waiting for pod running: timed out waiting for pod to start. Check https://docs.gitlab.com/runner/shells/index.html#shell-profile-loading for more information",
        captures: {
          reason: "prepare environment: waiting for pod running: timed out waiting for pod to start",
        },
      },
    ],
    nearMisses: [{ text: "ERROR: Job failed: exit status 1" }],
  },
  "ci/disk-low": {
    examples: [
      {
        text: "You are running out of disk space. The runner will stop working when the machine runs out of disk space. Free space left: 72 MB",
        captures: { free: "72 MB" },
      },
    ],
    nearMisses: [{ text: "OSError: [Errno 28] No space left on device" }],
  },
  "ci/input-missing": {
    examples: [{ text: "Error: Input required and not supplied: token", captures: { input: "token" } }],
    nearMisses: [{ text: "Warning: Unexpected input(s) 'tokn'" }],
  },
  "ci/cloud-login": {
    examples: [
      {
        text: "Error: Credentials could not be loaded, please check your action inputs: Could not load credentials from any providers",
        captures: { reason: "Could not load credentials from any providers" },
      },
      {
        text: "Error: Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity",
      },
    ],
    nearMisses: [{ text: "botocore.exceptions.NoCredentialsError: Unable to locate credentials" }],
  },
  "ci/jenkins-credentials": {
    examples: [
      {
        text: "ERROR: Could not find credentials entry with ID 'warehouse-password'",
        captures: { credentials: "warehouse-password" },
      },
    ],
    nearMisses: [{ text: "Masking supported pattern matches of $WAREHOUSE_PASSWORD" }],
  },
  "ci/storage-quota": {
    examples: [
      {
        text: "Error: Failed to CreateArtifact: Artifact storage quota has been hit. Unable to upload any new artifacts.",
      },
      {
        text: 'ERROR: Uploading artifacts as "archive" to coordinator... 413 Request Entity Too Large  id=1042 responseStatus=413 Request Entity Too Large',
        captures: { artifact: "archive" },
      },
    ],
    nearMisses: [{ text: 'Uploading artifacts as "archive" to coordinator... 201 Created' }],
  },
  "ci/artifact-missing": {
    examples: [
      {
        text: "Error: Unable to download artifact(s): Artifact not found for name: daily-extract",
        captures: { artifact: "daily-extract" },
      },
      {
        text: "This job depends on other jobs with expired/erased artifacts: extract",
        captures: { artifact: "extract" },
      },
    ],
    nearMisses: [{ text: "Artifact daily-extract has been successfully uploaded!" }],
  },
  "ci/jenkins-agent-lost": {
    examples: [
      {
        text: 'hudson.remoting.ChannelClosedException: Channel "hudson.remoting.Channel@6ae468e6:etl-agent-7": Remote call on etl-agent-7 failed. The channel is closing down or has closed down',
        captures: { agent: "etl-agent-7" },
      },
      {
        text: "Cannot contact etl-agent-7: java.lang.InterruptedException",
        captures: { agent: "etl-agent-7" },
      },
    ],
    nearMisses: [{ text: "Running on etl-agent-7 in /home/jenkins/workspace/load" }],
  },
  "ci/make-terminated": {
    examples: [
      { text: "make: *** [Makefile:22: reload-prices] Terminated", captures: { target: "reload-prices" } },
    ],
    nearMisses: [{ text: "make: *** [Makefile:22: reload-prices] Error 1" }],
  },
  "ci/make-killed": {
    examples: [
      { text: "make[1]: *** [Makefile:22: reload-prices] Killed", captures: { target: "reload-prices" } },
      { text: "make: *** [Makefile:22: train] Error 137", captures: { target: "train" } },
    ],
    nearMisses: [{ text: "make: *** [Makefile:22: reload-prices] Error 2" }],
  },
  "ci/cancelled": {
    examples: [
      { text: "##[error]The operation was canceled." },
      {
        text: "Canceling since a higher priority waiting request for 'nightly-main' exists",
        captures: { group: "nightly-main" },
      },
    ],
    nearMisses: [{ text: "System.OperationCanceledException: The operation was canceled." }],
  },
};
