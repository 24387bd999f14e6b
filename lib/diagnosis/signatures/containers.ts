import type { Signature } from "@/lib/diagnosis/signatures/signature";

const EVICTION = "https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/";
const RESOURCES = "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/";
const IMAGES = "https://kubernetes.io/docs/concepts/containers/images/";

export const containerSignatures: Signature[] = [
  {
    id: "kubernetes/oom-killed",
    title: "Container killed for its memory (OOMKilled)",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: { message: [/OOMKilled/, /['"]?oom_killed['"]?: ?[Tt]rue/] },
    rootCause: "The container used more memory than its limit and was killed (OOMKilled)",
    explanation:
      "Kubernetes ends a container whose processes grow past `resources.limits.memory`; the exit code is 137.",
    checks: ["Memory use of the pod against its limit", "Whether this run had more data than earlier ones"],
    fixes: ["Raise the memory limit (and request) of the pod, or let the task use less"],
    fix: {
      templateId: "kubernetes/raise-memory",
      title: "Raise the pod's memory limit",
      rationale: "The container was OOMKilled: it reached its memory limit.",
      params: {},
    },
    docs: [RESOURCES],
    examples: [
      {
        text: "container_state: terminated, container_reason: OOMKilled, container_message: None, exit_code: 137",
      },
    ],
    nearMisses: [
      { text: "container_state: terminated, container_reason: Error, container_message: None, exit_code: 1" },
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
        /Usage of EmptyDir volume "[^"\n]{1,80}" exceeds the limit/,
        /ephemeral local storage usage exceeds/,
      ],
    },
    rootCause: "The pod was evicted from its node[[: {resource} was short]]",
    explanation: "The kubelet frees a node that runs short of memory, disk or process ids by ending pods.",
    checks: ["Events of pod and node at that time", "Requests of the pod: pods above their request go first"],
    fixes: ["Set requests that fit the real use, ephemeral storage included; run again"],
    docs: [EVICTION],
    examples: [
      {
        text: "Pod evicted: The node was low on resource: ephemeral-storage. Threshold quantity: 10Gi, available: 8Gi.",
        captures: { resource: "ephemeral-storage" },
      },
      {
        text: "{'message': 'The node was low on resource: memory.', 'phase': 'Failed', 'reason': 'Evicted'}",
      },
    ],
    nearMisses: [{ text: "cache entries evicted: 120" }],
  },
  {
    id: "kubernetes/preempted",
    title: "Pod preempted or node taken away",
    category: "infrastructure",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /[Pp]reempt(?:ed|ing|ion)\b[^\n]{0,100}/,
        /DisruptionTarget/,
        /(?:node|Node) (?:is shutting down|was terminated|is not ready|NotReady)/,
        /Spot (?:instance|interruption)|spot instance (?:interruption|termination|reclaimed)/i,
        /Pod was terminated in response to imminent node shutdown/,
        /NodeLost|TerminationByKubelet/,
      ],
    },
    rootCause: "The pod's place was taken away: preempted, or its node went down",
    explanation:
      "A pod of higher priority, a scale-down or a reclaimed spot machine ended it; the task itself did nothing wrong.",
    checks: ["Events of the node at that time, and the pod's priority class"],
    fixes: ["Run again; give long tasks a higher priority or nodes that are not reclaimed"],
    docs: ["https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/"],
    examples: [
      { text: "Pod was terminated in response to imminent node shutdown." },
      { text: "Preempted by kube-system/daemon-agent on node pool-1-x" },
    ],
    nearMisses: [{ text: "The node was low on resource: memory." }],
  },
  {
    id: "kubernetes/unschedulable",
    title: "Pod cannot be placed on a node",
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
    rootCause: "No node could take the pod: {reason}",
    explanation:
      "The scheduler found no node with enough free resources, matching labels and tolerated taints, or the node turned the pod away.",
    checks: ["Requests of the pod against free resources; node selectors, taints and autoscaler events"],
    fixes: ["Lower the requests or add nodes; correct selectors and tolerations"],
    docs: [RESOURCES],
    examples: [
      {
        text: "0/6 nodes are available: 3 Insufficient memory, 3 node(s) had untolerated taint {gpu: true}.",
      },
      { text: "'message': \"Pod was rejected: Node didn't have enough resource: memory\"" },
    ],
    nearMisses: [{ text: "6 nodes are available" }],
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
        /Pod took (?:longer than|too long to start)[^\n]{0,120}/,
        /Pod took too long to be (?:scheduled|started)/,
        /\bPod never started\b/,
        /Check the pod events in kubernetes to determine why/,
      ],
    },
    rootCause: "The pod did not start in time",
    explanation:
      "It waited for a node, an image, a volume or a secret until the operator gave up (`startup_timeout_seconds`).",
    checks: ["The pod's events: scheduling, image pull, mounts"],
    fixes: ["Repair what the events name; raise the start-up timeout if the image is merely large"],
    docs: ["https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/operators.html"],
    examples: [
      { text: "Job 'harbour-q2': Pod never started." },
      {
        text: "airflow.providers.cncf.kubernetes.utils.pod_manager.PodLaunchFailedException: Pod took longer than 120 seconds to start. Check the pod events in kubernetes to determine why.",
      },
    ],
    nearMisses: [{ text: "Pod took 12 seconds to start" }],
  },
  {
    id: "kubernetes/image-pull",
    title: "Image cannot be pulled",
    category: "configuration",
    alternatives: ["auth_permission", "infrastructure", "network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      not: [/pull QPS exceeded|toomanyrequests|pull rate limit/],
      message: [
        /ImagePullBackOff|ErrImagePull|InvalidImageName/,
        /Failed to pull image "(?<image>[^"\n]{1,200})"/,
        /Back-off pulling image "(?<image>[^"\n]{1,200})"/,
      ],
    },
    rootCause: "The image[[ `{image}`]] cannot be pulled",
    explanation:
      "The tag does not exist, the registry needs credentials that the node does not have, or the registry cannot be reached.",
    checks: ["Image name and tag in the registry, and the pod's `imagePullSecrets`"],
    fixes: ["Push the image or correct the tag; give the pod a pull secret"],
    docs: [IMAGES],
    examples: [
      {
        text: 'Failed to pull image "registry.example.com/etl:2024-05-01": rpc error: code = NotFound desc = failed to pull and unpack image',
        captures: { image: "registry.example.com/etl:2024-05-01" },
      },
      { text: "Pod docker image cannot be pulled, unable to start: ErrImagePull" },
    ],
    nearMisses: [{ text: 'Successfully pulled image "registry.example.com/etl:1" in 2.1s' }],
  },
  {
    id: "kubernetes/image-pull-rate",
    title: "Image pulls are limited",
    category: "rate_limit",
    alternatives: ["infrastructure", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /pull QPS exceeded/,
        /toomanyrequests: (?<reason>[^\n]{3,160})/,
        /You have reached your (?:unauthenticated )?pull rate limit/,
      ],
    },
    rootCause: "The image was not pulled because a limit on pulls was reached[[: {reason}]]",
    explanation:
      "`pull QPS exceeded` is the kubelet's own limit on pulls a second; `toomanyrequests` is the registry's limit on pulls of an account or address.",
    checks: ["How many pods started at once on that node", "Whether the registry is asked with an account"],
    fixes: [
      "Log in to the registry or use a mirror of it",
      "Start fewer pods at once, or raise the kubelet's `registryPullQPS`",
    ],
    docs: ["https://docs.docker.com/docker-hub/usage/"],
    examples: [
      { text: "Pod docker image cannot be pulled, unable to start: ErrImagePull\npull QPS exceeded" },
      {
        text: "Error response from daemon: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading.",
      },
    ],
    nearMisses: [
      { text: "Pod docker image cannot be pulled, unable to start: ErrImagePull\nmanifest unknown" },
    ],
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
    rootCause: "The pod `{pod}` was gone while the task still needed it",
    explanation:
      "The pod was deleted from outside: preempted, its node removed, cleaned up, or deleted by hand. Kubernetes answers 404 to whoever asks for it.",
    checks: ["Events of the namespace and node at that time: eviction, preemption, scale-down"],
    fixes: ['Run again; protect long pods from scale-down (`safe-to-evict: "false"`)'],
    docs: [EVICTION],
    examples: [
      {
        text: 'kubernetes.client.exceptions.ApiException: (404)\nReason: Not Found\nHTTP response body: {"kind":"Status","message":"pods \\"load-orders-x7\\" not found","code":404}',
        captures: { pod: "load-orders-x7" },
      },
    ],
    nearMisses: [{ text: 'configmaps "etl-settings" not found' }],
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
    rootCause: "The container `{container}` was gone while its log was still read",
    explanation:
      "The container runtime of the node has no such container any more: it was removed after it ended, with its pod, or with the node.",
    checks: ["Events of the pod and node at that time", "Whether the pod is deleted as soon as it ends"],
    fixes: ["Run again; keep ended pods until their log was read"],
    examples: [
      {
        text: 'rpc error: code = NotFound desc = an error occurred when try to find container "8f8c2f3dce295f70ba5d60175ff84785": not found',
        captures: { container: "8f8c2f3dce29" },
      },
      {
        text: "unable to retrieve container logs for containerd://8f8c2f3dce295f70ba5d60175ff84785",
        captures: { container: "8f8c2f3dce29" },
      },
    ],
    nearMisses: [{ text: 'rpc error: code = NotFound desc = crate "blue" not found' }],
  },
  {
    id: "kubernetes/config-missing",
    title: "Secret, config map or service account missing",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<kind>secret|configmap|serviceaccount|persistentvolumeclaim)s? \\?"(?<name>[^"\\\n]{1,120})\\?" not found/,
        /error looking up service account (?<name>[^:\s]{1,120}): (?<kind>serviceaccount)/,
        /CreateContainerConfigError/,
        /couldn't find key (?<name>[\w.-]+) in (?<kind>Secret|ConfigMap)/,
      ],
    },
    rootCause: "Something the pod refers to does not exist[[: {kind} `{name}`]]",
    explanation:
      "The pod's specification names an object that is not in its namespace, so the container cannot be created.",
    checks: ["Whether the object exists in that namespace, and its keys"],
    fixes: ["Create it there, or correct the name"],
    docs: ["https://kubernetes.io/docs/concepts/configuration/secret/"],
    examples: [
      {
        text: 'Error: secret "warehouse-credentials" not found',
        captures: { kind: "secret", name: "warehouse-credentials" },
      },
    ],
    nearMisses: [{ text: 'pods "load-orders-x7" not found' }],
  },
  {
    id: "kubernetes/forbidden",
    title: "Kubernetes API denies the request",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /is forbidden: User \\?"(?<user>[^"\\\n]{1,160})\\?" cannot (?<verb>\w+) resource \\?"(?<resource>[^"\\\n]{1,80})\\?"/,
      ],
    },
    rootCause: "`{user}` may not {verb} `{resource}` in the cluster",
    explanation: "The service account that makes the request has no role with that right in that namespace.",
    checks: ["`kubectl auth can-i {verb} {resource} --as {user}`"],
    fixes: ["Bind a role with that right to the service account"],
    docs: ["https://kubernetes.io/docs/reference/access-authn-authz/rbac/"],
    examples: [
      {
        text: 'pods is forbidden: User "system:serviceaccount:airflow:default" cannot create resource "pods" in API group "" in the namespace "etl"',
        captures: { verb: "create", resource: "pods" },
      },
    ],
    nearMisses: [
      {
        text: 'pods "load" is forbidden: exceeded quota: compute, requested: memory=8Gi, used: memory=30Gi, limited: memory=32Gi',
      },
    ],
  },
  {
    id: "kubernetes/quota",
    title: "Namespace quota exceeded",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /is forbidden: exceeded quota: (?<quota>[\w.-]+)/,
        /maximum (?<quota>cpu|memory) usage per (?:Pod|Container) is/,
      ],
    },
    rootCause: "The pod does not fit into the namespace's quota `{quota}`",
    explanation: "What all pods of the namespace ask for together is limited; this one would exceed it.",
    checks: ["`kubectl describe quota` and what else runs in the namespace"],
    fixes: ["Run less at once, lower the requests, or raise the quota"],
    docs: ["https://kubernetes.io/docs/concepts/policy/resource-quotas/"],
    examples: [
      {
        text: 'pods "load" is forbidden: exceeded quota: compute, requested: memory=8Gi, used: memory=30Gi, limited: memory=32Gi',
        captures: { quota: "compute" },
      },
    ],
    nearMisses: [{ text: 'pods is forbidden: User "x" cannot create resource "pods"' }],
  },
  {
    id: "kubernetes/crash-loop",
    title: "Container keeps crashing",
    category: "code_bug",
    alternatives: ["configuration", "resource_exhausted"],
    strength: "hint",
    transience: "permanent",
    match: { message: [/CrashLoopBackOff/, /Back-off restarting failed container/] },
    rootCause: "The container starts and ends with an error again and again",
    explanation: "Kubernetes restarts it with growing pauses; the reason stands in the container's own log.",
    checks: ["`kubectl logs --previous` of the pod"],
    fixes: ["Repair what that log shows"],
    examples: [{ text: "Back-off restarting failed container etl in pod load-orders-x7" }],
    nearMisses: [{ text: 'Back-off pulling image "registry.example.com/etl:1"' }],
  },
  {
    id: "kubernetes/deadline",
    title: "Job ran past its deadline",
    category: "infrastructure",
    alternatives: ["network_timeout", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /DeadlineExceeded['"]?,? ?[^\n]{0,40}(?:Job|Pod) was active/,
        /Pod was active on the node longer than the specified deadline/,
        /Job was active longer than specified deadline/,
        /Job has reached the specified backoff limit/,
      ],
    },
    rootCause: "The Kubernetes job ran past its deadline or used up its retries",
    explanation: "`activeDeadlineSeconds` or `backoffLimit` of the job ended it.",
    checks: ["How long good runs take, and why the pods of the job failed"],
    fixes: ["Repair the pods' own failure; raise the limit if the job is merely slower"],
    docs: ["https://kubernetes.io/docs/concepts/workloads/controllers/job/"],
    examples: [
      { text: "Job was active longer than specified deadline" },
      { text: "Job has reached the specified backoff limit" },
    ],
    nearMisses: [{ text: "google.api_core.exceptions.DeadlineExceeded: 504 Deadline Exceeded" }],
  },
  {
    id: "kubernetes/no-settings",
    title: "No settings for the Kubernetes API",
    category: "configuration",
    alternatives: ["infrastructure", "network_timeout"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/Invalid kube-config file\. (?<reason>[^\n]{1,100})/, /Service host\/port is not set\./],
    },
    rootCause: "The Kubernetes client found no usable settings[[: {reason}]]",
    explanation:
      "Inside a cluster the client reads its service account, elsewhere a kube-config; neither was there.",
    checks: ["Whether the task runs in the cluster (`in_cluster`) or needs a kube-config"],
    fixes: ["Set `in_cluster`, or give the worker a kube-config"],
    examples: [
      {
        text: "kubernetes.config.config_exception.ConfigException: Invalid kube-config file. No configuration found.",
        captures: { reason: "No configuration found" },
      },
      { text: "kubernetes.config.config_exception.ConfigException: Service host/port is not set." },
    ],
    nearMisses: [{ text: "kubernetes.client.exceptions.ApiException: (404)" }],
  },
  {
    id: "kubernetes/api-unreachable",
    title: "Kubernetes API not reachable",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Max retries exceeded with url: \/(?:api\/v1\/(?:namespaces|pods|nodes)|apis\/(?:batch|apps))\b/,
      ],
    },
    rootCause: "The Kubernetes API could not be reached",
    explanation: "The API server did not answer, or the worker has no way to it.",
    checks: ["Whether the control plane was up at that time, and the worker may reach it"],
    fixes: ["Retry if the control plane was being updated; else repair the way to it"],
    examples: [
      {
        text: "urllib3.exceptions.MaxRetryError: HTTPSConnectionPool(host='10.96.0.1', port=443): Max retries exceeded with url: /api/v1/namespaces/flow/pods (Caused by ConnectTimeoutError(<urllib3.connection.HTTPSConnection object>, 'Connection to 10.96.0.1 timed out. (connect timeout=None)'))",
      },
    ],
    nearMisses: [
      {
        text: "urllib3.exceptions.MaxRetryError: HTTPSConnectionPool(host='shop', port=443): Max retries exceeded with url: /api/v1/orders",
      },
    ],
  },
  {
    id: "kubernetes/pod-returned-failure",
    title: "Pod ended with an error",
    category: "code_bug",
    alternatives: ["configuration", "infrastructure", "resource_exhausted"],
    strength: "hint",
    transience: "unknown",
    match: { message: [/Pod (?<pod>[\w.-]{1,120}) returned a failure/, /Pod Launching failed/] },
    rootCause: "The pod[[ `{pod}`]] ended with an error; the operator only reports that it did",
    explanation: "The reason stands in the container's output above, or in its state (exit code, OOMKilled).",
    checks: ["The container's last lines and its exit code"],
    fixes: ["Repair the cause found there"],
    examples: [
      {
        text: "airflow.exceptions.AirflowException: Pod load-orders-x7 returned a failure.",
        captures: { pod: "load-orders-x7" },
      },
    ],
    nearMisses: [{ text: "Pod load-orders-x7 has phase Running" }],
  },
  {
    id: "docker/daemon-unreachable",
    title: "Docker daemon not reachable",
    category: "configuration",
    alternatives: ["infrastructure", "network_timeout", "auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot connect to the Docker daemon/,
        /Error while fetching server API version/,
        /dial unix (?<path>[^\s:]{1,100}docker\.sock): connect: (?<reason>[^\n]{1,60})/,
        /Is the docker daemon running/,
      ],
    },
    rootCause: "The task cannot talk to Docker[[: {reason}]]",
    explanation:
      "The daemon does not run, its socket is not mounted into the worker, or the task's user may not use it.",
    checks: ["Whether `/var/run/docker.sock` is mounted and its group includes the task's user"],
    fixes: ["Mount the socket and add the user to its group, or set `docker_url`"],
    docs: ["https://docs.docker.com/engine/install/linux-postinstall/"],
    examples: [
      {
        text: "docker.errors.DockerException: Error while fetching server API version: ('Connection aborted.', PermissionError(13, 'Permission denied'))",
      },
      {
        text: "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
      },
    ],
    nearMisses: [
      { text: 'docker.errors.ImageNotFound: 404 Client Error: Not Found ("No such image: etl:1")' },
    ],
  },
  {
    id: "docker/image-not-found",
    title: "Docker image not found",
    category: "configuration",
    alternatives: ["auth_permission", "missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /No such image: (?<image>[^\s"')]{1,200})/,
        /pull access denied for (?<image>[^\s,]{1,200})/,
        /manifest (?:for (?<image>[^\s]{1,200}) not found|unknown)/,
        /repository (?<image>[^\s]{1,200}) not found/,
      ],
    },
    rootCause: "The image[[ `{image}`]] is not on the machine and cannot be pulled",
    explanation:
      "The name or tag does not exist, or the registry wants a login (`pull access denied` is said for both).",
    checks: ["Name and tag in the registry, and the login of the worker"],
    fixes: ["Build or push the image, correct the tag, or log in"],
    examples: [
      {
        text: "docker.errors.ImageNotFound: 404 Client Error for http+docker://localhost/v1.43/images/create: Not Found (\"pull access denied for etl, repository does not exist or may require 'docker login'\")",
        captures: { image: "etl" },
      },
      {
        text: "Error response from daemon: manifest for example/etl:9 not found: manifest unknown",
        captures: { image: "example/etl:9" },
      },
    ],
    nearMisses: [{ text: "Error: No such container: etl" }],
  },
  {
    id: "docker/container-failed",
    title: "Docker container ended with an error",
    category: "code_bug",
    alternatives: ["configuration", "infrastructure", "resource_exhausted"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [/[Dd]ocker container failed: (?<result>[^\n]{1,160})/],
      not: [/\b(?:137|143|139|127|126)\b/],
    },
    rootCause: "The Docker container ended with an error: {result}",
    explanation:
      "The operator only reports the container's status; the reason stands in the container's output above.",
    checks: ["The last lines the container printed"],
    fixes: ["Repair the cause found there"],
    examples: [
      {
        text: "airflow.providers.docker.exceptions.DockerContainerFailedException: Docker container failed: {'Error': None, 'StatusCode': 1}",
      },
    ],
    nearMisses: [
      { text: "airflow.exceptions.AirflowException: docker container failed: {'StatusCode': 137}" },
    ],
  },
  {
    id: "docker/mount",
    title: "Folder cannot be mounted",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /invalid mount config for type "(?<type>\w+)": (?<reason>[^\n"]{1,200})/,
        /bind source path does not exist: (?<path>[^\s"]{1,200})/,
        /Mounts denied/,
        /failed to mount [^\n]{1,160}/,
      ],
    },
    rootCause: "A folder cannot be mounted into the container[[: {reason}]]",
    explanation:
      "The path must exist on the machine where the Docker daemon runs, which is not the worker's own container.",
    checks: ["The path on the Docker host"],
    fixes: ["Use a path of the host, or a named volume; set `mount_tmp_dir=False` when the daemon is remote"],
    examples: [
      {
        text: 'docker.errors.APIError: 400 Client Error for http+docker://localhost/v1.43/containers/create: Bad Request ("invalid mount config for type "bind": bind source path does not exist: /tmp/airflowtmp1")',
        captures: { type: "bind" },
      },
    ],
    nearMisses: [{ text: "mounted /data at /mnt" }],
  },
  {
    id: "docker/name-conflict",
    title: "Name or port is in use",
    category: "configuration",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /The container name "(?<name>[^"\n]{1,100})" is already in use/,
        /port is already allocated/,
        /[Aa]ddress already in use/,
      ],
    },
    rootCause: "A name or port that the task needs is in use[[: `{name}`]]",
    explanation: "Another container or process, often one left over from an earlier try, still holds it.",
    checks: ["`docker ps -a`, or what listens on the port"],
    fixes: ["Remove the leftover (`auto_remove`), or let each run use its own name and port"],
    examples: [
      {
        text: 'docker.errors.APIError: 409 Client Error: Conflict ("Conflict. The container name "/etl" is already in use by container "3f1c"")',
        captures: { name: "/etl" },
      },
      { text: "OSError: [Errno 98] Address already in use" },
    ],
    nearMisses: [{ text: "container name: etl" }],
  },
];
