import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** GitHub Actions, GitLab CI, Jenkins and Buildkite: runners, agents, limits, secrets and artifacts. */
export const ciRunnerSignatures: Signature[] = [
  {
    id: "ci/shutdown-signal",
    title: "CI runner was shut down",
    category: "infrastructure",
    alternatives: ["configuration"],
    strength: "hint",
    transience: "transient",
    match: { message: [/The runner has received a shutdown signal/] },
    rootCause: "The machine or the service of the CI runner was stopped while the job ran",
    explanation:
      "The runner gets this signal when its machine goes away (spot interruption, scale-in, reboot) or its service is stopped. Exit code 143 and `Terminated` only follow from it.",
    checks: [
      "What happened to the machine at that time: spot interruption, autoscaling, maintenance",
      "Whether a person or a newer run cancelled the job (`concurrency: cancel-in-progress`)",
    ],
    fixes: [
      "Rerun the job; let it continue where it stopped",
      "Run long jobs on on-demand machines, or protect the runner from scale-in",
    ],
    docs: ["https://docs.github.com/en/actions/hosting-your-own-runners"],
  },
  {
    id: "ci/runner-lost",
    title: "CI runner lost contact",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "network_timeout"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /The (?:self-)?hosted runner(?:: (?<runner>[^\n]{1,80}?))? lost communication with the server/,
        /The hosted runner encountered an error while running your job\. \(Error Type: (?<reason>\w{3,40})\)/,
      ],
    },
    rootCause: "The CI runner[[ `{runner}`]] lost contact with GitHub during the job[[ ({reason})]]",
    explanation:
      "The machine died, lost its network, or was so short of memory or CPU that the runner's process could not answer.",
    checks: ["Memory and CPU of the machine at the end", "Whether the machine was reclaimed or removed"],
    fixes: [
      "Rerun it; if it always stops at the same step, that step exhausts the machine: use a larger runner or less parallelism",
      "Self-hosted: look at `_diag/Runner_*.log` and the machine's kernel log",
    ],
    docs: ["https://docs.github.com/en/actions/hosting-your-own-runners"],
  },
  {
    id: "ci/job-timeout",
    title: "CI job hit its time limit",
    category: "network_timeout",
    alternatives: ["configuration", "resource_exhausted"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /The job running on runner (?<runner>[^\n]{1,80}) has exceeded the maximum execution time of (?<limit>\d{1,5} minutes)/,
        /Job failed: execution took longer than (?<limit>[\dhms]{2,20}) seconds/,
        /The action '(?<step>[^'\n]{1,120})' has timed out after (?<limit>\d{1,5} minutes)/,
        /Cancelling nested steps due to timeout/,
      ],
    },
    rootCause: "The CI job[[ (step `{step}`)]] ran longer than its limit[[ of {limit}]] and was stopped",
    explanation:
      "GitHub stops a job at `timeout-minutes` (6 hours unless set), GitLab at `timeout`, Jenkins at `timeout { }`. The last lines show what it was waiting for.",
    checks: [
      "The last line before the stop, and how long successful runs take",
      "Whether a command waits for input or a lock",
    ],
    fixes: [
      "Fix what hangs: put a timeout on that command",
      "Raise `timeout-minutes` (GitHub) or `timeout` (GitLab) if the job has grown",
      "Split the job, or move long loads out of CI",
    ],
    docs: ["https://docs.github.com/en/actions/writing-workflows/workflow-syntax-for-github-actions"],
  },
  {
    id: "ci/gitlab-system-failure",
    title: "GitLab runner could not run the job",
    category: "infrastructure",
    alternatives: ["configuration", "resource_exhausted"],
    strength: "strong",
    transience: "intermittent",
    match: { message: [/Job failed \(system failure\): (?<reason>[^\n]{3,200}?)(?:\. Check https|\n|$)/] },
    rootCause: "The GitLab runner failed before or around the script: {reason}",
    explanation:
      "A system failure is the runner's own, not the script's: the pod or container did not start, the image could not be pulled, or the executor lost it.",
    checks: ["The lines of `Preparing environment`: pod status, image, node", "The log of gitlab-runner"],
    fixes: [
      "Fix what the reason names: image and pull secret, node capacity, `poll_timeout` of the runner",
      "Let GitLab retry it: `retry: { max: 2, when: runner_system_failure }`",
    ],
    docs: ["https://docs.gitlab.com/runner/faq/"],
  },
  {
    id: "ci/disk-low",
    title: "CI runner's disk is nearly full",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/You are running out of disk space\. [^\n]{0,100}Free space left: (?<free>\d{1,6} [KMG]B)/],
    },
    rootCause: "The CI runner's disk is full: {free} left",
    explanation:
      "When the disk is full the runner cannot write its own log and the job fails without a clear message.",
    checks: [
      "What fills it: `df -h` and `docker system df` as a step",
      "Data files or images that the job writes",
    ],
    fixes: [
      "Delete what is not needed before the job (`docker system prune -af`, preinstalled toolchains)",
      "Use a larger runner, or stream the data instead of storing it",
    ],
    docs: ["https://docs.github.com/en/actions/using-github-hosted-runners/about-github-hosted-runners"],
  },
  {
    id: "ci/input-missing",
    title: "Required input of an action is empty",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Input required and not supplied: (?<input>[\w-]{1,80})/] },
    rootCause:
      "The action's input `{input}` is empty, usually because its secret or variable is not available here",
    explanation:
      "A secret that does not exist in the repository, organization or environment becomes an empty string. Runs from forks and Dependabot get no secrets.",
    checks: [
      "The name in `with: {input}:` against the existing secrets, and the job's `environment:`",
      "Whether a fork or Dependabot started the run",
    ],
    fixes: [
      "Create the secret at the level the job uses, or set `environment:` on the job",
      "Pass it on: `secrets: inherit` for a reusable workflow",
    ],
    docs: [
      "https://docs.github.com/en/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions",
    ],
  },
  {
    id: "ci/cloud-login",
    title: "CI job could not log in to the cloud",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Credentials could not be loaded, please check your action inputs: (?<reason>[^\n]{3,160})/,
        /Could not assume role with (?:OIDC|user credentials): (?<reason>[^\n]{3,160})/,
        /google-github-actions\/auth failed with: (?<reason>[^\n]{3,200})/,
        /Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable/,
      ],
    },
    rootCause: "The workflow could not get cloud credentials[[: {reason}]]",
    explanation:
      "The job has no identity token (`id-token: write` is missing), the secret is empty, or the role's trust policy does not accept this repository, branch or environment.",
    checks: [
      "`permissions: id-token: write` of the job",
      "The `sub` condition of the role's trust policy or of the workload identity provider",
    ],
    fixes: [
      "Add `permissions: { id-token: write, contents: read }`",
      "Allow the repository and branch in the trust policy (`repo:ORG/REPO:ref:refs/heads/main`)",
      "Set the missing secret",
    ],
    docs: [
      "https://docs.github.com/en/actions/security-for-github-actions/security-hardening-your-deployments/about-security-hardening-with-openid-connect",
    ],
  },
  {
    id: "ci/jenkins-credentials",
    title: "Jenkins credentials do not exist",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not find credentials(?: entry)? (?:with ID|matching) '?(?<credentials>[\w .-]{1,120})'?/,
      ],
    },
    rootCause: "Jenkins has no credentials `{credentials}` that this job may use",
    explanation: "The id is misspelled, or the credentials belong to another folder or are of another type.",
    checks: [
      "The credentials of the job's folder and the global ones",
      "Their kind against the binding in the Jenkinsfile",
    ],
    fixes: [
      "Create them under that id in the folder, or fix the id in `credentials('…')`",
      "Use the binding of their kind (`usernamePassword`, `string`, `file`)",
    ],
    docs: ["https://www.jenkins.io/doc/book/using/using-credentials/"],
  },
  {
    id: "ci/storage-quota",
    title: "CI artifact or cache too large",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Artifact storage quota has been hit/,
        /Uploading artifacts as "(?<artifact>[\w-]{1,60})" to coordinator[^\n]{0,20} (?:413|too large archive)/,
        /Cache size of ~?(?<size>[^\n]{1,40}) is over the (?<limit>[^\n]{1,40}) limit, not saving cache/,
      ],
    },
    rootCause:
      "The CI artifact or cache exceeds its storage limit[[: {size}, allowed {limit}]][[ (`{artifact}`)]]",
    explanation:
      "GitHub counts the artifacts of the whole account; GitLab limits each upload. The script itself may have succeeded.",
    checks: ["The size of what is uploaded, and `retention-days` of older artifacts"],
    fixes: [
      "Upload less: exclude data and dependencies; write large results to object storage",
      "Delete old artifacts or shorten their retention (`retention-days`, `expire_in`)",
      "Raise the limit (GitLab: maximum artifacts size)",
    ],
    docs: [
      "https://docs.github.com/en/actions/writing-workflows/choosing-what-your-workflow-does/storing-and-sharing-data-from-a-workflow",
    ],
  },
  {
    id: "ci/artifact-missing",
    title: "CI artifact not found",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Unable to (?:download|find)(?: any)? artifact\(?s?\)?[^\n]{0,20}: (?:Artifact not found for name: )?(?<artifact>[^\n]{1,120})/,
        /This job depends on other jobs with expired\/erased artifacts: (?<artifact>[^\n]{1,120})/,
      ],
    },
    rootCause: "The artifact `{artifact}` of an earlier job does not exist",
    explanation:
      "The job that uploads it was skipped, found no files, uses another name, or the artifact has expired.",
    checks: [
      "The upload step of the earlier job (`No files were found with the provided path`)",
      "`needs:` of this job",
    ],
    fixes: [
      "Rerun the job that produces it",
      "Use one name in both steps; set `if-no-files-found: error` on the upload",
    ],
    docs: [
      "https://docs.github.com/en/actions/writing-workflows/choosing-what-your-workflow-does/storing-and-sharing-data-from-a-workflow",
    ],
  },
  {
    id: "ci/jenkins-agent-lost",
    title: "Jenkins agent disconnected",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "network_timeout"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /Remote call on (?<agent>[^\n]{1,120}?) failed\. The channel is closing down or has closed down/,
        /Cannot contact (?<agent>[\w.-]{1,100}): (?:java\.|hudson\.)/,
        /Unable to create live FilePath for (?<agent>[\w.-]{1,100})/,
        /Agent (?<agent>[\w.-]{1,100}) (?:was deleted|was removed|disconnected); cancelling node body/,
      ],
    },
    rootCause: "The Jenkins agent `{agent}` went away during the build",
    explanation:
      "The connection to the agent closed: its machine or pod was removed (spot, scale-in, eviction), it ran out of memory, or the network broke.",
    checks: ["The agent's log and its machine or pod at that time"],
    fixes: [
      "Rerun; wrap the step in `retry(count: 2, conditions: [agent()])`",
      "Use an on-demand agent with more memory for long steps",
    ],
    docs: ["https://www.jenkins.io/doc/book/using/using-agents/"],
  },
  {
    id: "ci/make-terminated",
    title: "make was terminated from outside",
    category: "infrastructure",
    alternatives: ["configuration", "network_timeout"],
    strength: "hint",
    transience: "transient",
    match: {
      message: [
        /\bmake(?:\[\d{1,2}\])?: \*\*\* \[(?:[\w./-]{1,80}:\d{1,6}: )?(?<target>[^\]\n]{1,120})\] Terminated/,
      ],
    },
    rootCause: "The make target `{target}` was terminated from outside (SIGTERM)",
    explanation:
      "make only reports the signal. Something ended the whole job: its machine was stopped, the job was cancelled, or a time limit was hit.",
    checks: ["What else the log says at that second: shutdown signal, spot interruption, cancel, timeout"],
    fixes: ["Fix what stopped the job, then run `make {target}` again"],
  },
  {
    id: "ci/make-killed",
    title: "make step was killed",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /\bmake(?:\[\d{1,2}\])?: \*\*\* \[(?:[\w./-]{1,80}:\d{1,6}: )?(?<target>[^\]\n]{1,120})\] (?:Killed|Error 137)/,
      ],
    },
    rootCause: "The make target `{target}` was killed, most likely out of memory",
    explanation: "Killed is SIGKILL, on a CI machine nearly always the kernel's answer to exhausted memory.",
    checks: ["Memory of the runner (`dmesg | grep -i oom`), and the container's limit"],
    fixes: [
      "Use a larger runner, or let the target use less (fewer parallel jobs with `make -j1`, smaller chunks)",
    ],
  },
  {
    id: "ci/cancelled",
    title: "CI job was cancelled",
    category: "infrastructure",
    alternatives: ["configuration", "network_timeout"],
    strength: "hint",
    transience: "transient",
    match: {
      message: [
        /^(?:\S{1,40} )?(?:##\[error\]|Error: )The operation was cancell?ed\.\s{0,4}$/m,
        /Canceling since a higher priority waiting request for '?(?<group>[^'\n]{1,160}?)'? exists/,
      ],
    },
    rootCause: "The CI job was cancelled[[ by a newer run of `{group}`]]",
    explanation:
      "Either a person or a newer run cancelled it (`concurrency`), or it follows from a lost runner or a time limit.",
    checks: ["Who cancelled it on the run's page, and the annotations of the run"],
    fixes: ["Rerun the job", "Set `cancel-in-progress: false` for jobs that load data"],
    docs: ["https://docs.github.com/en/actions/writing-workflows/workflow-syntax-for-github-actions"],
  },
];
