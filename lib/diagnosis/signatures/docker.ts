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
      names: [
        /(?<reason>Permission denied)/,
        /(?<path>(?:unix|tcp|npipe):\/\/[^\s.]{0,3}[^\s]{2,100}?)\. Is the docker/,
      ],
    },
    rootCause: "The task cannot reach the Docker daemon[[ at `{path}`]][[: {reason}]]",
    explanation:
      "The daemon is not running, its socket is not mounted into the worker, or the task's user may not use it.",
    checks: ["Whether `/var/run/docker.sock` is mounted and its group includes the task's user"],
    fixes: [
      "Add the task's user to the socket's group (`--group-add $(stat -c %g /var/run/docker.sock)`) if permission is denied",
      "Start the daemon (`systemctl start docker`), and mount `/var/run/docker.sock` into the worker",
      "Or set `docker_url` of the operator to a daemon over TCP",
    ],
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
      names: [/bind source path does not exist: (?<path>[^\s"]{1,200})/],
    },
    rootCause: "A folder cannot be mounted into the container[[: {reason}]]",
    explanation:
      "The path must exist on the machine that runs the Docker daemon, not in the worker's own container.",
    checks: ["The path on the Docker host"],
    fixes: [
      "Create the folder[[ `{path}`]] on the Docker host (not in the worker's container), or mount a named volume",
      "Set `mount_tmp_dir=False` on the operator if the daemon is remote or in another container",
    ],
  },
  {
    id: "docker/name-conflict",
    title: "Container name already in use",
    category: "configuration",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /The container name "(?<name>[^"\n]{1,100})" is already in use(?: by container "(?<holder>\w{4,70})")?/,
      ],
      not: [/port is already allocated|[Aa]ddress already in use/],
    },
    rootCause: "A container named `{name}` already exists[[ (`{holder}`)]]",
    explanation: "A container of an earlier attempt, often a stopped one, still has the name.",
    checks: ["`docker ps -a --filter name=…`"],
    fixes: [
      "Remove the leftover: `docker rm -f[[ {holder}]]`, and run the task again",
      'Set `auto_remove="force"`, or give each run a name of its own',
    ],
  },
  {
    id: "os/port-in-use",
    title: "Port is already in use",
    category: "configuration",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/port is already allocated/, /[Aa]ddress already in use/],
      names: [/(?:Bind for|bind|listen tcp|port|address)[^\n]{0,40}[: ](?<port>\d{2,5})\b/i],
    },
    rootCause: "The port[[ {port}]] that the task wants to listen on is already in use",
    explanation:
      "Another process or container listens there: an earlier attempt that still runs, or a second instance on the same machine.",
    checks: ["Who holds it: `ss -ltnp`[[ `| grep {port}`]] or `docker ps`"],
    fixes: [
      "Stop the process or container that holds the port[[ {port}]], then run again",
      "Give each run its own port (0 lets the system choose)",
    ],
  },
  {
    id: "docker/socket-denied",
    title: "No permission on the Docker socket",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /[Pp]ermission denied while trying to connect to the [Dd]ocker (?:daemon socket|API)(?: at unix:\/\/(?<socket>\/[\w./-]{1,200}))?/,
        /BindException: Permission denied/,
      ],
      also: [/[Dd]ocker|UnixSocket/],
      namesAnywhere: [/unix:\/\/(?<socket>\/[\w./-]{1,200}\.sock)/],
    },
    rootCause: "The worker's user may not use the Docker socket[[ `{socket}`]]",
    explanation:
      "The socket belongs to root and the group `docker` (or to the user of a rootless daemon). The process that starts the container runs as another user or group.",
    checks: [
      "`ls -l` of the socket where the worker runs, and `id` of its user",
      "For Docker in Docker: whether the daemon runs rootless, and under which user id",
    ],
    fixes: [
      "Add the worker's user to the socket's group (`group_add`, `supplementalGroups`, `usermod -aG docker`)",
      "For a sidecar daemon, run both containers with the same user, or let the worker connect over TCP (`DOCKER_HOST=tcp://localhost:2375`)",
    ],
  },
];
