import type { Weights } from "@/lib/diagnosis/inference/weights";

/** A message pattern and the categories it points to. Each cue counts once. */
export interface MessageCue {
  /** Completes "the message says …". */
  says: string;
  pattern: RegExp;
  weights: Weights;
}

export const MESSAGE_CUES: readonly MessageCue[] = [
  // Access
  {
    says: "access was denied",
    pattern:
      /permission denied|access ?denied|not authori[sz]ed|(?:in|(?:not|no) (?:\w+ )?)sufficient (?:privilege|permission|access|right)|forbidden|does not have (?:permission|access|\w+\.\w+)|lacks? permission/i,
    weights: { auth_permission: 3 },
  },
  {
    says: "the credentials were rejected",
    pattern:
      /unauthori[sz]ed|authentication (?:failed|error|required)|(?<!well-formed \()invalid (?:api[ _-]?key|token|credentials?|password|access key)|login failed|incorrect (?:username|password)|bad credentials|(?:token|credentials?) (?:has |have )?expired|not authenticated|access key id|invalid_grant|InvalidConnectionCredentials|refreshing (?:your )?(?:current )?(?:auth|access) tokens?/i,
    weights: { auth_permission: 3.4 },
  },
  {
    says: "the user or role does not exist",
    pattern:
      /\b(?:role|user|login|principal|service account) \\?['"`]?[^\s'"`]{1,80}['"`]? (?:does not exist|not found|is unknown|cannot be found)/i,
    weights: { auth_permission: 2.8, configuration: 1.4 },
  },
  {
    says: "credentials are missing",
    pattern:
      /unable to locate credentials|no credentials|credentials? (?:not found|were not|could not be found|is required|are required)|default credentials were not found|password is required|\b(?:api[ _-]?keys?|(?:access|api|auth) tokens?|secrets?|passwords?) (?:(?:is|was|were|are) )?(?:not (?:found|set|provided|given|configured)|missing|required)/i,
    weights: { auth_permission: 2.8, configuration: 0.8 },
  },
  {
    says: "the request was answered with HTTP 401 or 403",
    pattern:
      /\b(?:HTTP(?: status)?(?: code)?|status(?: code)?|response code|error)[ :=]{0,3}40[13]\b|\b40[13] (?:client error|unauthori|forbidden|HTTP response)/i,
    weights: { auth_permission: 2.8 },
  },
  // Network
  {
    says: "something timed out",
    pattern: /timed? ?-?out\b|deadline exceeded|did not (?:respond|become ready|complete) (?:with)?in/i,
    weights: { network_timeout: 2.2 },
  },
  {
    says: "a connection failed or was lost",
    pattern:
      /connection (?:\w{3,14}ly )?(?:refused|reset|aborted|closed|lost|error|broken|was closed)|(?:failed|unable|could not|cannot) to (?:connect|reach)|(?:could not|cannot|can't) connect|unreachable|remote end closed|server closed the connection|broken pipe|no route to host|EOF occurred|max retries exceeded|server disconnected|remote disconnected|transport failure|endpoint is not connected/i,
    weights: { network_timeout: 2.4, configuration: 0.3 },
  },
  {
    says: "a host name did not resolve",
    pattern:
      /name or service not known|name resolution|could not translate host|getaddrinfo|nodename nor servname|unknown ?host|no such host\b/i,
    weights: { network_timeout: 2.4, configuration: 1.2 },
  },
  {
    says: "the remote service had an internal error",
    pattern:
      /\bHTTP(?: Error| status)?(?: code)?[ :]{1,2}50[0-4]\b|returned error: 50\d|status(?: code)?['"]?[:,=]? 50\d\b|\b50[0-4]\b:? (?:server error|bad gateway|service|internal|gateway)|service (?:is )?(?:temporarily )?unavailable|bad gateway|internal server error|backend ?error|something went wrong/i,
    weights: { network_timeout: 1.8, infrastructure: 0.8, upstream_missing_data: 0.7 },
  },
  {
    says: "the remote service rejected the request",
    pattern:
      /\b(?:HTTP(?: Error| status)?(?: code)?|status(?: code)?|response code)[ :=]{1,3}(?:400|405|406|409|415|422)\b|\b4(?:00|05|06|15|22) client error|\bbad request\b/i,
    weights: { code_bug: 1.6, configuration: 1.5, data_quality: 0.5 },
  },
  {
    says: "a certificate failed verification",
    pattern:
      /certificate verify failed|self[- ]signed certificate|certificate has expired|unable to get local issuer/i,
    weights: { configuration: 2.2, network_timeout: 0.8, auth_permission: 0.6 },
  },
  // Limits
  {
    says: "a rate limit or quota was hit",
    pattern:
      /rate ?limit|rate exceeded|too many requests|throttl|quota (?:exceeded|metric)|exceeded (?:your|the|its) (?:\w+ )?quota|\b429\b|slow ?down|too many concurrent|request limit/i,
    weights: { rate_limit: 3.6 },
  },
  // Resources
  {
    says: "it ran out of memory",
    pattern:
      /out of memory|\boom\b|oomkilled|cannot allocate (?:memory|vector)|unable to allocate|std::bad_alloc|heap limit|memory (?:limit|exhausted|exceeded)|exceed(?:ed|ing) (?:\w+ )?memory|java heap space|gc overhead/i,
    weights: { resource_exhausted: 4 },
  },
  {
    says: "the operating system killed the process",
    pattern: /\b\d+ Killed\s|^Killed$|\bBus error\b|\b(?:code|status|rc)[=: ]{1,2}-9\b/m,
    weights: { resource_exhausted: 2.6, infrastructure: 0.8 },
  },
  {
    says: "it ran out of disk space",
    pattern:
      /no space left|disk (?:is )?full|disk quota|not enough (?:disk )?space|flood.stage|disk watermark|disk usage exceeded/i,
    weights: { resource_exhausted: 4 },
  },
  {
    says: "a limit of the machine or engine was reached",
    pattern:
      /too many open files|resources? exceeded|not enough resources|insufficient (?:cpu|memory|resources)|too many connections|remaining connection slots|max_?user_?connections|RESOURCE_EXHAUSTED|(?:usage|capacity|allocation|concurrency) (?:limit )?exceeded/i,
    weights: { resource_exhausted: 2.8, infrastructure: 0.4 },
  },
  // Infrastructure
  {
    says: "the process or its machine was terminated",
    pattern:
      /evicted|preempt|spot instance|\bsafe mode\b|node (?:was |is )?(?:lost|not ready|shut)|pod (?:was |has been )?(?:deleted|not found|rejected|terminated)|(?:no|missed|lost|without|failed|stopped|last|timed? ?out|expired) (?:\w+ )?heartbeats?|heartbeats? (?:timed? ?out|timeout|lost|missed|failed|expired|stopped)|zombie|SIGTERM|SIGKILL|worker (?:lost|exited|died)|lost executor|executor lost|container (?:was )?killed|unschedulable|no (?:\w{1,40} )?instances (?:are )?(?:currently )?available|insufficient\w{0,30}capacity|out of capacity|resource_pool_exhausted/i,
    weights: { infrastructure: 2.4 },
  },
  {
    says: "a health probe failed",
    pattern: /\b(?:liveness|readiness|startup) probe failed/i,
    weights: { infrastructure: 3.4, configuration: 3 },
  },
  {
    says: "an image pull failed",
    pattern: /imagepullbackoff|errimagepull|manifest unknown|pull access denied/i,
    weights: { infrastructure: 1.2, configuration: 2.2 },
  },
  // Dependencies
  {
    says: "a package or program is not installed",
    pattern:
      /no module named|not installed|please install|pip install|command not found|could not find (?:command|executable)|executable (?:file )?(?:not found|does(?: not|n['’]t) exist)|unable to obtain driver|Resource \S{1,60} not found\. Please|requires? (?:the )?['"`]?[\w-]+['"`]? (?:package|library|plugin|module)|unknown hook type|cannot find package|undefined symbol|shared object file|classnotfound|no suitable driver|(?:in|on) the classpath|JAVA_HOME|no package called|cannot find module|modules? that failed to install|not available from current channels|could not resolve dependenc|ERESOLVE|could not find or load main class|failed to load class/i,
    weights: { missing_dependency: 3 },
  },
  {
    says: "versions are incompatible",
    pattern:
      /version (?:mismatch|conflict|incompatib)|incompatible (?:version|with)|has different version|requires python|compiled (?:using|against)|UnsupportedClassVersion/i,
    weights: { missing_dependency: 2.4, configuration: 0.5 },
  },
  // Configuration
  {
    says: "the settings failed validation",
    pattern: /validation errors? for \w*(?:Settings|Config|Configuration|Options)\b/i,
    weights: { configuration: 3.2 },
  },
  {
    says: "a setting is missing",
    pattern:
      /(?:must be|is|are|was|(?<!reference )not) (?:set|specified|provided|configured|supplied)\b|env(?:ironment)? ?var(?:iable)?|missing (?:required )?(?:config|setting|option|parameter|env|key|variable)|no (?:profile|connection|value|default)|isn't defined|is not defined in|not configured/i,
    weights: { configuration: 2.2 },
  },
  {
    says: "a setting has an invalid value",
    pattern:
      /(?:bad|wrong|broken|missing) (?:config(?:uration)?|settings?)\b|invalid (?:value|option|config|setting|url|uri|port|choice|profile|argument '|connection string)|could not (?:parse|find) (?:profile|config|master url|url|dbt_project)|not a valid (?:url|uri|path|config|connection)|unrecognized (?:option|argument|arguments)|unsupported (?:scheme|protocol|option)|unknown (?:option|setting|configuration)|config(?:uration)?(?: file)? error\b|is (?:currently )?not supported\b/i,
    weights: { configuration: 2.6 },
  },
  {
    says: "a command ran in the wrong folder",
    pattern:
      /not (?:inside )?(?:of )?an? [\w ]{1,24}(?:repository|repo|project|workspace)\b|non-?existent (?:directory|folder|path)/i,
    weights: { configuration: 2.4, code_bug: 0.6 },
  },
  {
    says: "a file or folder does not exist",
    pattern:
      /no such file or directory|no rule to make target|unable to open (?:database )?file|(?:file|path|directory|folder) ['"`]?[^\s'"`]{0,120}['"`]? ?(?:do(?:es)? not|do(?:es)?n['’]?t) exists?|can't open file|path_not_found|could not find (?:a part of the )?(?:file|path)\b|can(?:not|'t) find (?:\w+ ){0,4}(?:file|path|folder|directory)\b|not a directory/i,
    weights: { configuration: 1.5, upstream_missing_data: 1, code_bug: 0.5 },
  },
  {
    says: "something required was not found",
    pattern:
      /\bnot[ _]found\b|(?:could not|cannot|can't|can’t|unable to|failed to|did not) (?:find|locate|open|resolve)\b/i,
    weights: { configuration: 0.9, upstream_missing_data: 0.5, code_bug: 0.3 },
  },
  {
    says: "a requested resource does not exist",
    pattern:
      /\b(?:bucket|container|blob|topic|queue|index|secret|collection|partition|stage|warehouse|cluster|project|stream|endpoint|repository|resource|entity|workspace|job|pipeline|deployment|suite|datasource|checkpoint|feature view|experiment) ['"`]?[^\s'"`]{0,120}['"`]? ?(?:does not exist|doesn't exist|was not found|not found|could not be found|cannot be found)|NoSuch(?:Bucket|Key|Entity)|RESOURCE_DOES_NOT_EXIST|no such index|\b(?:status(?: code)?|error|HTTP)[ :=]{1,3}404\b|\b404 (?:client error|not found)/i,
    weights: { configuration: 1.8, upstream_missing_data: 1.1 },
  },
  {
    says: "the file system is read-only",
    pattern: /read-only file system/i,
    weights: { configuration: 2.4, infrastructure: 1 },
  },
  // Data
  {
    says: "a constraint was violated",
    pattern:
      /violates? (?:unique|not-null|foreign|check)|duplicate (?:key|entry|row)|unique constraint|cannot (?:insert|be) null|does not allow (?:db)?nulls?|null value in column|constraint failed/i,
    weights: { data_quality: 3.2 },
  },
  {
    says: "values do not match their type",
    pattern:
      /can ?not accept object|invalid (?:input syntax|literal|date|timestamp|number|json|utf)|could not convert|cannot (?:convert|cast|parse)|unable to parse|out of (?:range|bounds)|too long for|value too (?:long|large)|truncat|is not recognized|malformed|can't decode|unconverted data|does(?: not|n['’]t) match format|compressed file ended|unexpected end of (?:file|data|stream|json|input)|not well-formed|document is empty|not (?:a|in) (?:zip|gzip|parquet|valid \w+) (?:file|format)|corrupt|signature not found|error (?:de)?serializing|, line \d+, column \w+: "/i,
    weights: { data_quality: 2.2, code_bug: 0.4 },
  },
  {
    says: "some rows or values are invalid",
    pattern:
      /\b(?:null|missing|negative|duplicated?|bad|invalid|unexpected|corrupt(?:ed)?|orphan(?:ed)?) (?:values?|rows?|records?|entries|ids?|lines?)\b|\b(?:rows?|records?|values?|entries) (?:with|without|are|is|have|has) (?:no|null|missing|invalid|negative|duplicate|a |an |the )|\bhas no (?!attribute|column|permission|module|such|access|field)\w|\b(?:do(?:es)? not|don't|doesn't) (?:add up|match|agree|reconcile)/i,
    weights: { data_quality: 1.8 },
  },
  {
    says: "a data check failed",
    pattern:
      /(?:data )?quality|expectation|validation (?:failed|error)|(?<!health )checks? failed|test(?:s)? failed|configured to fail|expected (?:at least|between|\d+|no|more|fewer|[\w ]{0,24}[<>])|\bgot 0\b|threshold|anomal/i,
    weights: { data_quality: 2.2 },
  },
  {
    says: "there was no data",
    pattern:
      /no (?:data|rows|files?|records|objects|csv|results?|valid rows?) (?:were |was )?(?:found|to|for|available|returned|in|after)?|(?:file|result|response|dataframe|dataset|table|input|list) (?:is|was) empty|empty (?:dataframe|file|result|response|dataset|data)|\b(?:0|zero) (?:samples?\b|sample\(s\)|lines|rows|records|files|items|objects|messages|results)\b|nothing to (?:load|process)|not (?:yet )?(?:arrived|available|ready|landed|been (?:built|loaded))|no objects to concatenate|No columns to parse|no new (?:rows|data|records|files)|(?:is|are) (?:stale|out of date|not fresh)\b/i,
    weights: { upstream_missing_data: 2.4, data_quality: 0.6 },
  },
  {
    says: "an upstream task or an XCom is involved",
    pattern: /\bupstream\b|\bxcoms?\b/i,
    weights: { upstream_missing_data: 1.2, code_bug: 0.6 },
  },
  // Schema
  {
    says: "a column or field is missing or has a different type",
    pattern:
      /(?:column|field)s? ['"`]?[^\s'"`]{0,80}['"`]? ?(?:does not|doesn't|do not|not|cannot) (?:exist|found|be (?:found|resolved))|unknown column|invalid (?:column|identifier)|unrecognized name|missing columns?|not in index|schema (?:mismatch|change|evolution|does not match|incompatible)|number of columns|column count|columns? (?:mismatch|passed|expected)|schema drift|(?:unexpected|extra|unknown|new) columns?\b|unresolved_column|has no column|(?:does not|doesn't) have (?:a |the )?(?:column|field)|undefined columns|changed (?:its )?type|schema update|mismatch between [\w ]{1,40}schemas?|expecting \d+ but got/i,
    weights: { schema_change: 3 },
  },
  // SQL
  {
    says: "the database rejected the statement",
    pattern:
      /syntax error|sql compilation error|parse_syntax_error|mismatched input|no viable alternative|invalid sql|you have an error in your sql|ParseException|SemanticException|HiveException|cannot recognize input|ORA-\d{5}|division by zero/i,
    weights: { warehouse_sql: 3 },
  },
  {
    says: "a table or other object does not exist",
    pattern:
      /(?:relation|table|view|schema|database|dataset|object|function|type) ['"`]?[^\s'"`]{0,120}['"`]? ?(?:do(?:es)? not|do(?:es)?n['’]?t) exists?|not found: (?:table|dataset)|was not found in location|table or view not found|unknown table|no such table|invalid object name/i,
    weights: { warehouse_sql: 1.8, upstream_missing_data: 1.1, schema_change: 0.9 },
  },
  {
    says: "there was a lock or a deadlock",
    pattern:
      /deadlock|lock wait timeout|could not (?:obtain|acquire) (?:\w+ ){0,3}lock|(?:database|table|changelog) is locked|currently locked by|serializ(?:e|ation) (?:access|failure)|concurrent (?:update|append|transaction)/i,
    weights: { warehouse_sql: 1.8, resource_exhausted: 0.8 },
  },
  // Code
  {
    says: "the code misuses a value or a function",
    pattern:
      /has no attribute|unexpected keyword argument|missing \d+ required|positional arguments?|object is not (?:callable|iterable|subscriptable)|unsupported operand|is not defined\b|referenced before assignment|not JSON serializable|takes \d+|must be (?:str|a string|an? \w+), not|(?:incorrect|wrong) number of (?:bindings|arguments|parameters)|not all arguments converted|event loop (?:is|was)|changed size during iteration|has not been fitted|is not fitted|device-side assert|nil pointer dereference|index out of range \[|circular import/i,
    weights: { code_bug: 2.8 },
  },
  {
    says: "an object to be created already exists",
    pattern: /already exists|already (?:defined|registered|added)/i,
    weights: { code_bug: 1.2, configuration: 0.8, warehouse_sql: 0.5 },
  },
  {
    says: "a null reference was used",
    pattern:
      /NullReferenceException|NullPointerException|object reference not set|nil:NilClass|of (?:null|undefined) \(reading/i,
    weights: { code_bug: 2.6 },
  },
  {
    says: "something was None",
    pattern: /NoneType|null pointer|is None\b/i,
    weights: { code_bug: 1, data_quality: 0.8, upstream_missing_data: 0.6 },
  },
];
