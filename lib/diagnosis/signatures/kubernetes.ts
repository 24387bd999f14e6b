import type { Signature } from "@/lib/diagnosis/signatures/signature";

const EVICTION = "https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/";
const RESOURCES = "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/";

/** Kubernetes: pods, nodes, images and the API. */
export const kubernetesSignatures: Signature[] = [
  {
    id: "kubernetes/oom-killed",
    title: "Container OOMKilled",
    category: "resource_exhausted",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/OOMKilled/, /['"]?oom_killed['"]?: ?[Tt]rue/],
      also: [
        /\bcontainer[ "'=:]{1,4}(?<container>[a-z0-9][\w-]{1,60})["' ][^\n]{0,60}OOMKilled|$/,
        /\b(?:pod|Pod)[ "'=:/]{1,4}(?<pod>[a-z0-9][\w.-]{2,120})|$/,
      ],
    },
    rootCause:
      "The container[[ `{container}`]][[ of pod `{pod}`]] exceeded its memory limit and was killed (OOMKilled)",
    explanation:
      "Kubernetes kills a container whose processes exceed `resources.limits.memory`; the exit code is 137.",
    checks: [
      "The limit: `kubectl get pod[[ {pod}]] -o jsonpath='{.spec.containers[*].resources}'`, and the use before it: `kubectl top pod[[ {pod}]] --containers`",
      "Whether this run processed more data than earlier ones",
    ],
    fixes: [
      "Raise `resources.limits.memory` (and `requests.memory`) of the container",
      "Make the task use less: read in chunks, lower the number of parallel workers in the pod",
    ],
    fix: {
      templateId: "kubernetes/raise-memory",
      title: "Raise the pod's memory limit",
      rationale: "The container was OOMKilled: it reached its memory limit.",
      params: {},
    },
    docs: [RESOURCES],
  },
  {
    id: "kubernetes/ephemeral-storage",
    title: "Pod evicted: its local files exceed its own limit",
    category: "resource_exhausted",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ephemeral local storage usage exceeds the total limit of containers (?<limit>[\w.]{1,20})/,
        /Container (?<container>[\w-]{1,63}) exceeded its local ephemeral storage limit "(?<limit>[^"\n]{1,20})"/,
        /Usage of EmptyDir volume "(?<volume>[^"\n]{1,80})" exceeds the limit "(?<limit>[^"\n]{1,20})"/,
        /ephemeral local storage usage exceeds/,
      ],
    },
    rootCause:
      "The pod wrote more local (ephemeral) files than its disk limit[[ of {limit}]] allows[[ in volume `{volume}`]], and was evicted",
    explanation:
      "The limit counts logs, `/tmp`, `emptyDir` volumes and everything else that the containers write to the node's disk. The node itself had room; another attempt writes the same files.",
    checks: [
      "What the task writes to `/tmp` and other local folders, and whether it deletes it",
      "`kubectl describe pod POD`: `ephemeral-storage` under Limits",
    ],
    fixes: [
      "Delete intermediate files as soon as they are used, or stream them",
      "Raise `resources.limits.ephemeral-storage` (or the volume's `sizeLimit`), or mount a volume for scratch files",
    ],
    docs: [
      "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#local-ephemeral-storage",
    ],
  },
  {
    id: "kubernetes/evicted",
    title: "Pod evicted",
    category: "infrastructure",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /The node was low on resource: (?<resource>[\w-]+)/,
        /['"]?reason['"]?: ?['"]?Evicted\b/,
        /Pod (?:was |has been )?evicted/i,
      ],
      also: [
        /Container (?<container>[\w-]{1,63}) was using (?<used>[\w.]{1,20})|$/,
        /Threshold quantity: (?<threshold>[\w.]{1,20}), available: (?<available>[\w.]{1,20})|$/,
      ],
    },
    rootCause:
      "The pod was evicted from its node[[: the node's {resource} ran low]][[ ({available} left)]][[; container `{container}` used {used}]]",
    explanation: "When a node runs low on memory, disk or process ids, the kubelet evicts pods.",
    checks: [
      "`kubectl describe node NODE` (conditions MemoryPressure, DiskPressure) and `kubectl get events --field-selector reason=Evicted`",
      "The pod's requests: pods that exceed theirs are evicted first",
    ],
    fixes: [
      "Rerun; the next node may have room",
      "Set `resources.requests`[[ for {resource}]] to what the task really uses, so that the scheduler reserves it",
      "If the pod writes to local disk, raise `limits.ephemeral-storage` or the volume's `sizeLimit`, or write to a PersistentVolumeClaim",
    ],
    docs: [EVICTION],
  },
  {
    id: "kubernetes/preempted",
    title: "Pod preempted or node removed",
    category: "infrastructure",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /(?<what>Preempted by [^\s,]{1,160}(?: on node [\w.-]{1,200})?)/,
        /(?<what>Pod was terminated in response to imminent node shutdown)/,
        /[Pp]reempt(?:ed|ing|ion)\b[^\n]{0,100}/,
        /DisruptionTarget/,
        /(?<what>(?:node|Node) (?:[\w.-]{1,120} )?(?:is shutting down|was terminated|is not ready|NotReady))/,
        /Spot (?:instance|interruption)|spot instance (?:interruption|termination|reclaimed)/i,
        /NodeLost|TerminationByKubelet/,
      ],
    },
    rootCause: "The pod lost its node before it was done[[: {what}]]",
    explanation:
      "A higher-priority pod, a scale-down or a reclaimed spot machine ended it; the task itself did nothing wrong.",
    checks: [
      "`kubectl get events --sort-by=.lastTimestamp` and `kubectl describe node NODE` for that time",
      "The pod's priority class, and whether the node is a spot or preemptible one",
    ],
    fixes: [
      "Rerun; the task itself did nothing wrong",
      "Keep long tasks off spot nodes (`nodeSelector`, taints), or give them a `priorityClassName` that is not preempted",
      "Give the task retries",
    ],
    docs: ["https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/"],
  },
  {
    id: "kubernetes/unschedulable",
    title: "Pod unschedulable",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /\b\d{1,5}\/\d{1,5} nodes are available: (?<reason>[^\n]{1,200})/,
        /Insufficient (?<reason>cpu|memory|nvidia\.com\/gpu|ephemeral-storage|pods)/,
        /Pod was rejected: (?<reason>[^\n]{1,160})/,
        /Node didn't have enough resource: (?<reason>[^\n'"]{0,100})/,
        /['"]?reason['"]?: ?['"](?<reason>OutOf(?:cpu|memory|pods|ephemeral-storage)|UnexpectedAdmissionError|NodeAffinity)/,
      ],
    },
    rootCause: "The pod could not be scheduled: {reason}",
    explanation:
      "The scheduler found no node with enough free resources, matching labels and tolerated taints, or the node rejected the pod.",
    checks: [
      "`kubectl describe pod POD` (events), and free resources: `kubectl describe nodes | grep -A8 'Allocated resources'`",
      "The pod's requests, `nodeSelector`, affinity and tolerations; events of the autoscaler",
    ],
    fixes: [
      "For `Insufficient cpu` or `memory`: lower `resources.requests`, wait for running pods, or raise the node pool's maximum",
      "For an untolerated taint: add the matching entry to `tolerations`; for affinity or selector: use a label that nodes have (`kubectl get nodes --show-labels`)",
      "For an unbound PersistentVolumeClaim: `kubectl describe pvc` and its StorageClass and zone",
    ],
    docs: [RESOURCES],
  },
  {
    id: "kubernetes/start-timeout",
    title: "Pod did not start in time",
    category: "infrastructure",
    alternatives: ["configuration", "resource_exhausted"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Pod took (?:longer than (?<seconds>\d{1,6}) seconds|too long) to start/,
        /Pod took (?:longer than|too long to start)[^\n]{0,120}/,
        /Pod took too long to be (?:scheduled|started)/,
        /Pod never started\b/,
        /Check the pod events in kubernetes to determine why/,
      ],
    },
    rootCause: "The pod did not start[[ within {seconds} s]]",
    explanation:
      "It waited for a node, an image, a volume or a secret until the operator gave up (`startup_timeout_seconds`).",
    checks: [
      "`kubectl describe pod POD` and `kubectl get events`: FailedScheduling, Failed to pull image, FailedMount",
      "How long earlier runs took to start",
    ],
    fixes: [
      "Fix what the pod's events name: no room on the nodes, the image, a volume or a secret",
      "If the image is simply large or the node pool slow to grow, raise `startup_timeout_seconds` (Airflow) or `pod_watch_timeout_seconds` (Prefect)[[ above {seconds}]]",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/operators.html"],
  },
  {
    id: "kubernetes/pod-not-found",
    title: "Pod no longer exists",
    category: "infrastructure",
    alternatives: ["resource_exhausted"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /pods \\?"(?<pod>[^"\\\n]{1,120})\\?" not found/,
        /Pod (?<pod>[\w.-]{1,120}) (?:was )?(?:deleted|not found)/i,
      ],
    },
    rootCause: "The pod `{pod}` disappeared while the task still needed it",
    explanation:
      "The pod was deleted from outside: preempted, its node removed, cleaned up, or deleted by hand. The Kubernetes API then returns 404 for it.",
    checks: ["`kubectl get events -n NAMESPACE | grep {pod}`: Evicted, Preempted, Killing, node removed"],
    fixes: [
      "Rerun the task; give it retries",
      'Keep the autoscaler from removing it: annotation `cluster-autoscaler.kubernetes.io/safe-to-evict: "false"` on the pod',
      "If a clean-up job deletes pods, let it skip running ones",
    ],
    docs: [EVICTION],
  },
  {
    id: "kubernetes/container-gone",
    title: "Container no longer exists on its node",
    category: "infrastructure",
    alternatives: ["resource_exhausted"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /an error occurred when try(?:ing)? to find container \\?"(?<container>[0-9a-f]{12})/,
        /unable to retrieve container logs for \w{3,20}:\/\/(?<container>[0-9a-f]{12})/,
      ],
    },
    rootCause: "The container `{container}` was removed while its log was still being read",
    explanation:
      "The node's container runtime no longer has that container: it was removed after it exited, along with its pod, or along with the node.",
    checks: ["Events of the pod and node at that time", "Whether the pod is deleted as soon as it finishes"],
    fixes: [
      "Rerun the task",
      'Keep finished pods until their logs are read (`on_finish_action="keep_pod"` in Airflow, `ttlSecondsAfterFinished` of the Job), or ship logs off the node',
    ],
  },
  {
    id: "kubernetes/crash-loop",
    title: "Container in a crash loop",
    category: "code_bug",
    alternatives: ["configuration", "resource_exhausted"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [
        /Back-off restarting failed container(?: (?<container>[\w-]{1,63}) in pod (?<pod>[\w.-]{1,120}))?/,
        /CrashLoopBackOff/,
      ],
    },
    rootCause: "The container[[ `{container}` of pod `{pod}`]] keeps crashing at its start",
    explanation: "Kubernetes restarts it with growing delays; the reason is in the container's own log.",
    checks: [
      "`kubectl logs[[ {pod} -c {container}]] --previous`, and `kubectl describe pod[[ {pod}]]`: exit code, OOMKilled, failed liveness probe",
    ],
    fixes: [
      "Fix the error that the previous container's log ends with (`kubectl logs[[ {pod} -c {container}]] --previous`)",
      "If a liveness probe kills it during a slow start, add a `startupProbe`",
    ],
  },
  {
    id: "kubernetes/deadline",
    title: "Kubernetes job exceeded its deadline",
    category: "configuration",
    alternatives: ["infrastructure", "resource_exhausted", "network_timeout"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /DeadlineExceeded['"]?,? ?[^\n]{0,40}(?:Job|Pod) was active/,
        /Pod was active on the node longer than the specified deadline/,
        /Job was active longer than specified deadline/,
      ],
    },
    rootCause: "The Kubernetes job ran longer than its `activeDeadlineSeconds` and was stopped",
    explanation:
      "Kubernetes ends all pods of a job once `activeDeadlineSeconds` has passed since its start, including the wait for a node.",
    checks: [
      "`kubectl describe job NAME`: start, deadline and when the pod really began",
      "How long successful runs take",
    ],
    fixes: [
      "If the run hung or waited for a node, fix that and rerun",
      "If it has simply become slower, raise `activeDeadlineSeconds`",
    ],
    docs: ["https://kubernetes.io/docs/concepts/workloads/controllers/job/"],
  },
  {
    id: "kubernetes/backoff-limit",
    title: "Kubernetes job used up its retries",
    category: "code_bug",
    alternatives: ["infrastructure", "configuration", "resource_exhausted"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [/Job has reached the specified backoff limit/, /BackoffLimitExceeded/],
      also: [/[Jj]ob[ "'/]{1,3}(?<job>[a-z0-9][\w.-]{2,120})|$/],
    },
    rootCause: "The job's pods failed more often than its `backoffLimit` allows",
    explanation:
      "Kubernetes retried the pod until `backoffLimit` was used up; why the pods failed is in their own logs.",
    checks: [
      "`kubectl logs --selector=job-name=NAME --tail=100` and `kubectl describe pod`: exit code, OOMKilled, eviction",
    ],
    fixes: [
      "Fix the error that the pods' logs end with, then create the job again",
      "Raise `backoffLimit` only if the failures were evictions or lost nodes",
    ],
  },
  {
    id: "kubernetes/pod-returned-failure",
    title: "Pod failed",
    category: "code_bug",
    alternatives: ["configuration", "infrastructure", "resource_exhausted"],
    strength: "hint",
    transience: "unknown",
    match: { message: [/Pod (?<pod>[\w.-]{1,120}) returned a failure/, /Pod Launching failed/] },
    rootCause: "The pod[[ `{pod}`]] failed; the operator reports no reason",
    explanation: "The reason is in the container's output above, or in its state (exit code, OOMKilled).",
    checks: ["`kubectl logs[[ {pod}]]` and `kubectl describe pod[[ {pod}]]`: exit code and reason"],
    fixes: [
      "Fix the error that the container's output ends with",
      "For exit code 137 or OOMKilled, raise the memory limit; for 143 or Evicted, look at the node",
    ],
  },
];
