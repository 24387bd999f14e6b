import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Services that coordinate others: ZooKeeper, etcd, Consul, leader election, Akka. */
export const coordinationSignatures: Signature[] = [
  {
    id: "zookeeper/session-expired",
    title: "ZooKeeper session expired",
    category: "infrastructure",
    alternatives: ["network_timeout", "resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /KeeperErrorCode = Session ?[Ee]xpired(?: for (?<path>[^\s]{1,200}))?/,
        /Unable to reconnect to ZooKeeper service, session 0x[0-9a-f]{1,16} has expired/,
        /(?:kazoo\.exceptions\.)?SessionExpiredError\b/,
      ],
    },
    rootCause: "ZooKeeper ended the client's session because it was not heard of in time[[ (at `{path}`)]]",
    explanation:
      "When no heartbeat arrives within the session timeout, ZooKeeper drops the session with its locks and ephemeral nodes, and others may take over the role. Usually a long garbage collection, a stopped machine or the network.",
    checks: [
      "Garbage collection pauses of the client, and CPU steal of its machine, at that time",
      "Whether ZooKeeper itself was slow or elected a leader (`fsync-ing the write ahead log` in its log)",
    ],
    fixes: [
      "If the service does not reconnect by itself, restart it: an expired session cannot be resumed",
      "Shorten the pauses (heap, collector), or raise the session timeout in the client, up to the server's `maxSessionTimeout`",
    ],
  },
  {
    id: "zookeeper/connection-lost",
    title: "Connection to ZooKeeper lost",
    category: "network_timeout",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /KeeperErrorCode = Connection ?Loss(?: for (?<path>[^\s]{1,200}))?/,
        /Client session timed out, have not heard from server in (?<milliseconds>\d{1,9}) ?ms/,
        /Unable to read additional data from server sessionid 0x[0-9a-f]{1,16}, likely server has closed socket/,
        /kazoo\.handlers\.threading\.KazooTimeoutError: (?<reason>[^\n]{3,100})/,
        /(?:ZooKeeperClientTimeoutException: )?Timed out waiting for connection while in state: CONNECTING/,
      ],
    },
    rootCause:
      "The client lost ZooKeeper or cannot reach it[[: nothing heard for {milliseconds} ms]][[ (at `{path}`)]]",
    explanation:
      "The server did not answer, closed the connection or was never reached: it is down or has no quorum, is overloaded, or host or port are wrong.",
    checks: [
      "`echo srvr | nc HOST 2181` on every server: one leader, the others followers",
      "The client's connection string",
    ],
    fixes: [
      "If the servers are up, the client connects again; run the job again if it gave up",
      "Bring back enough servers for a quorum (more than half)",
      "Correct the addresses, and open port 2181 between client and servers",
    ],
  },
  {
    id: "zookeeper/no-auth",
    title: "ZooKeeper denies access to a node",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: { message: [/KeeperErrorCode = (?:NoAuth|AuthFailed|InvalidACL)(?: for (?<path>[^\s]{1,200}))?/] },
    rootCause: "The client may not use[[ `{path}`]] in ZooKeeper",
    explanation:
      "Each node has its own list of who may read and write it. The client is not logged in, or as someone else than who created the node.",
    checks: ["`getAcl` of the node in `zkCli.sh`, and the client's JAAS login or digest"],
    fixes: [
      "Log the client in as the node's owner (the `Client` entry of its JAAS file, or `addauth digest`)",
      "Or let the owner grant it with `setAcl`",
    ],
  },
  {
    id: "zookeeper/packet-too-large",
    title: "ZooKeeper answer or node too large",
    category: "resource_exhausted",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Packet len ?(?<size>\d{1,12}) is out of range!?/,
        /Len error[.:]? (?:A message from [^\n]{1,120} (?:is|with advertised length) )?(?<size>\d{1,12})/,
      ],
    },
    rootCause: "A ZooKeeper message of {size} bytes is larger than `jute.maxbuffer` allows",
    explanation:
      "Nodes and answers may have about 1 MB. A node holds too much, or so many children that their list does not fit.",
    checks: ["Which node is that large, and the number of its children"],
    fixes: [
      "Delete what is no longer needed below the node, or store large values elsewhere",
      "Raise `-Djute.maxbuffer` on all servers and clients alike",
      "If the length makes no sense, something else talks to that port (TLS on a plain port, HTTP)",
    ],
  },
  {
    id: "zookeeper/server-config",
    title: "ZooKeeper server does not start with its settings",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<file>[\w./-]{0,160}myid) file is missing/,
        /QuorumPeerConfig\$ConfigException: Error processing (?<file>[^\s]{1,200})/,
        /My id (?<id>\d{1,4}) not in the peer list/,
      ],
    },
    rootCause:
      "The ZooKeeper server does not start because of its settings[[ (`{file}`)]][[: its id {id} is not in the list of servers]]",
    explanation:
      "Each server of an ensemble finds its own number in `myid` of its data folder and itself under that number in `zoo.cfg`.",
    checks: ["`myid` in `dataDir`, and the lines `server.N` of `zoo.cfg`"],
    fixes: [
      "Write the server's number into `myid`, and list it as `server.N=HOST:2888:3888` on every server",
      "Check that the data volume is mounted before the server starts",
    ],
  },
  {
    id: "zookeeper/leader-lost",
    title: "ZooKeeper quorum lost its leader",
    category: "infrastructure",
    alternatives: ["network_timeout", "resource_exhausted"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /Exception when following the leader/,
        /Shutting down (?:Leader|follower)!? ?reason: (?<reason>[^\n]{3,100})/i,
        /ZooKeeperServer not running/,
        /Not sufficient followers synced, only synced with sids: /,
      ],
    },
    rootCause: "The ZooKeeper server left its quorum and waits for a new leader",
    explanation:
      "Leader and followers no longer reached each other: a server restarted, stopped answering for too long, or its disk was too slow to sync. Until a leader is elected, clients are refused.",
    checks: ["The logs of all servers at that time, first that of the leader", "Warnings about slow `fsync`"],
    fixes: [
      "Wait for the election; clients connect again by themselves",
      "If it repeats, put the transaction log on its own fast disk (`dataLogDir`), and look at garbage collection and network",
    ],
  },
  {
    id: "etcd/request-timeout",
    title: "etcd did not answer or has no leader",
    category: "infrastructure",
    alternatives: ["network_timeout", "resource_exhausted"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /etcdserver: request timed out(?:, (?<reason>[^\n]{3,80}))?/,
        /etcdserver: (?<reason>leader changed|no leader|server stopped|too many requests|not healthy for reconfigure)/,
        /failed to send out heartbeat on time/,
        /lost leader [0-9a-f]{1,16} at term (?<term>\d{1,9})/,
        /apply request took too long/,
      ],
    },
    rootCause: "etcd could not complete a request in time[[: {reason}]]",
    explanation:
      "etcd writes to the disks of most members before it answers. Slow disks, a loaded machine or a lost member delay that, and too late heartbeats cost the leader its role. In Kubernetes the API server then fails for a while.",
    checks: [
      "`etcdctl endpoint status --cluster -w table`, and the disks' `etcd_disk_wal_fsync_duration_seconds`",
      "Whether control plane machines restarted or were overloaded at that time",
    ],
    fixes: [
      "Run the step again; it is safe once etcd has a leader",
      "Give etcd its own fast disk (SSD), and keep other load off its machines",
      "Bring back lost members",
    ],
  },
  {
    id: "etcd/space-exceeded",
    title: "etcd database full",
    category: "resource_exhausted",
    strength: "certain",
    transience: "permanent",
    match: { message: [/mvcc: database space exceeded/, /alarm:NOSPACE/] },
    rootCause: "The etcd database has reached its size limit and takes no more writes",
    explanation:
      "etcd keeps old revisions until they are compacted, and raises an alarm at `--quota-backend-bytes` (2 GB by default) that stays until it is cleared.",
    checks: ["`etcdctl endpoint status -w table` (DB SIZE), and what writes so many or large keys"],
    fixes: [
      "Compact, `etcdctl defrag` on every member, then `etcdctl alarm disarm`",
      "Delete what fills it (events, finished jobs and their pods), and turn on automatic compaction",
      "Raise `--quota-backend-bytes` if the size is justified",
    ],
  },
  {
    id: "kubernetes/leader-election-lost",
    title: "Controller lost its leader lease",
    category: "infrastructure",
    alternatives: ["network_timeout", "resource_exhausted"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /failed to renew lease (?<lease>[\w./-]{1,160}): /,
        /leader ?election lost/,
        /error retrieving resource lock (?<lease>[\w./-]{1,160}): /,
      ],
      names: [/renew lease (?<lease>[\w./-]{1,160}):/],
    },
    rootCause: "The controller could not renew its leader lease[[ `{lease}`]] in time and stopped",
    explanation:
      "Only one replica works at a time, the one with the lease. When the API server does not answer within the renewal deadline, it ends itself, and another or its restart takes over.",
    checks: ["Whether the API server or etcd was slow at that time, and CPU throttling of the controller"],
    fixes: [
      "Check that another replica or the restarted pod took over",
      "If it repeats, relieve the API server, raise the controller's CPU limit or its lease durations",
    ],
  },
  {
    id: "kubernetes/client-throttled",
    title: "Kubernetes client throttles itself",
    category: "rate_limit",
    alternatives: ["code_bug", "network_timeout"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /client rate limiter Wait returned an error: (?<reason>[^\n]{3,100})/,
        /Throttling request took (?<wait>[\d.]{1,12}m?s)/,
        /Waited for (?<wait>[\d.]{1,12}m?s) due to client-side throttling/,
      ],
      names: [/request: (?<request>[A-Z]{3,6}:https?:\/\/[^\s;]{1,160})/],
    },
    rootCause:
      "The client sends more requests to the Kubernetes API than its own limit allows[[ ({reason})]]",
    explanation:
      "Go clients count their own requests (QPS and burst) and let further ones wait; a call whose deadline passes while it waits fails without having been sent.",
    checks: ["How many objects the client lists or watches, and whether it polls"],
    fixes: [
      "Ask less often: watch instead of poll, list once with a label selector",
      "Raise QPS and burst of the client (`--kube-api-qps`, `--kube-api-burst` where the program has them)",
    ],
  },
  {
    id: "consul/no-leader",
    title: "Consul cluster has no leader",
    category: "infrastructure",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "transient",
    match: { message: [/No cluster leader/] },
    rootCause: "The Consul servers have no leader, so requests fail",
    explanation:
      "Fewer than half of the servers see each other, or an election is under way. Reads and writes are refused until there is a leader.",
    checks: ["`consul operator raft list-peers` and `consul members` on a server"],
    fixes: [
      "Wait if servers just restarted; bring back enough of them for a majority",
      "If most are gone for good, recover the quorum with `peers.json`",
    ],
  },
  {
    id: "akka/ask-timeout",
    title: "Akka or Pekko: no answer from an actor in time",
    category: "network_timeout",
    alternatives: ["infrastructure", "resource_exhausted"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Ask timed out on \[(?<actor>\w{3,30}\[[^\n\]]{1,200}\])\] after \[(?<milliseconds>\d{1,9}) ms\]/,
        /AskTimeoutException: (?<reason>[^\n]{3,100})/,
        /Recipient\[(?<actor>\w{3,30}\[[^\n\]]{1,200}\])\] had already been terminated/,
      ],
    },
    rootCause: "The actor[[ `{actor}`]] did not answer[[ within {milliseconds} ms]]",
    explanation:
      "The message got no reply: the other process is gone, busy in a long garbage collection or starting, or the message was lost. In Flink it is a call between JobManager and TaskManager.",
    checks: ["The log of the process that should answer, at that time"],
    fixes: [
      "Fix why that process was slow or gone: memory, CPU, a crash",
      "If it is only slow, raise the timeout (`akka.ask.timeout` or `pekko.ask.timeout` in Flink)",
    ],
  },
  {
    id: "nfs/server-gone",
    title: "NFS server does not answer",
    category: "infrastructure",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /nfs: server (?<server>[\w.:-]{1,160}) not responding/,
        /(?:Stale (?:NFS )?file handle|ESTALE)/,
      ],
    },
    rootCause: "The network file system is not usable[[: server {server} does not answer]]",
    explanation:
      "The NFS server is down or unreachable, or the file or export that the client has open was replaced on the server (a stale handle).",
    checks: ["Whether the server runs and others can read the export (`showmount -e HOST`, `df`)"],
    fixes: [
      "Bring back the server or the network, then run again",
      "With a stale handle, mount the export again (`umount -l`, `mount`), and let no one replace files that are being read",
    ],
  },
];
