import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Docker: the daemon, images, mounts and containers that exit. */
export const dockerSignatures: Signature[] = [
  {
    id: "docker/daemon-unreachable",
    title: "Docker daemon unreachable",
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
    rootCause: "The task cannot reach the Docker daemon[[: {reason}]]",
    explanation:
      "The daemon is not running, its socket is not mounted into the worker, or the task's user may not use it.",
    checks: ["Whether `/var/run/docker.sock` is mounted and its group includes the task's user"],
    fixes: ["Mount the socket and add the user to its group, or set `docker_url`"],
    docs: ["https://docs.docker.com/engine/install/linux-postinstall/"],
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
      "The name or tag does not exist, or the registry requires a login (both report `pull access denied`).",
    checks: ["Name and tag in the registry, and the worker's login"],
    fixes: ["Build or push the image, fix the tag, or log in"],
  },
  {
    id: "docker/container-failed",
    title: "Docker container failed",
    category: "code_bug",
    alternatives: ["configuration", "infrastructure", "resource_exhausted"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [/[Dd]ocker container failed: (?<result>[^\n]{1,160})/],
      not: [/\b(?:137|143|139|127|126)\b/],
    },
    rootCause: "The Docker container exited with an error: {result}",
    explanation:
      "The operator only reports the container's status; the reason is in the container's output above.",
    checks: ["The container's last lines of output"],
    fixes: ["Fix the cause found there"],
  },
  {
    id: "docker/mount",
    title: "Docker mount failed",
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
      "The path must exist on the machine that runs the Docker daemon, not in the worker's own container.",
    checks: ["The path on the Docker host"],
    fixes: ["Use a path on the host, or a named volume; set `mount_tmp_dir=False` if the daemon is remote"],
  },
  {
    id: "docker/name-conflict",
    title: "Name or port already in use",
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
    rootCause: "A name or port that the task needs is already in use[[: `{name}`]]",
    explanation: "Another container or process, often left over from an earlier attempt, still holds it.",
    checks: ["`docker ps -a`, or what is listening on the port"],
    fixes: ["Remove the leftover (`auto_remove`), or give each run a unique name and port"],
  },
];
