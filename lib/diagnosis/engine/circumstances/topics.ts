/**
 * What kinds of failures are about, and the words by which changes and measurements are about the same. Kept wide on purpose: a
 * word alone never makes a cause, it only says which line of the evidence belongs to the failure.
 */
export interface Topic {
  name: string;
  /** Found in what failed. */
  failure: RegExp;
  /** Found in lines that may say why; each distinct word counts. */
  why: RegExp;
}

const TOPICS: readonly Topic[] = [
  {
    name: "connections",
    failure:
      /connection (?:slots|pool|limit)|out of connections|too many (?:clients|connections|sessions)|QueuePool limit|pool (?:exhausted|timeout)|max_(?:user_)?connections/i,
    why: /max_connections|connections?\b|pool|concurren\w*|parallel\w*|max_active\w*|max_concurrent\w*|workers?\b|replicas\b|slots?\b|sessions?\b|threads?\b/gi,
  },
  {
    name: "memory",
    failure:
      /out of memory|OutOfMemory|OOM|MemoryError|heap space|memory limit|cannot allocate memory|exit code 137|exceeding memory/i,
    why: /memory|\bmem\b|heap|\brss\b|spill\w*|broadcast\w*|\bjoin\w*|\bmerge\(|cross\b|collect\(|toPandas|repartition|explode|chunk\w*|batch\w*|\bcache\w*|instance[ _]type|rows? (?:after|so far)/gi,
  },
  {
    name: "disk",
    failure: /no space left|disk (?:is )?full|DiskFull|disk space|disk quota|quota exceeded.{0,40}storage/i,
    why: /\bdisk\b|\bfree\b|storage|volume\b|(?:\b|_)wal(?:\b|_)|binlog|retain\w*|retention|slots?\b|vacuum|cleanup|spill\w*|\btmp\b|logs?\b/gi,
  },
  {
    name: "time limit",
    failure: /timed? ?out|timeout|deadline|did not arrive within|exceeded.{0,30}(?:time|seconds)|cancell?ed/i,
    why: /\block(?:s|ed|ing)?\b|blocked\w*|blocked_time|holder|queued\w*|\btimeout\b|slow\w*|elapsed|unusually long|backfill\w*|suspended|capacity/gi,
  },
  {
    name: "permission",
    failure:
      /permission|privilege|not authori[sz]ed|access ?denied|forbidden|\b403\b|insufficient|has no access|lacks? /i,
    why: /\bgrants?\b|\brevoked?\b|\broles?\b|polic(?:y|ies)|permissions?|privileges?|ownership|\bowner\b|create or replace|recreated|materialized|mounts?\b|volumes?\b|volumeMounts|chmod|chown|service account|\biam\b|umask/gi,
  },
  {
    name: "credentials",
    failure:
      /\b401\b|unauthori[sz]ed|authenticat|invalid[_ ](?:grant|token|client)|credential|password|token/i,
    why: /expire\w*|\btokens?\b|rotat\w*|secrets?\b|passwords?|credentials?|api[_ ]key|certificate/gi,
  },
  {
    name: "dependency",
    failure:
      /cannot be imported|cannot import|No module named|ModuleNotFound|ImportError|NoSuchMethod|ClassNotFound|undefined symbol|version conflict|incompatible/i,
    why: /requirements|package|\bpip\b|==|\bpin\w*|install\w*|upgrad\w*|downgrad\w*|\bimage\b|init_scripts?|librar(?:y|ies)|version/gi,
  },
  {
    name: "place of data",
    failure:
      /did not arrive|no such file|does not exist|not found|NoSuchKey|path|FileNotFound|sensor|\bPoking\b|wait(?:s|ed|ing)? for/i,
    why: /prefix|\bpath\b|\bkey\b|bucket|folder|director(?:y|ies)|renam\w*|moved?\b|deleted?\b|dropp?\w*|expir\w*|lifecycle|retention|partition\w*|\blocation\b|\bregion\b|(?:Delete|Drop|Insert|Create|Replace)[A-Z]\w*/gi,
  },
  {
    name: "lost machine",
    failure:
      /SIGTERM|exit code 143|lost (?:\*?node|executor|worker|node)|\blost\b.{0,20}\bnode\b|evict|preempt|without reporting|node (?:was )?(?:lost|gone)|drain|FetchFailed|heartbeat|crashed/i,
    why: /drain\w*|evict\w*|\bspot\b|preempt\w*|interrupt\w*|reclaim\w*|\bnodes?\b|autoscal\w*|scal(?:e|ed|ing)[ -]?(?:down|in)|upgrad\w*|shut ?down|cordon\w*|NotSchedulable|maintenance|terminat\w*/gi,
  },
  {
    name: "duplicates",
    failure: /(?:\b|_)unique(?:\b|_)|duplicate|more than one row|not unique/i,
    why: /append\w*|\btwice\b|re-?tr(?:y|ied|ies)|\btry \d|attempt \d|committed|re-?run|re-?load\w*|insert\w*|\bdelete\w*|upsert|merge\b|far more rows|bookmarks?|offsets?\b|checkpoint\w*|full refresh/gi,
  },
  {
    name: "conflict",
    failure:
      /serializable|deadlock|concurrent (?:transaction|update|write|modification)|conflict|lock (?:wait|timeout)|could not serialize/i,
    why: /transactions?\b|concurren\w*|overlap\w*|schedule\w*|\block\w*|\bdelete from\b|\bmerge into\b|backfill\w*|optimize|vacuum/gi,
  },
  {
    name: "network",
    failure:
      /connect(?:ion)? (?:refused|reset|error|attempts failed|timed out)|connection to .{0,120}timed out|not allowed to access|ConnectError|unreachable|name or service not known|could not resolve|no route to host|SSL|certificate|handshake/i,
    why: /prox(?:y|ies)|firewall|egress|security[ _-]?group|\bvpc\b|subnet|\bdns\b|network ?polic\w*|allow-?list\w*|peering|endpoint|certificates?|\bCA\b|truststore|inbound|ingress|outbound|\breject\w*|\bNAT\b|\bnat-\w+|subnets?\b|route\b/gi,
  },
  {
    name: "start of a task",
    failure: /queue|not start|never started|pending|did not pick up|no worker|to start\b/i,
    why: /pull(?:ed|ing)?\b|ImagePullBackOff|ErrImagePull|Unschedulable|Insufficient|\btaints?\b|FailedMount|CrashLoop\w*|pull secrets?|no nodes|capacity|quota|rate limit|toomanyrequests/gi,
  },
  {
    name: "size of data",
    failure: /broadcast|too large|out of memory|heap space|skew|exceeded.{0,20}memory|timed out/i,
    why: /far more rows|\brows\b|grew|larger|versions|\bsize\b|full refresh|duplicat\w*/gi,
  },
  {
    name: "lookup of settings",
    failure:
      /conn_id .{0,80}(?:isn't|not) defined|connection .{0,80}not (?:defined|found)|variable .{0,80}(?:does not exist|not found)|secret .{0,80}not found/i,
    why: /backend_kwargs|secrets?\b|prefix|\bvault\b|backend\b|GetSecretValue|ResourceNotFound\w*|AIRFLOW_(?:CONN|VAR)_\w+/gi,
  },
  {
    name: "time zone",
    failure:
      /offset-naive|offset-aware|tz-?naive|tz-?aware|time ?zones?|ambiguous time|nonexistent time|daylight/i,
    why: /utcnow|timezone|tzinfo|\btz\b|ZoneInfo|pytz|pendulum|localize|astimezone|\butc\b|now\(/gi,
  },
  {
    name: "missing rows",
    failure:
      /relationships?\b|relationships_|not_null|foreign key|missing parent|no rows|is empty|freshness|\bstale\b|fewer/i,
    why: /\blate\b|not ended|\brunning\b|fewer rows|\bempty\b|paused|skipped|schedule\w*/gi,
  },
  {
    name: "incomplete file",
    failure: /truncat|corrupt|ended before|unexpected end|EOFError|not a gzip|incomplete|bad magic|footer/i,
    why: /upload\w*|written|\bwrite\b|\bclose\b|partial|multipart|bytes|transfer\w*|schedule\w*/gi,
  },
  {
    name: "requests",
    failure: /\b429\b|too many requests|rate limit|throttl|slow ?down|quota/i,
    why: /rate[ _-]?limit\w*|quota\w*|concurren\w*|parallel\w*|workers?\b|poll\w*|interval\w*|backfill\w*|requests?\b|retries|batch\w*|chunk\w*|messages?\b/gi,
  },
  {
    name: "query option",
    failure:
      /without a filter|has no filter|partition elimination|requires? .{0,40}filter|not allowed by|option/i,
    why: /options?\b|require\w*|filter\w*|SetTable|changed from \w+ to \w+|settings?/gi,
  },
];

/** What a failure's text is about; several at once, or none. */
export function topicsOf(failure: string): Topic[] {
  return TOPICS.filter((topic) => topic.failure.test(failure));
}
