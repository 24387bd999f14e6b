import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Machines, disks and control planes that went away under a running job. */
export const clusterLossSignatures: Signature[] = [
  {
    id: "kubernetes/api-server-stopping",
    title: "Kubernetes API server was being replaced",
    category: "infrastructure",
    alternatives: ["network_timeout", "resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [/(?<what>apiserver is shutting down|apiserver not ready)/],
    },
    rootCause: "The Kubernetes control plane could not take the request: {what}",
    explanation:
      "An API server was being stopped or replaced: an upgrade or resize of the control plane, or a restart after a failed health check.",
    checks: ["Whether the control plane was upgraded or resized at that time"],
    fixes: [
      "Run the task again, and repeat API calls on errors of this kind",
      "Delete finished jobs and pods (`ttlSecondsAfterFinished`) if the cluster holds very many",
    ],
  },
  {
    id: "kubernetes/object-too-large",
    title: "Kubernetes object too large",
    category: "resource_exhausted",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /request is too large \(\d{4,10} bytes\)|etcdserver: request is too large/,
        /workflow is longer than maximum allowed size/,
      ],
      names: [/compressed size (?<used>\d{4,10}) > maxSize (?<limit>\d{4,10})/],
    },
    rootCause:
      "The pod or workflow is larger than Kubernetes can store[[: {used} bytes compressed, {limit} allowed]]",
    explanation:
      "etcd takes objects up to about 1.5 MB. Parameters, scripts or thousands of steps inside the manifest exceed it.",
    checks: ["What is large in the manifest: arguments, environment, inline files, number of steps"],
    fixes: [
      "Pass large data through a file in object storage instead of arguments",
      "Split the workflow, or offload its node status (Argo: `nodeStatusOffLoad`)",
    ],
  },
  {
    id: "kubernetes/volume-not-attached",
    title: "Volume could not be attached or mounted",
    category: "infrastructure",
    alternatives: ["configuration", "resource_exhausted"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Multi-Attach error for volume "(?<volume>[^"\n]{1,120})"/,
        /Volume is already exclusively attached to one node/,
        /Unable to attach or mount volumes: unmounted volumes=\[(?<volume>[^\]\n]{1,120})\]/,
        /AttachVolume\.Attach failed for volume "(?<volume>[^"\n]{1,120})"/,
        /MountVolume\.(?:SetUp|MountDevice) failed for volume "(?<volume>[^"\n]{1,120})"/,
      ],
      not: [/(?:secret|configmap) "[^"\n]{1,120}" not found/],
    },
    rootCause: "Kubernetes could not attach or mount the volume[[ `{volume}`]]",
    explanation:
      "A ReadWriteOnce disk belongs to one node at a time. It is still attached to the node of an earlier pod, often one that was lost, or the storage driver does not answer.",
    checks: [
      "`kubectl describe pod` and `kubectl get volumeattachment`: which node holds the disk",
      "Whether another pod uses the same claim",
    ],
    fixes: [
      "Delete the old pod (with `--force` if its node is gone) and wait until the disk is released, about six minutes",
      "Give each pod its own claim, or use a ReadWriteMany volume",
      "Restart the CSI driver's pods if nothing attaches any more",
    ],
  },
  {
    id: "kubernetes/node-lost",
    title: "Node lost or not ready",
    category: "infrastructure",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Node (?<node>[\w.-]{1,120}) status is now: NodeNotReady/,
        /TaintManagerEviction/,
        /PLEG is not healthy: pleg was last seen active/,
        /pod deleted: node (?<node>[\w.-]{1,120}) (?:was removed|no longer exists)/,
        /Disrupted node via Interruption/,
        /The node had condition: \[(?<condition>\w{3,40})\]/,
      ],
      names: [/Marking for deletion Pod (?<pod>[\w./-]{3,160})/, /Pod (?<pod>[\w-]{3,100}) was evicted/],
    },
    rootCause: "The node[[ `{node}`]][[ of pod `{pod}`]] was lost or became unusable[[ ({condition})]]",
    explanation:
      "The kubelet stopped reporting, the machine was reclaimed or scaled away, or it ran short of disk, memory or processes. Its pods are deleted after a grace period.",
    checks: [
      "`kubectl describe node` and the machine's state at the cloud provider",
      "Spot interruptions, autoscaler and upgrades at that time",
    ],
    fixes: [
      "Run the task again; it is placed on another node",
      'Run long tasks on nodes that are not reclaimed, and annotate them `cluster-autoscaler.kubernetes.io/safe-to-evict: "false"`',
      "Replace a node that keeps becoming NotReady",
    ],
  },
  {
    id: "kubernetes/login-expired",
    title: "Kubernetes API does not know the caller",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /You must be logged in to the server(?: \((?<reason>[^)\n]{1,160})\))?/,
        /the server has asked for the client to provide credentials/,
      ],
    },
    rootCause: "The Kubernetes API server did not accept the credentials[[ ({reason})]]",
    explanation:
      "The token or certificate in the kubeconfig is expired or belongs to another cluster, or the cloud identity is not mapped in the cluster.",
    checks: [
      "Which identity the job uses (`aws sts get-caller-identity`, `gcloud auth list`) and when its token ends",
    ],
    fixes: [
      "Renew the kubeconfig (`aws eks update-kubeconfig`, `gcloud container clusters get-credentials`)",
      "Map the role or user in the cluster (EKS access entry or `aws-auth`)",
    ],
  },
  {
    id: "kubernetes/manifest-invalid",
    title: "Kubernetes manifest is invalid",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ValidationError\((?<path>[\w.[\]]{1,120})\): (?<reason>[^\n;]{3,160})/,
        /unknown field "(?<field>[\w.[\]]{1,120})"(?:,| in io\.k8s)/,
        /The (?<kind>[A-Z]\w{2,40}) "(?<name>[\w.-]{1,120})" is invalid: (?<path>[\w.[\]]{1,120}): (?<reason>[^\n]{3,160})/,
      ],
      also: [/validating data|is invalid:|strict decoding|io\.k8s/],
    },
    rootCause: "The Kubernetes manifest is invalid[[ at `{path}`]][[: {reason}]]",
    explanation:
      "The API server checks objects against its schema: a misspelled field, a wrong type, or a field that this version of the API does not have.",
    checks: ["`kubectl explain` for that path, and the rendered manifest"],
    fixes: ["Correct the field, then check with `kubectl apply --dry-run=server -f FILE`"],
  },
  {
    id: "kubernetes/namespace-missing",
    title: "Kubernetes namespace does not exist",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: { message: [/namespaces \\?"(?<namespace>[a-z0-9-]{1,63})\\?" not found/] },
    rootCause: "The namespace `{namespace}` does not exist in this cluster",
    explanation:
      "The job asks for a namespace that was never created there or was deleted; often the context points at another cluster.",
    checks: ["`kubectl get ns` with the job's context"],
    fixes: ["Use the right cluster or namespace, or create it: `kubectl create namespace {namespace}`"],
  },
  {
    id: "os/disk-failing",
    title: "Disk reports I/O errors",
    category: "infrastructure",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /blk_update_request: (?:critical \w{3,8} error|I\/O error), dev (?<disk>[\w-]{2,20})/,
        /Buffer I\/O error on dev(?:ice)? (?<disk>[\w-]{2,20})/,
        /EXT4-fs[^\n]{0,60}remount(?:ed|ing)(?: filesystem)? read-only/i,
        /XFS \((?<disk>[\w-]{2,20})\): [^\n]{0,60}(?:Shutting down|shutdown) (?:the )?filesystem/i,
      ],
    },
    rootCause: "The disk[[ `{disk}`]] reports I/O errors or its file system shut down",
    explanation:
      "The kernel could not read or write blocks: a failing disk, or a detached or overloaded volume. File systems then turn read-only to protect the data.",
    checks: [
      "`dmesg` and `smartctl -a`, and the volume's state at the cloud provider",
      "Whether files written at that time are complete",
    ],
    fixes: [
      "Move the job to another machine and run it again",
      "Replace the disk or volume, check the file system (`fsck`), and restore what is damaged",
    ],
  },
  {
    id: "cloud/host-lost",
    title: "Cloud host failed or was taken away",
    category: "infrastructure",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /compute\.instances\.(?<what>hostError|preempted|guestTerminate)/,
        /Instance terminated by Compute Engine/,
        /\b(?<what>StatusCheckFailed_System)\b/,
        /(?:exitCode: ?-100|released on a \*lost\* node)/,
      ],
      names: [/instance (?<instance>i-\w{4,20})/],
    },
    rootCause: "The machine[[ `{instance}`]] under the task was lost",
    explanation: "Hardware failed, the instance was reclaimed or scaled away; what ran on it is gone.",
    checks: [
      "The instance's events at the provider: host error, spot interruption, scale-in, termination by a user",
    ],
    fixes: [
      "Run the task again; set retries so that this happens by itself",
      "Use on-demand instances for long tasks or write checkpoints",
    ],
  },
];
