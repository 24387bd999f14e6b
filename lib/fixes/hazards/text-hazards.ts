/**
 * Hazards visible in a single line of any language. The patterns match the usual ways to write something, not every
 * way.
 */
interface LineRule {
  pattern: RegExp;
  /** Completes "Adds a line to FILE that …". */
  effect: string;
  /** Not for Python, where names are resolved instead. */
  isNotPython?: true;
}

const LINE_RULES: readonly LineRule[] = [
  {
    effect: "runs a program",
    isNotPython: true,
    pattern:
      /\bos\.(?:system|popen|exec[lv]p?e?|spawn[lv]p?e?|posix_spawn)\b|\bsubprocess\b|\bcommands\.getoutput|\bpty\.spawn|\bctypes\.|\bchild_process\b|\bexec(?:File|Sync|FileSync)\s*\(|\bspawn(?:Sync)?\s*\(|\bexeca?\s*[(`]|\bRuntime\.getRuntime\(\)|\bProcessBuilder\b|\bsys\.process\b|\bexec\.Command\b|\bstd::process\b|\bProcess\.(?:Start|run|spawn)\b|\bsystem2?\s*\(|\bshell_exec\s*\(|\bpassthru\s*\(|\bproc_open\s*\(|%x[{([]|\bKernel\.(?:system|exec|spawn)|\bIO\.popen|\bOpen3\b|^\s*\/\/go:generate\b|^\s*#cgo\b/,
  },
  {
    effect: "executes data as code",
    isNotPython: true,
    pattern:
      /(?:^|[^\w.])(?:eval|exec|compile|__import__)\s*\(|\b(?:pickle|cloudpickle|dill|marshal|shelve)\.(?:loads?|open)\s*\(|\bread_pickle\s*\(|\byaml\.(?:unsafe_load|full_load)\s*\(|\bnew\s+Function\s*\(|\bvm\.runIn|\brequire\s*\(\s*[^'"`\s)]|\bimport\s*\(\s*[^'"`\s)]|\b(?:import|require)\s*\([^)\n]{0,200}\+|\bObjectInputStream\b|\bYAML\.(?:unsafe_)?load\b|\bClass\.forName\b|\binstance_eval\b|\bimportlib\b/,
  },
  {
    effect: "builds an object from a YAML tag",
    pattern: /!!(?:python|ruby|java|javax|js)\b|!(?:ruby|python)\//,
  },
  {
    effect: "downloads something and runs it",
    pattern:
      /\b(?:curl|wget|fetch|iwr|Invoke-WebRequest)\b[^\n|]{0,500}\|\s*(?:sudo\s+)?(?:env\s+)?(?:ba|z|da|k|c)?(?:sh|python3?|perl|ruby|node|iex)\b|\b(?:ba|z|da|k)?sh\b[^\n]{0,50}<\(\s*(?:curl|wget)\b|\b(?:ba|z|da|k)?sh\s+-c\s+["']?\$\((?:curl|wget)\b|\bbase64\s+(?:-d|-D|--decode)\b[^\n|]{0,200}\|/i,
  },
  {
    effect: "opens a local or remote shell",
    pattern: /\/dev\/(?:tcp|udp)\/|\b(?:nc|ncat|netcat|socat)\s+-|\bmkfifo\b|\bbash\s+-i\b/,
  },
  {
    effect: "mentions a path where systems keep credentials or startup scripts",
    pattern:
      /\.ssh\b|\bauthorized_keys\b|\.aws\/|\.kube\/|\.docker\/config|\.netrc\b|\.pgpass\b|\.git\/|\.bashrc\b|\.zshrc\b|\.bash_profile\b|\/etc\/(?:passwd|shadow|sudoers|cron|profile|ld\.so|systemd|hosts)|\/proc\/(?:self|\d{1,7}|\*)\/|\/var\/run\/(?:secrets|docker\.sock)|\bdocker\.sock\b|\b169\.254\.(?:169\.254|170\.2)\b|\bfd00:ec2::254\b|\bmetadata\.google\.internal\b|\bLD_PRELOAD\b|\bPYTHONSTARTUP\b|\bsite-packages\b|\bairflow_local_settings\b/i,
  },
  {
    effect: "runs a program or code from SQL",
    pattern:
      /\b(?:TO|FROM)\s+PROGRAM\b|\bxp_cmdshell\b|\bsp_(?:OACreate|execute_external_script)\b|\bLANGUAGE\s+['"]?(?:plpython\w*|plperlu|plsh|pljava\w*|pltclu|python|javascript|java|scala|c)\b|\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:TRUSTED\s+)?EXTENSION\b|\blo_(?:export|import)\s*\(|\bpg_(?:read|write)_(?:binary_)?file\s*\(|\bINTO\s+(?:OUT|DUMP)FILE\b|\bLOAD_FILE\s*\(|\bsys_exec\s*\(|\bADD\s+(?:JAR|FILE|ARCHIVE)\b|\bdbms_(?:scheduler|java|pipe)\b|\bUTL_(?:HTTP|FILE|TCP|SMTP)\b|\bSYSTEM\s+\$\$/i,
  },
  {
    effect: "exports query results or grants access to the database",
    pattern:
      /\bdblink\w*\s*\(|\bpostgres_fdw\b|\bOPENROWSET\s*\(|\bUNLOAD\s*\(|\bEXPORT\s+DATA\b|\bCOPY\s+INTO\s+['"@]|\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:EXTERNAL\s+(?:TABLE|FUNCTION)|STAGE|STORAGE\s+INTEGRATION|USER|ROLE|LOGIN)\b|\bALTER\s+(?:USER|ROLE|LOGIN|SYSTEM)\b|\bGRANT\s+(?:ALL|OWNERSHIP|SELECT|INSERT|UPDATE|DELETE|USAGE|ROLE|EXECUTE)\b|\bSECURITY\s+DEFINER\b/i,
  },
  {
    effect: "makes dbt run statements besides the model",
    pattern:
      /\bon-run-(?:start|end)\b|["']?\b(?:pre|post)[-_]hook\b["']?\s*[:=]|\brun_query\s*\(|\b(?:call|set_sql_header)\b\s+statement\b|\bcall\s+statement\s*\(|\badapter\.(?:execute|drop_\w+|create_\w+|add_query)\s*\(|\bsql_header\b\s*=|\brun-operation\b/,
  },
  {
    effect: "sets a command",
    isNotPython: true,
    pattern: /^\s*(?:-\s+)?["']?(?:shell|script|commands?|cmd|entrypoint)["']?\s*:(?!:)/,
  },
  {
    effect: "writes a file that something may execute",
    pattern:
      /\bopen\s*\([^)\n]{0,200}\.(?:py|pth|so|sh|bash|env|service)["'][^)\n]{0,60}["'][wax]|\.(?:py|pth|so|sh|bash|env|service)["']\s*\)[^\n]{0,60}\.write_(?:text|bytes)\b|\bos\.chmod\b|\.chmod\s*\(/,
  },
  {
    effect: "changes the search path for programs or modules",
    pattern:
      /["'](?:PATH|PYTHONPATH|PYTHONHOME|LD_LIBRARY_PATH|BASH_ENV|NODE_OPTIONS|JAVA_TOOL_OPTIONS|GIT_SSH\w{0,20}|AIRFLOW__\w{1,80}_FOLDER)["']\s*(?:\]\s*=|[:,]|\)\s*=)|\bexport\s+(?:PATH|PYTHONPATH|BASH_ENV)=|\bos\.putenv\b/,
  },
  {
    effect: "renders a secret into a template",
    pattern:
      /\{[{%][^}\n]{0,200}(?:\bconn\.[\w.-]{1,100}\.(?:password|extra\w{0,20}|get_uri|uri)\b|\bvar\.(?:value|json)\.\w{0,60}(?:secret|passw|token|key|cred))/i,
  },
  {
    effect: "loads code into Spark",
    pattern:
      /\bspark\.(?:jars|submit\.pyFiles|files|archives|plugins|extraListeners|(?:driver|executor)\.extra\w{1,40})\b|\.add(?:PyFile|Jar|Artifacts?)\s*\(/,
  },
  {
    effect: "disables certificate or host verification",
    pattern:
      /\bverify\s*=\s*False\b|\b_create_unverified_context\b|\bCERT_NONE\b|\bcheck_hostname\s*=\s*False\b|\brejectUnauthorized["']?\s*:\s*false|\bInsecureSkipVerify\b|\bsslmode=(?:disable|allow)\b|\bStrictHostKeyChecking[= ]no\b|\bAutoAddPolicy\b|\bno_host_key_check["']?\s*[=:]\s*True|\bcurl\b[^\n]{0,60}\s(?:-k|--insecure)\b/i,
  },
  {
    effect: "runs a command in a deployment step",
    pattern:
      /\brun_shell_script\b|\bprefect\.deployments\.steps\b|\bpip_install_requirements\b|\blocal-exec\b|\bremote-exec\b/,
  },
];

/** The effects of added lines, as predicates for a sentence. Pure. */
export function textHazards(added: readonly string[], isPython: boolean): string[] {
  return LINE_RULES.filter(
    (rule) => !(isPython && rule.isNotPython) && added.some((line) => rule.pattern.test(line)),
  ).map(({ effect }) => effect);
}

/** Whether lines read a secret and send data, for languages without name resolution. Pure. */
export function sendsSecret(added: readonly string[]): boolean {
  return added.some((line) => SENDS.test(line)) && added.some((line) => READS_SECRET.test(line));
}

const SENDS =
  /\b(?:requests|httpx|aiohttp|urllib3?|http\.client|socket|smtplib|ftplib|paramiko|telnetlib|websockets?)\b|\b(?:curl|wget|ncat|netcat|nc|scp|rsync)\s+\S|\bfetch\s*\(|\baxios\b|\bXMLHttpRequest\b|\/dev\/tcp\/|\baws\s+s3\s+cp\b|\bgsutil\s+cp\b/;
const READS_SECRET =
  /\bos\.(?:environ|getenv)\b|\bprocess\.env\b|\bgetenv\s*\(|\bSys\.getenv\b|\bENV\[|\bVariable\.get\s*\(|\bget_connection\s*\(|\bSecret\.load\b|\.ssh\/|\.aws\/credentials|\/proc\/self\/environ|\b[A-Z][A-Z0-9_]*(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|CREDENTIALS?)\b|\.(?:password|get_password)\b|\b(?:conn|var)\.(?:value\.)?\w+|\benv_var\s*\(/;
const KUBERNETES =
  /^[ \t]*["']?kind["']?[ \t]*:[ \t]*["']?(?:Pod|Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|CronJob|Workflow|CronWorkflow|WorkflowTemplate|ClusterRole\w*|Role\w*|Secret|ConfigMap|Service|Ingress|Namespace|ServiceAccount|MutatingWebhookConfiguration|SparkApplication|HelmRelease|Application|Kustomization|PipelineRun|Pipeline|Task|TaskRun)\b/m;
const UNPINNED_SOURCE =
  /^\s*(?:-\s+)?["']?(?:-e|--editable|-i|--index-url|--extra-index-url|-f|--find-links|--trusted-host|--pre|--no-verify)\b|\bgit\+|\b(?:hg|svn|bzr)\+|^\s*(?:-\s+)?["']?[\w.-]{1,100}(?:\[[\w,.\s-]{0,100}\])?\s*@\s*\w+:|^\s*(?:-\s+)?["']?(?:https?|file|ftp):|^\s*(?:-\s+)?["']?(?:\.{0,2}\/|~)|^\s*-[rc]\s*\w+:|\.(?:whl|tar\.gz|zip)\b/;
const LISTS_PACKAGES =
  /(?:^|\/)(?:(?:requirements|constraints)[^/]*\.(?:txt|in|pip)|requirements\/[^/]*|(?:environment|conda)[^/]*\.ya?ml)$/i;

/** Whether a text describes what a Kubernetes cluster runs. Pure. */
export function isKubernetes(path: string, text: string): boolean {
  return /\.(?:ya?ml|json|j2|tpl)$/i.test(path) && /\bapiVersion\b/.test(text) && KUBERNETES.test(text);
}

/** Whether lines add a package from outside the package index. Pure. */
export function addsForeignPackage(path: string, added: readonly string[]): boolean {
  return LISTS_PACKAGES.test(path) && added.some((line) => UNPINNED_SOURCE.test(line));
}
