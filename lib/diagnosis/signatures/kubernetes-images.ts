import type { Signature } from "@/lib/diagnosis/signatures/signature";

const IMAGES = "https://kubernetes.io/docs/concepts/containers/images/";

/** Kubernetes: pulling images. */
export const kubernetesImageSignatures: Signature[] = [
  {
    id: "kubernetes/image-pull",
    title: "Image pull failed",
    category: "configuration",
    alternatives: ["auth_permission", "infrastructure", "network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      not: [
        /pull QPS exceeded|toomanyrequests|pull rate limit/,
        /rpc error: code = NotFound|manifest unknown|manifest for [^\n]{1,200} not found|pull access denied|40[13] (?:Unauthorized|Forbidden)|insufficient_scope|denied: /,
      ],
      message: [
        /Failed to pull image "(?<image>[^"\n]{1,200})"/,
        /Back-off pulling image "(?<image>[^"\n]{1,200})"/,
        /ImagePullBackOff|ErrImagePull|InvalidImageName/,
      ],
    },
    rootCause: "The image[[ `{image}`]] cannot be pulled",
    explanation:
      "The tag does not exist, the registry requires credentials that the node does not have, or the registry is unreachable.",
    checks: [
      "`kubectl describe pod POD`: the text after `Failed to pull image`",
      "Image name and tag in the registry, and the pod's `imagePullSecrets`",
    ],
    fixes: [
      "Correct the tag or push it: `docker manifest inspect[[ {image}]]` shows whether it exists",
      "If the registry asks for a login, give the pod `imagePullSecrets` (`kubectl create secret docker-registry …`)",
      "If the registry was unreachable, retry",
    ],
    docs: [IMAGES],
  },
  {
    id: "kubernetes/image-not-found",
    title: "Image or tag does not exist",
    category: "configuration",
    alternatives: ["missing_dependency", "auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Failed to pull image "(?<image>[^"\n]{1,200})"/],
      also: [/code = NotFound|manifest unknown|manifest for [^\n]{1,200} not found/],
    },
    rootCause: "The registry has no image `{image}`",
    explanation:
      "The registry answered, but knows no such repository or tag: it was never pushed, was cleaned up by a retention rule, or the name is misspelled.",
    checks: ["`docker manifest inspect {image}`, and whether the build that pushes it succeeded"],
    fixes: [
      "Push the image `{image}`, or deploy a tag that exists",
      "If a retention rule deleted it, exempt deployed tags from the rule",
    ],
    docs: [IMAGES],
  },
  {
    id: "kubernetes/image-denied",
    title: "Registry denies the image pull",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Failed to pull image "(?<image>[^"\n]{1,200})"/],
      also: [
        /pull access denied|40[13] (?:Unauthorized|Forbidden)|insufficient_scope|denied: |no basic auth credentials|authorization failed/,
      ],
      not: [/code = NotFound/],
    },
    rootCause: "The registry refuses to hand out the image `{image}`: no or wrong credentials",
    explanation:
      "The node or the pod's pull secret has no permission on that repository. Docker Hub says the same of a repository that does not exist.",
    checks: [
      "`kubectl get pod POD -o jsonpath='{.spec.imagePullSecrets}'`, and whether that secret is in the pod's namespace and not expired",
    ],
    fixes: [
      "Create or renew the pull secret (`kubectl create secret docker-registry NAME --docker-server=…`) and name it in the pod's `imagePullSecrets`",
      "For ECR, GAR or ACR, grant the node's role read access (`AmazonEC2ContainerRegistryReadOnly`, `roles/artifactregistry.reader`, `AcrPull`)",
    ],
    docs: [IMAGES],
  },
  {
    id: "kubernetes/image-pull-rate",
    title: "Image pulls are rate limited",
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
    rootCause: "The image pull hit a rate limit[[: {reason}]]",
    explanation:
      "`pull QPS exceeded` is the kubelet's own limit on pulls per second; `toomanyrequests` is the registry's limit per account or address.",
    checks: ["How many pods started at once on that node", "Whether pulls are authenticated with an account"],
    fixes: [
      "Log in to the registry, or use a mirror",
      "Start fewer pods at once, or raise the kubelet's `registryPullQPS`",
    ],
    docs: ["https://docs.docker.com/docker-hub/usage/"],
  },
];
