import type { Signature } from "@/lib/diagnosis/signatures/signature";

const ARGO = "https://argo-workflows.readthedocs.io/en/latest/";

/** Argo Workflows, Kestra, Mage, Luigi and Azkaban; more of Luigi, Kestra and Mage is in `elt-services.ts`. */
export const argoKestraMageSignatures: Signature[] = [
  {
    id: "argo/no-artifact-storage",
    title: "Argo has no artifact repository",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: { message: [/You need to configure artifact storage/] },
    rootCause: "The workflow writes an artifact, but Argo has no artifact repository configured",
    explanation:
      "Artifacts and archived logs need a bucket. Without a default repository each artifact must name its own.",
    checks: [
      "`artifactRepository` in `workflow-controller-configmap`, and `artifactRepositoryRef` of the workflow",
    ],
    fixes: [
      "Configure an S3, GCS or Azure repository in `workflow-controller-configmap`",
      "Pass small results as output parameters (`valueFrom: { path: … }`) instead",
    ],
    docs: [`${ARGO}configure-artifact-repository/`],
  },
  {
    id: "argo/service-account",
    title: "Argo's service account lacks rights",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /verify serviceaccount (?<account>[\w:.-]{1,200}) has necessary privileges/,
        /workflowtaskresults\.argoproj\.io is forbidden: User "system:serviceaccount:(?<account>[\w:.-]{1,200})"/,
      ],
    },
    rootCause:
      "The service account `{account}` may not do what Argo's wait container needs: watch pods and report results",
    explanation:
      "The wait container beside each step watches the main container and reports its outputs with the step's own service account.",
    checks: [
      "`kubectl auth can-i create workflowtaskresults.argoproj.io --as=system:serviceaccount:NAMESPACE:NAME`",
    ],
    fixes: [
      "Bind Argo's executor role to the account: create and patch `workflowtaskresults`; before Argo 3.4 get, watch and patch `pods`",
      "Or name an account that has it: `serviceAccountName` in the workflow",
    ],
  },
  {
    id: "argo/outputs-not-saved",
    title: "Argo could not save a step's outputs",
    category: "configuration",
    alternatives: ["auth_permission", "code_bug", "network_timeout"],
    strength: "strong",
    transience: "unknown",
    match: {
      message: [
        /failed to save outputs: (?<reason>[^\n"]{3,240})/,
        /(?<reason>(?:cannot save (?:parameter|artifact)|could not (?:chmod|stat) artifact) \/[^\n"]{2,200})/,
      ],
    },
    rootCause: "The step ended, but Argo could not save its outputs: {reason}",
    explanation:
      "Argo's sidecar collects declared outputs after the main container. The file was not written at that path, the bucket refused it, or the pod's service account lacks rights.",
    checks: [
      "`outputs` of the template against what the program writes",
      "The log of the pod's `wait` container",
    ],
    fixes: [
      "Write the file at the declared path, or mark it `optional: true`",
      "Give the bucket's credentials or the service account the right to write",
    ],
    docs: [`${ARGO}walk-through/artifacts/`],
  },
  {
    id: "argo/image-command",
    title: "Argo cannot find the image's command",
    category: "configuration",
    alternatives: ["auth_permission", "network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /failed to look-up entrypoint\/cmd for image \\?"(?<image>[^"\\\n]{1,200})\\?", you must either explicitly specify the command/,
      ],
    },
    rootCause: "The template has no `command`, and Argo could not read it from the image `{image}`",
    explanation:
      "Argo wraps the container's command. Without `command` the controller asks the registry for the image's entrypoint, which fails when the image does not exist or the registry refuses.",
    checks: ["The end of the message: not found, denied or no route to the registry"],
    fixes: [
      "Set `command:` in the template",
      "Give the workflow an `imagePullSecrets` for the registry; fix the tag",
    ],
    docs: [`${ARGO}workflow-executors/`],
  },
  {
    id: "argo/unresolved-reference",
    title: "Argo template refers to something undefined",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /failed to resolve \{\{(?<reference>[^}\n]{1,160})\}\}/,
        /inputs\.parameters\.(?<reference>[\w-]{1,80}) was not supplied/,
        /template reference (?<reference>[\w.-]{1,160}) not found/,
      ],
      also: [/\btemplates[.[]|inputs\.parameters|template reference|invalid spec/],
    },
    rootCause: "The Argo workflow refers to `{reference}`, which does not exist",
    explanation:
      "The parameter, step output or template is misspelled, out of scope (another template, a later step), or was not passed.",
    checks: ["`argo lint FILE`", "That the step it names runs before this one (`depends`)"],
    fixes: [
      "Correct the name, or pass the parameter in `arguments`",
      "Give the parameter a `default` or `value`",
    ],
    docs: [`${ARGO}variables/`],
  },
  {
    id: "argo/pod-deleted",
    title: "Pod of an Argo step was deleted",
    category: "infrastructure",
    alternatives: ["resource_exhausted"],
    strength: "strong",
    transience: "transient",
    match: { message: [/\bpod deleted during operation\b/, /message[=:] ?\\?"?pod deleted\b/] },
    rootCause: "The pod of the step disappeared while it ran",
    explanation: "The node was removed (spot, scale-down), the pod was evicted, or somebody deleted it.",
    checks: ["Events of the namespace and of the node at that time"],
    fixes: [
      "Retry such errors: `retryStrategy: { retryPolicy: OnError, limit: 3 }`",
      'Protect the pod: annotation `cluster-autoscaler.kubernetes.io/safe-to-evict: "false"`',
    ],
    docs: [`${ARGO}retries/`],
  },
  {
    id: "argo/deadline",
    title: "Argo step or workflow exceeded its deadline",
    category: "network_timeout",
    alternatives: ["configuration", "resource_exhausted"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /[Ss]tep exceeded (?:its|workflow) deadline(?: (?<deadline>\d{4}-[\d-]{5}[ T][\d:.]{8,20}))?/,
        /Max duration limit exceeded/,
      ],
    },
    rootCause: "The step was stopped because its time limit passed[[ ({deadline})]]",
    explanation:
      "`activeDeadlineSeconds` or the `maxDuration` of the retry strategy ended it, waiting time included.",
    checks: ["How long successful runs take, and how long the pod waited for a node"],
    fixes: ["Fix what the step waits for", "Raise `activeDeadlineSeconds` if it has simply become slower"],
    docs: [`${ARGO}fields/`],
  },
  {
    id: "argo/child-failed",
    title: "Step of an Argo workflow failed",
    category: "code_bug",
    alternatives: ["unknown", "infrastructure", "data_quality", "configuration"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /\bchild '(?<node>[\w.-]{1,160})' (?:failed|errored)/,
        /step group deemed errored due to child (?<node>[\w.()[\]-]{1,160}) error/,
      ],
    },
    rootCause: "The workflow failed because its step `{node}` failed",
    explanation: "The parent only repeats it. The reason is the message of that node and the log of its pod.",
    checks: ["`argo get WORKFLOW` for the node's message, then `argo logs WORKFLOW {node}`"],
    fixes: ["Fix the error of that step, then `argo retry WORKFLOW`"],
    docs: [`${ARGO}cli/argo_retry/`],
  },
  {
    id: "kestra/secret-missing",
    title: "Kestra secret does not exist",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Cannot find secret for key '(?<secret>[^'\n]{1,120})'/] },
    rootCause: "Kestra has no secret `{secret}` in this namespace",
    explanation:
      "The open-source edition reads secrets from environment variables `SECRET_NAME` with base64 values; they are read at startup.",
    checks: ["The server's environment for `SECRET_{secret}`", "The flow's namespace"],
    fixes: [
      "Add `SECRET_{secret}` (base64) to the server's environment and restart it",
      "Create the secret in the namespace of the flow or in a parent of it",
    ],
    docs: ["https://kestra.io/docs/concepts/secret"],
  },
  {
    id: "mage/no-decorated-function",
    title: "Mage block has no decorated function",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Block (?<block>[\w.:/-]{1,160}) does not have any decorated functions(?:\. Make sure that a function in the block is decorated with @(?<decorator>\w{3,40}))?/,
      ],
    },
    rootCause: "The Mage block `{block}` has no function[[ decorated with `@{decorator}`]]",
    explanation:
      "Mage runs the function that carries the block type's decorator. It was removed, or is another type's.",
    checks: ["The block's file, and its type in the pipeline's `metadata.yaml`"],
    fixes: ["Put the block type's decorator on the function", "Correct the block's type"],
    docs: ["https://docs.mage.ai/"],
  },
  {
    id: "mage/upstream-not-executed",
    title: "Mage block's upstream blocks have not run",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Block (?<block>[\w.:/-]{1,160})'s upstream blocks have not been executed yet\. Please run upstream blocks (?<upstream>\[[^\]\n]{1,300}\])/,
      ],
    },
    rootCause: "The Mage block `{block}` was started before its upstream blocks {upstream}",
    explanation: "A block reads the stored output of the blocks before it, and they have none in this run.",
    checks: ["Status of the upstream blocks in this pipeline run"],
    fixes: [
      "Run the pipeline from the first upstream block",
      "Remove the dependency if the block does not need it",
    ],
    docs: ["https://docs.mage.ai/"],
  },
  {
    id: "mage/pipeline-failed",
    title: "Mage pipeline failed",
    category: "code_bug",
    alternatives: ["unknown", "data_quality", "configuration", "network_timeout"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Pipeline (?<pipeline>[\w-]{1,120}) execution failed with error/,
        /Failed to execute pipeline (?<pipeline>[\w-]{1,120})\b/,
      ],
    },
    rootCause: "The Mage pipeline `{pipeline}` failed; the traceback of the block says why",
    explanation: "Mage reports the pipeline after the block that raised.",
    checks: ["The last lines of the traceback and the block they belong to"],
    fixes: ["Fix the error of that block, then retry the run from it"],
    docs: ["https://docs.mage.ai/"],
  },
  {
    id: "luigi/process-died",
    title: "Luigi task process died",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "code_bug"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Task (?<task>[\w.]{1,120}(?:\([^)\n]{0,160}\))?) died unexpectedly with exit code (?<code>-?\d{1,3})/,
      ],
    },
    rootCause: "The process of the Luigi task `{task}` died (exit code {code})",
    explanation:
      "Luigi starts each task in a process of its own when it has several workers or a timeout. A negative code is a signal: -9 is a kill, usually for memory; -11 a crash in native code.",
    checks: ["Memory of the machine at that time (`dmesg | grep -i oom`)"],
    fixes: [
      "For -9: fewer `--workers`, or let the task use less memory",
      "For -11: upgrade the native package it uses",
    ],
    docs: ["https://luigi.readthedocs.io/en/stable/configuration.html"],
  },
  {
    id: "luigi/scheduler-unreachable",
    title: "Luigi scheduler unreachable",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Errors \((?<attempts>\d{1,3}) attempts\) when connecting to remote scheduler u?'(?<url>[^'\n]{1,200})'/,
        /Failed connecting to remote scheduler u?'(?<url>[^'\n]{1,200})'/,
      ],
    },
    rootCause: "The Luigi scheduler at {url} did not answer[[ in {attempts} attempts]]",
    explanation:
      "Workers ask the central scheduler (`luigid`) for every task. It is down, or its host or port is wrong.",
    checks: ["`curl {url}` from the worker, and whether luigid runs", "`scheduler_host` in luigi.cfg"],
    fixes: [
      "Start luigid again, or fix `[core] default-scheduler-host` and port",
      "Use `--local-scheduler` if the job needs no central one",
    ],
    docs: ["https://luigi.readthedocs.io/en/stable/central_scheduler.html"],
  },
  {
    id: "azkaban/process-failed",
    title: "Command of an Azkaban job failed",
    category: "code_bug",
    alternatives: ["unknown", "configuration", "data_quality", "missing_dependency"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [/azkaban\.[\w.]{1,80}ProcessFailureException: Process exited with code (?<code>\d{1,3})/],
      not: [/code (?:137|143|130|139|126|127)\b/],
    },
    rootCause: "The command of the Azkaban job ended with exit code {code}",
    explanation: "Azkaban reports the exit code only; the command's own output above it has the error.",
    checks: ["The lines of the command before `Process completed unsuccessfully`"],
    fixes: ["Fix what the command reports, then run the failed jobs again (`Prepare Execution`)"],
    docs: ["https://azkaban.readthedocs.io/en/latest/"],
  },
];
