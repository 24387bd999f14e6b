import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Kubernetes: the API, its permissions, quotas and objects. */
export const kubernetesApiSignatures: Signature[] = [
  {
    id: "kubernetes/config-missing",
    title: "Secret, ConfigMap or service account missing",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<kind>secret|configmap|serviceaccount|persistentvolumeclaim)s? \\?"(?<name>[^"\\\n]{1,120})\\?" not found/,
        /error looking up service account (?:(?<namespace>[\w-]{1,63})\/)?(?<name>[^:\s/]{1,120}): (?<kind>serviceaccount)/,
        /couldn't find key (?<key>[\w.-]+) in (?<kind>Secret|ConfigMap)(?: (?:(?<namespace>[\w-]{1,63})\/)?(?<name>[\w.-]{1,120}))?/,
        /CreateContainerConfigError/,
      ],
    },
    rootCause:
      "An object that the pod refers to is not in its namespace[[: {kind} `{name}`]][[ (key `{key}`)]]",
    explanation:
      "The pod spec names an object that is not in its namespace, so the container cannot be created.",
    checks: ["`kubectl get[[ {kind} {name}]] -n NAMESPACE`, and which keys it has"],
    fixes: [
      "Create it in the pod's namespace[[: `kubectl create {kind} {name} …`]]; secrets and ConfigMaps are not shared between namespaces",
      "Or correct the name or key[[ `{key}`]] in the pod template",
    ],
    docs: ["https://kubernetes.io/docs/concepts/configuration/secret/"],
  },
  {
    id: "kubernetes/forbidden",
    title: "Kubernetes API access denied",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /is forbidden: User \\?"(?<user>[^"\\\n]{1,160})\\?" cannot (?<verb>\w+) resource \\?"(?<resource>[^"\\\n]{1,80})\\?"/,
      ],
      also: [/in the namespace \\?"(?<namespace>[^"\\\n]{1,63})|$/],
    },
    rootCause: "`{user}` is not allowed to {verb} `{resource}`[[ in namespace `{namespace}`]]",
    explanation:
      "The service account that sends the request has no role with that permission in that namespace.",
    checks: ["`kubectl auth can-i {verb} {resource}[[ -n {namespace}]] --as {user}`"],
    fixes: [
      "Grant it: `kubectl create role NAME --verb={verb} --resource={resource}[[ -n {namespace}]]`, then `kubectl create rolebinding NAME --role=NAME --serviceaccount=NS:ACCOUNT[[ -n {namespace}]]`",
      "Or run the pod with a service account that has the role (`serviceAccountName`)",
    ],
    docs: ["https://kubernetes.io/docs/reference/access-authn-authz/rbac/"],
  },
  {
    id: "kubernetes/quota",
    title: "Namespace quota exceeded",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/is forbidden: exceeded quota: (?<quota>[\w.-]+)/],
      also: [
        /requested: (?<requested>[^\s\n]{1,160}), used: (?<used>[^\s\n]{1,160}), limited: (?<limit>[^\s\n"]{1,160})|$/,
      ],
    },
    rootCause:
      "The pod exceeds the namespace's quota `{quota}`[[: it requests {requested}, {used} is in use of {limit}]]",
    explanation: "The namespace limits the total requests of its pods; this pod would exceed it.",
    checks: [
      "`kubectl describe resourcequota {quota}`, and `kubectl get pods` for finished or stuck pods that hold it",
    ],
    fixes: [
      "Wait for or remove pods that use up `{quota}`, then rerun",
      "Lower the pod's requests and limits, or run fewer pods at once (an Airflow pool, `parallelism`)",
      "Raise the quota: `kubectl edit resourcequota {quota}`",
    ],
    docs: ["https://kubernetes.io/docs/concepts/policy/resource-quotas/"],
  },
  {
    id: "kubernetes/limit-range",
    title: "Pod exceeds the namespace's LimitRange",
    category: "configuration",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<bound>maximum|minimum) (?<resource>[\w.-]{2,40}) usage per (?<what>Pod|Container) is (?<limit>[\w.]{1,20}), but (?:limit|request) is (?<requested>[\w.]{1,20})/,
        /(?<bound>maximum|minimum) (?<resource>cpu|memory) usage per (?<what>Pod|Container) is/,
      ],
    },
    rootCause:
      "The pod breaks the namespace's LimitRange[[: {requested} of {resource} is asked for, the {bound} per {what} is {limit}]]",
    explanation:
      "A LimitRange bounds what each pod or container in the namespace may request; the API server rejects anything outside it.",
    checks: ["`kubectl describe limitrange -n NAMESPACE`"],
    fixes: [
      "Set `resources.requests.{resource}` and `limits.{resource}` within the {bound}[[ of {limit}]]",
      "Or raise the LimitRange: `kubectl edit limitrange -n NAMESPACE`",
    ],
  },
  {
    id: "kubernetes/no-settings",
    title: "Kubernetes client not configured",
    category: "configuration",
    alternatives: ["infrastructure", "network_timeout"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/Invalid kube-config file\. (?<reason>[^\n]{1,100})/, /Service host\/port is not set\./],
    },
    rootCause: "The Kubernetes client found no usable configuration[[: {reason}]]",
    explanation:
      "Inside a cluster the client uses its service account, elsewhere a kubeconfig; neither was found.",
    checks: ["Whether the task runs inside the cluster (`in_cluster`) or needs a kubeconfig"],
    fixes: [
      "Inside the cluster, set `in_cluster=True` and give the pod a service account (`automountServiceAccountToken: true`)",
      "Outside it, mount a kubeconfig and set `KUBECONFIG` or `config_file`",
    ],
  },
  {
    id: "kubernetes/api-unreachable",
    title: "Kubernetes API unreachable",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /host='(?<host>[^'\n]{1,200})', port=(?<port>\d{1,5})\): Max retries exceeded with url: \/(?:api\/v1\/(?:namespaces|pods|nodes)|apis\/(?:batch|apps))\b/,
        /Max retries exceeded with url: \/(?:api\/v1\/(?:namespaces|pods|nodes)|apis\/(?:batch|apps))\b/,
      ],
      also: [/(?<reason>timed out|Connection refused|Name or service not known|reset by peer)|$/],
    },
    rootCause: "The Kubernetes API[[ at `{host}` port {port}]] was unreachable[[ ({reason})]]",
    explanation: "The API server did not respond, or the worker has no network path to it.",
    checks: [
      "From the worker: `curl -k https://[[{host}:{port}]]/healthz`",
      "Whether the control plane was being upgraded at that time",
    ],
    fixes: [
      "Retry if the control plane was being upgraded; give the task retries",
      "Otherwise open the path from the worker to the API server (NetworkPolicy, authorized networks, firewall)",
    ],
  },
  {
    id: "kubernetes/watch-expired",
    title: "Watch on Kubernetes ended by an expired resource version",
    category: "infrastructure",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /too old resource version: (?<version>\d{1,20})/,
        /\b410\)?\s{0,3}(?:Reason: )?(?:Gone|Expired)[^\n]{0,80}resource version/,
      ],
    },
    rootCause:
      "The client lost its watch on the pods: the resource version it asked for is no longer kept (HTTP 410)",
    explanation:
      "The API server keeps recent changes only for minutes. A client whose watch was interrupted has to list again and start from there; one that does not gives up, while its pods go on running.",
    checks: [
      "Whether the pod or driver was still running, or had finished, at that time",
      "The version of the Kubernetes client in use: old ones do not start the watch again",
    ],
    fixes: [
      "Check the pod's own result before running the job again, so that it does not run twice",
      "Rerun the task; upgrade the client (fabric8, Spark, the operator or provider) to a version that starts the watch again",
    ],
  },
];
