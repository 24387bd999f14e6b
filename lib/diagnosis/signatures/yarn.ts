import type { Signature } from "@/lib/diagnosis/signatures/signature";

const SPARK_ON_YARN = "https://spark.apache.org/docs/latest/running-on-yarn.html";
const CAPACITY = "https://hadoop.apache.org/docs/stable/hadoop-yarn/hadoop-yarn-site/CapacityScheduler.html";

/** YARN containers, queues and nodes, and the HDFS writes of their jobs. */
export const yarnSignatures: Signature[] = [
  {
    id: "yarn/aux-service",
    title: "YARN: shuffle service is not configured on the NodeManagers",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: { message: [/The auxService: ?(?<service>[\w.-]{1,80}) does not exist/] },
    rootCause:
      "The YARN NodeManagers have no auxiliary service `{service}`, so no container of the job can start",
    explanation:
      "MapReduce needs `mapreduce_shuffle`, Spark's external shuffle service `spark_shuffle`, inside each NodeManager. It was never configured, or a new or rebuilt node lacks it. Data and databases of the job play no part.",
    checks: [
      "`yarn.nodemanager.aux-services` in `yarn-site.xml` of the node that reports it",
      "The NodeManager's log at start: whether it added the service",
    ],
    fixes: [
      "Set `yarn.nodemanager.aux-services={service}` and `yarn.nodemanager.aux-services.{service}.class` (`org.apache.hadoop.mapred.ShuffleHandler` for MapReduce, `org.apache.spark.network.yarn.YarnShuffleService` for Spark) in `yarn-site.xml` on all NodeManagers",
      "For Spark, also put `spark-*-yarn-shuffle.jar` on the NodeManagers' class path, or set `spark.shuffle.service.enabled=false`",
      "Restart the NodeManagers and run the job again",
    ],
    docs: [SPARK_ON_YARN],
  },
  {
    id: "yarn/container-memory",
    title: "YARN killed a container for its memory use",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Container \[pid=\d{1,10},containerID=(?<container>container_\w{10,60})\] is running [^\n]{0,60}beyond (?:the ')?(?<kind>physical|virtual|PHYSICAL|VIRTUAL)'? memory limits?\.(?: Current usage: (?<usage>[^\n;.]{1,24}(?:\.\d [A-Z]{1,2}[^\n;.]{0,40})?) used)?/,
      ],
    },
    rootCause:
      "YARN killed the container `{container}` because it went over its {kind} memory limit[[: {usage} used]]",
    explanation:
      "The limit covers the whole process tree: heap, off-heap memory, and child processes such as Python or streaming scripts. The exit code 143 after it is the kill itself.",
    checks: [
      "Which process of the tree took the memory: the dump in the message",
      "Whether one task has far more input than the others (skew)",
    ],
    fixes: [
      "MapReduce, Hive, Sqoop: raise `mapreduce.map.memory.mb` or `mapreduce.reduce.memory.mb`, with `-Xmx` at about 80 % of it in `…java.opts`",
      "Spark: raise `spark.executor.memoryOverhead`, or use more partitions",
      "If only virtual memory is over: `yarn.nodemanager.vmem-check-enabled=false`",
    ],
  },
  {
    id: "yarn/container-terminated",
    title: "YARN container was terminated (143)",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Container killed on request\. Exit code is (?<code>143|137)/,
        /Container exited with a non-zero exit code (?<code>143)/,
      ],
      also: [/Container killed|Container exited/],
      not: [/memory limit|beyond (?:the ')?(?:physical|virtual)/i],
    },
    rootCause: "YARN stopped a container of the job (exit code {code}); the reason is in another line",
    explanation:
      "The application master or the NodeManager asked it to end: memory over its limit, preemption by another queue, a lost node, a task timeout, or simply the end of the job.",
    checks: [
      "The diagnostics before it: `yarn logs -applicationId ID`",
      "`grep CONTAINER` in the NodeManager's log: memory limits or preemption",
    ],
    fixes: [
      "Raise the container's memory if the NodeManager names it",
      "Use a queue without preemption, or rerun, if it was preempted",
    ],
  },
  {
    id: "yarn/queue-full",
    title: "YARN queue accepts no more applications",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Queue (?<queue>[\w.-]{1,160}) already has (?<count>\d{1,7}) applications(?: from user (?<user>[\w.@-]{1,80}))?,? cannot accept submission of application/,
        /Maximum system application limit reached,\s?cannot accept submission of application/,
      ],
    },
    rootCause:
      "The YARN queue[[ `{queue}`]] has reached its limit of applications[[ ({count})]] and rejected the job",
    explanation:
      "Running and pending applications count together. Too many jobs start at once, or earlier ones hang in ACCEPTED.",
    checks: ["`yarn application -list -appStates ACCEPTED,RUNNING`: who fills the queue"],
    fixes: [
      "Kill hanging applications (`yarn application -kill ID`), then submit again",
      "Limit parallel submissions in the scheduler (an Airflow pool)",
      "Raise `yarn.scheduler.capacity.{queue}.maximum-applications`",
    ],
    docs: [CAPACITY],
  },
  {
    id: "yarn/queue-unknown",
    title: "YARN queue does not exist or is stopped",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /submitted by user (?<user>[\w.@-]{1,80}) to (?:unknown|non-leaf|non leaf) queue: ?(?<queue>[\w.-]{1,160})/,
        /Queue (?<queue>[\w.-]{1,160}) is STOPPED\. Cannot accept submission of application/,
        /submitted by user (?<user>[\w.@-]{1,80}) application rejected by placement rules/,
      ],
    },
    rootCause: "YARN has no queue[[ `{queue}`]] that takes the job[[ of user {user}]]",
    explanation:
      "The queue was renamed, removed or stopped, is a parent of others, or no placement rule applies to the user.",
    checks: ["`yarn queue -status {queue}` and the job's queue setting"],
    fixes: [
      "Name an existing leaf queue: `--queue`, `spark.yarn.queue`, `mapreduce.job.queuename`, `tez.queue.name`",
      "Add or start the queue in `capacity-scheduler.xml`, then `yarn rmadmin -refreshQueues`",
    ],
    docs: [CAPACITY],
  },
  {
    id: "yarn/queue-denied",
    title: "YARN: user may not submit to the queue",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /User (?<user>[\w.@-]{1,80}) (?:cannot|does not have permission to) submit (?:applications?|application_\w{5,40}) to queue (?<queue>[\w.-]{1,160})/,
      ],
    },
    rootCause: "User `{user}` may not submit jobs to the YARN queue `{queue}`",
    explanation:
      "`acl_submit_applications` of the queue and its parents, or a Ranger policy, does not include the user.",
    checks: ["`mapred queue -showacls` as that user"],
    fixes: [
      "Submit to the queue that is meant for this user",
      "Add the user or group to `acl_submit_applications` or the Ranger policy, then `yarn rmadmin -refreshQueues`",
    ],
    docs: [CAPACITY],
  },
  {
    id: "yarn/request-too-large",
    title: "YARN: job asks for larger containers than allowed",
    category: "configuration",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Required (?<what>executor|AM) memory \((?<requested>\d{1,9}(?: MB|\+\d{1,9} MB)?)\)[^\n]{0,160} is above the max threshold \((?<limit>\d{1,9} MB)\)/,
        /InvalidResourceRequestException: Invalid resource request[^\n]{0,240}Requested resource=<(?<requested>[^>\n]{3,80})>, maximum allowed allocation=<(?<limit>[^>\n]{3,80})>/,
        /InvalidResourceRequestException: Invalid resource request, requested (?:memory|virtual cores) < 0, or requested (?:memory|virtual cores) > max configured, requested\w{3,20}=(?<requested>\d{1,9}), max\w{3,20}=(?<limit>\d{1,9})/,
      ],
    },
    rootCause: "The job asks for a container of {requested}, but the cluster allows at most {limit}",
    explanation:
      "Spark adds the overhead (10 %, at least 384 MB) to the memory it is asked for; the sum must fit.",
    checks: ["`yarn.scheduler.maximum-allocation-mb` and `yarn.nodemanager.resource.memory-mb`"],
    fixes: [
      "Ask for less: `--executor-memory`, `spark.executor.memoryOverhead`, `mapreduce.map.memory.mb`",
      "Raise `yarn.scheduler.maximum-allocation-mb` if the nodes have the memory",
    ],
    docs: [SPARK_ON_YARN],
  },
  {
    id: "yarn/local-dirs",
    title: "YARN node unhealthy: local disks are full",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<bad>\d{1,3}\/\d{1,3}) (?:local|log)-dirs (?:are bad|usable space is below configured utilization percentage\/no more usable space)(?:: ?\[?(?<folder>[^\s,:;\]]{2,200}))?/,
        /No space available in any of the local directories/,
      ],
    },
    rootCause: "The NodeManager's local directories are full or broken[[ ({bad})]][[: `{folder}`]]",
    explanation:
      "Above 90 % use a NodeManager marks the directory as bad and takes no containers. Shuffle data, the container cache and logs fill it.",
    checks: [
      "`yarn node -list -states UNHEALTHY` and `df -h` on that node",
      "What fills `usercache`, `filecache` and the logs",
    ],
    fixes: [
      "Free space: logs and the caches of finished applications; the node recovers on its own",
      "Let the job shuffle less, or give nodes more or larger disks",
      "Lower `yarn.nodemanager.localizer.cache.target-size-mb`; raise `…max-disk-utilization-per-disk-percentage` only with headroom",
    ],
  },
  {
    id: "hdfs/datanodes-full",
    title: "HDFS: no DataNode has room for the block",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /File (?<file>[^\s]{1,300}) could only be (?:replicated|written) to 0 (?:nodes|of the \d{1,3} minReplication nodes)/,
      ],
      also: [
        /There (?:are|is) (?<running>[1-9]\d{0,4}) datanode\(s\) running and (?:no|0) node\(s\) are excluded/,
      ],
    },
    rootCause:
      "None of the {running} running DataNodes took a block of `{file}`: their disks are full or too busy",
    explanation:
      "The NameNode sees the DataNodes, but finds none with enough free space (after `dfs.datanode.du.reserved`) and few enough open transfers. If the client had failed to reach them, they would be counted as excluded.",
    checks: ["`hdfs dfsadmin -report`: `DFS Remaining` of each node", "`hdfs dfs -du -h /` for what grew"],
    fixes: [
      "Delete what is not needed with `-skipTrash`, or empty the trash: `hdfs dfs -expunge`",
      "Add disks or DataNodes, then `hdfs balancer`",
      "Lower `dfs.datanode.du.reserved` if it is too large",
    ],
  },
  {
    id: "hdfs/no-datanodes",
    title: "HDFS: no DataNode is running",
    category: "infrastructure",
    alternatives: ["configuration", "network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /File (?<file>[^\s]{1,300}) could only be (?:replicated|written) to 0 (?:nodes|of the \d{1,3} minReplication nodes)/,
      ],
      also: [/There are 0 datanode\(s\) running/],
    },
    rootCause: "The NameNode knows no live DataNode, so it cannot store `{file}`",
    explanation:
      "The DataNodes are down, or cannot register: their cluster id differs after the NameNode was formatted, or they do not reach its RPC port.",
    checks: ["`jps` and the DataNode's log on each node", "`clusterID` in the `VERSION` files of both sides"],
    fixes: [
      "Start the DataNodes: `hdfs --daemon start datanode`",
      "Set the same `clusterID`; delete the DataNode's directory only if its data is not needed",
      "Correct `fs.defaultFS`, host names and firewall",
    ],
  },
];
