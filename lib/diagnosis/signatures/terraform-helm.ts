import type { Signature } from "@/lib/diagnosis/signatures/signature";

const LOCK = "https://developer.hashicorp.com/terraform/language/state/locking";
const INIT = "https://developer.hashicorp.com/terraform/cli/commands/init";
const HELM = "https://helm.sh/docs/helm/helm_upgrade/";
const PROBES = "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/";

/** Terraform and OpenTofu, Helm, and the probes of a deployment; other Kubernetes errors are in `kubernetes.ts`. */
export const terraformHelmSignatures: Signature[] = [
  {
    id: "terraform/state-locked",
    title: "Terraform state is locked",
    category: "configuration",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Error acquiring the state lock(?:[\s\S]{0,400}?\n[\s│]{0,6}ID: {1,10}(?<lock>[\w-]{6,60}))?/,
        /state blob is already locked/,
      ],
    },
    rootCause: "The Terraform state is locked by another run[[ (lock `{lock}`)]]",
    explanation:
      "One run changes a state at a time. Another is still running, or it was killed and left its lock.",
    checks: ["`Who` and `Created` of the lock: does that run still exist?"],
    fixes: [
      "Wait for the other run: `-lock-timeout=10m`, and one run at a time in CI (`concurrency:`)",
      "If it is surely dead: `terraform force-unlock LOCK_ID`",
    ],
    docs: [LOCK],
  },
  {
    id: "terraform/not-initialised",
    title: "Terraform must be initialised again",
    category: "configuration",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>Backend initialization required|Backend configuration changed|Inconsistent dependency lock file|Required plugins are not installed|Module not installed)/,
      ],
      also: [/terraform|tofu|Error: |lock file/i],
    },
    rootCause: "The working directory does not fit the configuration: {what}",
    explanation:
      "The backend, a provider's version or a module changed since the last `init`, or `.terraform` is missing in CI.",
    checks: ["What changed in `backend`, `required_providers` and `.terraform.lock.hcl`"],
    fixes: [
      "Run `terraform init` before plan and apply (`-reconfigure` or `-migrate-state` for a changed backend)",
      "Run `terraform init -upgrade` and commit `.terraform.lock.hcl`, with the hashes of CI's platform (`terraform providers lock`)",
    ],
    docs: [INIT],
  },
  {
    id: "terraform/provider-login",
    title: "Terraform provider has no credentials",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /No valid credential sources found/,
        /no valid credential sources for (?<provider>[\w ]{3,60}) found/,
        /(?:unable to build|building) (?:authorizer|account): [^\n]{0,60}(?<reason>(?:could not configure|unable to (?:configure|obtain)) [^\n]{3,160})/,
        /Attempted to load application default credentials since neither `credentials` nor `access_token` was set/,
      ],
    },
    rootCause: "The Terraform provider found no usable credentials[[ ({provider})]][[: {reason}]]",
    explanation:
      "Provider and backend each look for credentials in the environment, profile or metadata of the machine.",
    checks: [
      "Credentials in the job's environment (`aws sts get-caller-identity`, `az account show`, `gcloud auth list`)",
    ],
    fixes: [
      "Log in before Terraform runs (OIDC login step), or set the provider's variables",
      "Set `profile`, `assume_role` or `use_oidc` in the provider, and the same for the backend",
    ],
    docs: ["https://developer.hashicorp.com/terraform/language/providers/configuration"],
  },
  {
    id: "terraform/provider-download",
    title: "Terraform could not download a provider",
    category: "network_timeout",
    alternatives: ["configuration", "missing_dependency"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Could not retrieve the list of available versions for provider\s{1,8}(?:│\s{1,4})?(?<provider>[\w./-]{3,120}):/,
        /Error while installing (?<provider>[\w./-]{3,120}) v(?<version>[\w.-]{1,30}):/,
        /Failed to (?:query available provider packages|install provider)/,
      ],
    },
    rootCause: "Terraform could not get the provider[[ `{provider}`]][[ {version}]]",
    explanation: "The registry was unreachable, or has no version for the constraint or this platform.",
    checks: ["The rest of the message: no route, or no matching version", "`terraform providers`"],
    fixes: [
      "Retry; cache providers (`TF_PLUGIN_CACHE_DIR`) or use a mirror (`provider_installation`)",
      "Fix the source and version in `required_providers`",
    ],
    docs: [INIT],
  },
  {
    id: "terraform/variable-not-set",
    title: "Terraform variable not set",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The root module input variable "(?<variable>[\w-]{1,100})" is not set/,
        /The argument "(?<variable>[\w-]{1,100})" is required, but no definition was found/,
      ],
    },
    rootCause: "The required Terraform variable or argument `{variable}` is not set",
    explanation: "It has no default, and in CI there is no prompt to ask for it.",
    checks: ["`terraform.tfvars`, `-var-file` and `TF_VAR_{variable}` of the job"],
    fixes: [
      "Set `TF_VAR_{variable}` in the job, or pass the right `-var-file`",
      "Give the variable a default",
    ],
    docs: ["https://developer.hashicorp.com/terraform/language/values/variables"],
  },
  {
    id: "terraform/undeclared-reference",
    title: "Terraform refers to something undeclared",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Reference to undeclared (?<kind>resource|input variable|local value|module|output value)(?:[\s\S]{0,300}?"(?<name>[\w.-]{1,120})" (?:has not been declared|in the root module))?/,
        /(?<kind>Unsupported (?:argument|attribute|block type))[\s\S]{0,300}?named "(?<name>[\w-]{1,100})"/,
      ],
    },
    rootCause: "The Terraform code uses something that is not declared[[: `{name}`]] ({kind})",
    explanation:
      "The name is misspelled, was removed, or the provider's version does not know that argument.",
    checks: ["`terraform validate`, and the provider's version"],
    fixes: [
      "Declare it or correct the name",
      "Change the code to the provider's version (see its upgrade guide)",
    ],
    docs: ["https://developer.hashicorp.com/terraform/cli/commands/validate"],
  },
  {
    id: "helm/timed-out",
    title: "Helm gave up waiting",
    category: "infrastructure",
    alternatives: ["configuration", "resource_exhausted", "code_bug"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /(?<operation>UPGRADE|INSTALLATION|ROLLBACK) FAILED: (?:release \S{1,80} failed, and has been [^\n]{1,80}: )?(?:(?<hook>(?:pre|post)-(?:upgrade|install|rollback|delete)) hooks failed: )?(?:[\w: ]{0,40})(?:timed out waiting for the condition|context deadline exceeded)/,
        /resource (?<resource>(?:Deployment|StatefulSet|Job|Pod)\/[\w./-]{1,160}) not ready\. status: InProgress/,
      ],
    },
    rootCause:
      "Helm waited in vain for[[ the {hook} hook of]] the release to become ready[[ ({resource})]]; its pods say why",
    explanation:
      "`--wait` and hooks only watch. The pods or the hook's job did not get ready: no node with room, image, failing container, failing probe, or a really slow migration.",
    checks: ["`kubectl get pods,jobs -n NAMESPACE` and `kubectl get events --sort-by=.lastTimestamp`"],
    fixes: [
      "Fix what the events show, delete the pending hook job, and run `helm upgrade` again",
      "Raise `--timeout` only if the pods were progressing; `--atomic` rolls back by itself",
    ],
    docs: [HELM],
  },
  {
    id: "helm/in-progress",
    title: "Helm release is stuck in another operation",
    category: "configuration",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/another operation \(install\/upgrade\/rollback\) is in progress/] },
    rootCause: "The Helm release is marked as being changed by another operation",
    explanation:
      "An earlier helm was killed (CI timeout, lost runner) and left the release in `pending-…`; or two run at once.",
    checks: [
      "`helm history RELEASE`: a last revision `pending-upgrade` or `pending-install`",
      "Whether another deployment runs",
    ],
    fixes: [
      "Wait if another deployment is running; let only one run at a time",
      "Otherwise `helm rollback RELEASE LAST_DEPLOYED_REVISION`, then upgrade again",
      "For a first install stuck in `pending-install`: `helm uninstall RELEASE`",
    ],
    docs: ["https://helm.sh/docs/helm/helm_rollback/"],
  },
  {
    id: "helm/foreign-object",
    title: "Object exists outside of the Helm release",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<kind>[A-Z]\w{2,60}) "(?<name>[\w.:-]{1,160})" in namespace "(?<namespace>[\w-]{0,63})" exists and cannot be imported into the current release/,
        /cannot re-use a name that is still in use/,
      ],
    },
    rootCause: "The object[[ {kind} `{name}`]] already exists and does not belong to this release",
    explanation:
      "Helm does not take over objects that were created by hand or by another release; nor does `helm install` reuse a release's name.",
    checks: ["The object's annotations `meta.helm.sh/release-name` and `-namespace`", "`helm list -A --all`"],
    fixes: [
      "Use `helm upgrade --install` instead of `install`",
      "Delete the object, or hand it over with the annotations and the label `app.kubernetes.io/managed-by=Helm`",
      "If it belongs to another release, rename one of them",
    ],
    docs: [HELM],
  },
  {
    id: "helm/template",
    title: "Helm chart cannot be rendered",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /execution error at \((?<template>[^()\n]{3,200})\): (?<reason>[^\n]{3,200})/,
        /template: (?<template>[\w./-]{3,160}:\d{1,6}:\d{1,6}): executing "[^"\n]{1,160}" at <[^>\n]{1,160}>: (?<reason>[^\n]{3,200})/,
        /values don't meet the specifications of the schema\(s\) in the following chart\(s\):\n(?<reason>[^\n]{1,120})/,
      ],
    },
    rootCause: "The chart cannot be rendered with these values[[ (`{template}`)]]: {reason}",
    explanation:
      "A required value is missing, or has another type than the template expects, often after a chart upgrade.",
    checks: ["`helm template . -f values.yaml --debug`", "The chart's changelog and its `values.yaml`"],
    fixes: [
      "Set or correct the value that the message names",
      "Pin the chart's version (`--version`) until the values are migrated",
    ],
    docs: ["https://helm.sh/docs/chart_template_guide/debugging/"],
  },
  {
    id: "helm/immutable-field",
    title: "Field cannot be changed in place",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<kind>Job\.batch|StatefulSet\.apps|Deployment\.apps|PersistentVolumeClaim|Service) "(?<name>[\w.-]{1,160})" is invalid: [^\n]{0,40}(?:spec[\w.]{0,60}: (?:Invalid value|Forbidden)|Forbidden)/,
      ],
      also: [/field is immutable|updates to statefulset spec|is immutable after creation/],
    },
    rootCause: "{kind} `{name}` cannot be changed in place: the field is immutable",
    explanation:
      "A job's template, selectors and a stateful set's volume claims are fixed when they are created.",
    checks: ["`helm diff upgrade` or `kubectl diff`: which field changes"],
    fixes: [
      "Delete the object and apply again (a job; a stateful set with `--cascade=orphan`)",
      "Give jobs a name per version, or make them hooks with `hook-delete-policy: before-hook-creation`",
    ],
    docs: [HELM],
  },
  {
    id: "probe/liveness-failed",
    title: "Liveness probe failed",
    category: "configuration",
    alternatives: ["resource_exhausted", "code_bug", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Liveness probe failed: (?<reason>[^\n"]{2,160})/,
        /Container (?<container>[\w.-]{1,100}) failed liveness probe, will be restarted/,
        /Liveness probe errored[^\n]{0,20}: (?<reason>[^\n"]{2,160})/,
      ],
      also: [/[Ll]iveness probe (?:failed|errored)|failed liveness probe/],
    },
    rootCause:
      "The liveness probe of the container[[ `{container}`]] failed[[: {reason}]], so Kubernetes restarts it",
    explanation:
      "The kubelet kills a container whose probe fails `failureThreshold` times. A start that is slower than `initialDelaySeconds` plus these attempts is killed again and again; so is a process too busy to answer.",
    checks: [
      "How long the start takes (migrations, imports) against the probe's delays",
      "CPU throttling and the probe's `timeoutSeconds` (1 s unless set)",
    ],
    fixes: [
      "Add a `startupProbe` (`failureThreshold: 30, periodSeconds: 10`) for a slow start",
      "Raise `timeoutSeconds` and `failureThreshold` of the liveness probe",
      "Give the container more CPU; move migrations into a job or init container",
    ],
    docs: [PROBES],
  },
  {
    id: "probe/start-not-ready",
    title: "Startup or readiness probe failed",
    category: "configuration",
    alternatives: ["code_bug", "network_timeout", "infrastructure"],
    strength: "hint",
    transience: "intermittent",
    match: {
      message: [/(?<probe>Startup|Readiness) probe (?:failed|errored)[^\n]{0,20}: (?<reason>[^\n"]{2,160})/],
      also: [/(?:Startup|Readiness) probe (?:failed|errored)/],
    },
    rootCause: "{probe} probe of the container failed: {reason}",
    explanation:
      "While it fails, the pod gets no traffic and a rollout waits; a failing startup probe also restarts the container. It is normal for some seconds after a start.",
    checks: [
      "The container's own log: did it start, and on which port and path?",
      "The probe's port, path and delays",
    ],
    fixes: [
      "Fix what keeps the process from starting",
      "Correct the probe's port or path; raise `failureThreshold` if the start is slow",
    ],
    docs: [PROBES],
  },
];
