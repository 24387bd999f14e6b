/** Rates what a single line says about a failure, whatever program printed it: a table of phrases with weights. */

import { FOREIGN_COMPLAINT, FOREIGN_LETTER, FOREIGN_WORD } from "@/lib/logs/ranking/foreign-words";
import { indexLiterals, ownerMaskIn } from "@/lib/logs/matching/literal-index";
import { requiredLiterals } from "@/lib/logs/matching/required-literals";

export const FOLLOWS_REASON = "follows from an earlier failure";

/** A class of phrases; weights are points on the scale of `failing-lines.ts` (a root exception has 100). */
interface EvidenceClass {
  reason: string;
  weight: number;
  pattern: RegExp;
}

/** From this weight on, a line says how something failed. */
export const SAYS_HOW = 44;

/** Phrases that state a cause, the heaviest first. */
const CAUSES: readonly EvidenceClass[] = [
  { weight: 62, reason: "reports that memory or disk ran out", pattern: /out of memory|OutOfMemory|OOMKilled|oom-kill|cannot allocate memory|exceed(?:ing|ed) (?:\w+ ){0,2}memory limit|memory limits? (?:\(\w{1,20}\) )?(?:of [\d.]{1,12} ?\w{1,4} )?exceeded|exceeded \d+% memory budget|insufficient shared memory|allowed memory size of \d+ bytes exhausted|memory (?:is )?exhausted|insufficient (?:memory|disk|storage)|no space left on device|disk quota exceeded|enough (?:resource|memory|disk)|^Killed(?:$| *\()|\b\d+ Killed\s/i },
  { weight: 60, reason: "reports a missing file, program or object", pattern: /no rule to make target|no module named|no matching |no such (?:file|host|table|column|option|command|module|container|image|directory|bucket|key|index|topic|queue|stream|object|entity|schema|database|field|property|method|function|service|node|volume|secret|model|relation|view|user|role|branch|remote|device)|(?:was |were |is |are |be |could )?\bnot (?:be )?found\b|does(?: not|n['’]t) exist|can(?:not|['’]t| not) (?:find|open|locate|load|import|access|read|stat)|could not (?:find|open|locate|resolve|load|import|read|determine|parse)|\bmissing (?:required|argument|module|file|column|value|depend)|unable to (?:find|open|locate|load|resolve|import|read)/i },
  { weight: 60, reason: "reports that access was denied", pattern: /permission denied|access (?:is )?denied|\bforbidden\b|unauthori[sz]ed|not authori[sz]ed|authentication (?:failed|error)|invalid (?:credential|token|password|api key|username)|incorrect (?:username|password)|credentials? (?:.{0,80} )?(?:invalid|expired|not)|(?:in|(?:not|no) (?:\w+ )?)sufficient (?:privilege|permission|access|right)|login failed|verification failed|certificate verify failed|CERTIFICATE_VERIFY_FAILED/i },
  { weight: 60, reason: "reports that a limit or quota was reached", pattern: /rate limit|quota (?:.{0,40} )?exceeded|exceeded (?:.{0,40} )?quota|too many (?:requests|connections|concurrent|open files)|throttl(?:ed|ing)|limit exceeded|resource ?exhausted|RESOURCE_POOL_EXHAUSTED|watermark\W{1,4}\S{0,8} exceeded|usage exceeded/i },
  { weight: 58, reason: "reports a failed connection", pattern: /connection (?:was )?(?:refused|reset|aborted|timed out|closed (?:by|before|unexpected))|connection was closed|could not connect|(?:unable|failed) to (?:connect|establish|reach)|(?:name or service not known|name resolution|could not translate host|unknown ?host|nodename nor servname|getaddrinfo (?:failed|E[A-Z]{3}))|network is unreachable|no route to host|timed? ?out\b|\bETIMEDOUT|ECONNREFUSED|ECONNRESET|\bENOTFOUND|unresponsive/i },
  { weight: 58, reason: "reports an invalid statement or syntax", pattern: /syntax error|SyntaxError|SQL compilation error|compilation error|parse error|invalid identifier|unknown column|invalid (?:column|object) name|ambiguous column|undefined (?:reference|variable|method|function|symbol|local)|unexpected (?:token|character|end|identifier|EOF)|does not parse|is not of type|mismatched input|division by zero|invalid input syntax/i },
  { weight: 56, reason: "reports a lock failure or canceled statement", pattern: /deadlock|lock wait timeout|could not (?:obtain|acquire) (?:\w+ ){0,3}lock|is locked\b|cancel(?:l)?ing statement|gone away|lost connection/i },
  { weight: 56, reason: "reports data that violates a constraint", pattern: /violates|duplicate (?:key|entry|value)|\b(?:mis|un)match(?:ed)?\b|(?<=\S )do(?:es)? not match\b|\bexpected \S.{0,60}?\b(?:saw|found|got|but was)\b|exceeds DDL length|exceeds? (?:the )?maximum (?:size|length)|constraint failed|null value in column|(?:value|data) too long|data truncat(?:ed|ion)|out of range|data type mismatch|\b(?:malformed|corrupt(?:ed)?)\b|configured to fail if|contract (?:.{0,30} )?(?:violat|fail)/i },
  { weight: 56, reason: "reports a missing or invalid setting", pattern: /: unbound variable|\b(?:is|are|be|was) not (?:set|defined|configured|specified|supported|recognized|valid|allowed|installed|available)\b|must be (?:set|specified|provided|one of)|is required|are required|unrecogni[sz]ed|unknown (?:option|argument|command|flag|property|type)|invalid (?:value|option|argument|choice|configuration|format|parameter|url|path|character)|bad substitution|is not recognized as|usage error|undefined variable|unsupported/i },
  { weight: 54, reason: "reports an operating system error", pattern: /read-only file system|is a directory\b|not a directory|directory not empty|\bfile exists\b|resource busy|input\/output error|bad file descriptor|argument list too long|exec format error|operation not permitted|stale file handle|resource temporarily unavailable|address already in use|cannot execute binary|bad interpreter|broken symbolic link/i },
  { weight: 54, reason: "reports a lost worker or container", pattern: /has been externally set to|lost (?:executor|task|worker|node)|executor ?lost|container (?:was )?killed|was (?:killed|evicted|preempted|rejected|terminated)|exited (?:abnormally|prematurely|unexpectedly)|\bevicted\b|preempt(?:ed|ion)|spot (?:instance )?interruption|could only be (?:replicated|written) to \d|node (?:is )?not ready|\bnever started|FailedScheduling|nodes are available|low on resource|heartbeat (?:timeout|timed out)|without heartbeat|zombie (?:job|task)|terminated by signal|Segmentation fault|core dumped|SIGKILL|SIGTERM|SIGSEGV|ImagePullBackOff|ErrImagePull|CrashLoopBackOff/i },
  { weight: 56, reason: "shows a failed request's status", pattern: /\b(?:returned error|response code|client error|server error)(?:[ :=]{1,3}| is | was | of )[45]\d\d\b|\bHTTP(?: error)?(?: code)?(?: |[:=] ?| = )[45]\d\d\b|\bstatus(?:[ _]code)?(?: |[:=] ?| = | is | was | of )[45]\d\d\b|\bHTTP\/\d(?:\.\d)?"? [45]\d\d\b|\b[45]\d\d (?:Client|Server) Error|\bcurl: \(\d{1,2}\)|^wget: |error response from daemon|Error from server/i },
  { weight: 52, reason: "names an error with its message", pattern: /["']type["'] ?(?:=>|:) ?["']\w+_exception["']|(?:^|[\s(:'"[])(?:[A-Za-z_][\w.]*\.)?[A-Z]\w*(?:Error|Exception|Failure|Fault|NotFound)(?:: |\()\S/ },
  { weight: 50, reason: "starts like a program's error message", pattern: /^(?:\S{1,200}: ){0,3}(?:fatal|error|panic|critical|erreur|fehler|errore|erro|fout|hata|ERR!)(?:[:!]|\[[^\]]{1,20}\]:?|\s*\(|\s-) ?\S/i },
  { weight: SAYS_HOW, reason: "says how something failed", pattern: /\bfailed (?:to|with|because|due|at|for|on|in|while)\b|\bfailure\b.{3,}|\berror (?:while|when|during|in|at|on|from|code|occurred|reading|executing|loading|connecting)\b|couldn['’]t|could not|cannot |can['’]t |unable to|don['’]t know how to\b|\bgiving up\b|\bstopping here\b|\bbailing out\b|\bnot (?:there|ready|available|complete|here) yet\b|\brefus(?:ed|ing) to\b/i },
  { weight: 30, reason: "mentions an error", pattern: /\b(?:error|errors|fatal|failed|failure|exception|abort(?:ed|ing)?|panic(?:ked)?|crash(?:ed)?)\b|ERROR|[a-z]Error\b|[a-z]Exception\b/i },
]; // prettier-ignore

export const COUNTS_REASON = "counts failures or exit codes";
/** From this weight on, a cause counts beside an exit code on the same line. */
const SPECIFIC_WEIGHT = 58;

export const WARNING_REASON = "is a warning that does not stop runs";

/** Lines that repeat a failure stated elsewhere, or report none; they cap the weight. */
const ECHOES: readonly EvidenceClass[] = [
  { weight: 12, reason: "reports a failure but not why", pattern: /^(?:ERROR: )?(?:\([\w.-]{1,80}\) )?(?:The |ELT could not be completed: )?(?:execution|Loader|Extractor|Loading|Extraction) failed\.?$|^Execution \S{1,120} has failed to complete|IncomingMessage \{|^\S{1,120}\.service: (?:Failed with result|Main process exited|Control process exited|Unit entered failed state)|^ERROR ~ Error executing process >|^ERROR at line \d{1,6}:$|DTS_E_(?:PROCESSINPUTFAILED|THREADFAILED|PRIMEOUTPUTFAILED|THREADCANCELLED)|^Failed to execute job \d{1,12} for task \S{1,250} \((?:The |Batch |Job |Task |Pod )[^()]{0,160}(?:has [Ff]ailed|failed|did not succeed)\.?; \d+\)$|^(?:(?:ERROR|Error): )?(?:Failure|Error|Exception) (?:[Dd]etails?|reason|message):?\s*$|^(?:ERROR|Error): Exception Primary (?:Class|Source):|^(?:Task failed with exception|Sending (?:the signal|Signals\.|\d)|Failed to execute (?:job|task)|Marking task as|Encountered an error:?$|Task exited|Bash command failed|Command (?:exited|`.{1,80}` failed)|Finished in state|Failed to run task callback|Error in callback|Executing (?:callback|email)|Exception (?:rendering|in callback)|Traceback \(most|Immediate failure requested|Error initializing|Crash detected|Engine execution|Encountered exception during|Application (?:failed|finished)|Shutdown hook|Task instance in failure)/ },
  { weight: 46, reason: "is a detail of the error above", pattern: /^(?:psql:\S{1,200} )?(?:DETAIL|HINT|CONTEXT|STATEMENT|ПОДРОБНОСТИ|ПОДСКАЗКА|DÉTAIL|ASTUCE|DETALLE|DETALHE): / },
  { weight: 6, reason: "shows the state of a step that went well", pattern: /["']?\bstatus["']?\s?[:=]\s?["'](?:Succeeded|Success|Completed|OK)["']/i },
  { weight: 46, reason: "follows from the line above", pattern: /^fatal: Could not read from remote repository|^CommandException: \d/ },
  { weight: 14, reason: COUNTS_REASON, pattern: /exit(?:ed)?(?: with)?(?: (?:status|code|return code))*[: ]+-?\d+|return code:? -?\d|returned (?:a )?(?:non-zero|\d+)|non-zero exit|^Done\. PASS=|^\s{0,8}\* \d+ (?:had|were|failed|ran)\b|(?<!port |[:.])\b\d+ (?:errors?|failures?|failed)\b|\berrors?: ?0\b|Completed with \d+ error|Completed successfully|Found \d+ (?:error|issue)|aborting job|^Build (?:failed|step)|errno \d+$|Error \d+(?: \(ignored\))?$/i },
  { weight: 10, reason: FOLLOWS_REASON, pattern: /Top level error|Task Instance not found|^(?:\S{1,200} - ){0,4}Dependencies for step \S{1,160} (?:failed|were)|\bspecified log stream does not exist|suppressed same stacktrace|either it does not exist or it failed to parse|has been shut ?down|was shut ?down|is stopped\b|SparkContext was|stopped SparkContext|current transaction is aborted|cannot schedule new futures|already (?:been )?closed|connection is closed|Broken pipe|generator didn't stop|ShutdownHookManager|flush usage events|Task killed!|running_elsewhere|Failed to send|Sending (?:Signal|SIG)|raise \w|in progress$/i },
  { weight: 8, reason: "shows settings or code, not a failure", pattern: /^\s{0,8}(?:If you did not qualify the name|To tolerate the error on drop)|^(?:Running(?: command)?:|running dbt with|During handling of the above|The above exception was|\(Background on this error|Exporting env vars|Executing <|Running with arguments|running dbt with|Command: |Spark-Submit cmd|Started process|Executing command|\+ |Dependencies all met|Filling up the DagBag|For further info|See (?:https?:|the )|more information|NOTE:|Hint:|Retrieving connection)/ },
  { weight: 36, reason: "gives the location of an error", pattern: /^\S{1,300}\.py:\d{1,6}: [A-Z]\w*$/ },
  { weight: 26, reason: "reports an end state but not why", pattern: /^Executor \S{1,80}(?:\(.{0,80}\))? reported that the task instance|^Marking run <DagRun|^Task state changed externally/ },
  { weight: 28, reason: "announces the error below", pattern: /^Error in `?[\w.:]{1,80}\(.{0,80}\)`? ?:\s*$|^(?:\S{1,80}: )?(?:[A-Z][\w-]* ){0,3}\w* ?(?:failed|error|errors|failure)\b[^:]{0,120}:\s*$/i },
  { weight: 16, reason: WARNING_REASON, pattern: /\bif you (?:see|get|run into|encounter)\b|\bwarn(?:ing)?\b ?[:[(\]]|\b\w*(?:Deprecation|Future|User|Runtime|Resource|PendingDeprecation|Import|RemovedIn\w{0,20})Warning\b|\bdeprecat|falling back|defaulting to|using (?:built-in|default)|will be (?:removed|ignored)|unable to load native|ps: command not found|partial parsing|\bNOTICE:|No project ID|not found, (?:using|fetch|skip)|skipping|(?:will|going to) (?:retry|be retried)|\bretry(?:ing)?\b(?!.{0,200}(?:broken by|because|caused by|due to))/i },
]; // prettier-ignore

/** Exit codes that are informative: a signal, not found, not executable. Such a line is not just an echo. */
const SIGNALLED = /^(?:Task|Command) exited with return code (?:-\d|Negsignal|12[67]\b|1[3-5]\d\b)/;
const SIGNALLED_WEIGHT = 50;

/** Airflow's notes on where it read the log from, not output of the task. */
const READER_NOTE =
  /^\/\S{1,400}attempt=\d{1,4}\.log\S{0,80}$|^\*\*\* (?:!!!!|Could not read|Reading|Found|Log file|Fetching|Failed to (?:fetch|load|read)|Unable to (?:read|fetch|find)|Falling back|Trying to)/;

/** A frame of a traceback whose header was cut off: a location, whatever its file name contains. */
const FRAME = /^\s{0,16}File "[^"]{1,400}", line \d{1,7}(?:,? in |$)/;

/** Settings printed at start: `{'quiet': 'False', 'log_path': '/srv/logs', …`, whatever words are among them. */
const SETTINGS =
  /(?:['"][\w.-]{1,60}['"]: {0,2}(?:['"][^'"]{0,200}['"]|None|True|False|null|true|false|-?\d[\d.]{0,20}), {0,2}){6}/;

/** Airflow 2's final report: `Failed to execute job 4 for task load (the exception's message; 771)`. */
const EXECUTED = /^Failed to execute job \d{1,12} for task \S{1,250} \((.{12,})$/;

/** `"message": "…"` in an error object printed over several lines. */
const ERROR_FIELD =
  /^\s{0,16}"(?:error_?message|message|error|error_?description|detail|details|reason|description|msg|internalMessage|externalMessage|cause|failureReason|statusReason|stoppedReason)"\s?:\s?"(.{12,})$/i;
const ERROR_FIELD_WEIGHT = 60;
const MENTIONED = 30;

/** Prefect 2's report of a crashed run, followed by the exception. */
const CRASHED = /^Crash detected! Execution was interrupted by an unexpected exception: (.{12,})$/;

const LITERALS_OF_CAUSES = CAUSES.map((evidenceClass) => requiredLiterals(evidenceClass.pattern));

/** Words, in any case, of which a line must contain at least one to match any cause. */
export const CAUSE_WORDS: readonly string[] = LITERALS_OF_CAUSES.flatMap((literals) => literals ?? []);

/** Finds in one pass which causes a line could state; nearly all lines state none. */
const CAUSE_INDEX = indexLiterals(LITERALS_OF_CAUSES);

export interface LineEvidence {
  weight: number;
  reason: string;
}

/** Starts like an error message. Words of fewer than four letters would defeat `CAUSE_INDEX`. */
const FOREIGN_SEVERITY =
  /^(?:\S{1,200}: ){0,3}\[?(?:b[łl][ąa]d|ошибка|важно|错误|致命错误|錯誤|エラー|오류)(?: ?[:!：]|\] ?)/i;
const FOREIGN_EVIDENCE: LineEvidence = { weight: 56, reason: "reports a failure in another language" };

/** Starts like a notice or warning of PostgreSQL in another language. */
const FOREIGN_NOTICE =
  /^(?:\S{1,200}: ){0,3}(?:ЗАМЕЧАНИЕ|ПРЕДУПРЕЖДЕНИЕ|HINWEIS|WARNUNG|ATTENTION|AVERTISSEMENT|ADVERTENCIA|NOTICIA|AVISO|AVVISO|ATTENZIONE|UWAGA|OSTRZEŻENIE|注意|警告|提示) ?[:：]/;
const NOTICE_EVIDENCE: LineEvidence = { weight: 16, reason: WARNING_REASON };

/** What a line says about a failure, or null if nothing. Linear in the line's length. */
export function lineEvidence(text: string): LineEvidence | null {
  const head = text.length > 1500 ? text.slice(0, 1500) : text;
  const possible = ownerMaskIn(CAUSE_INDEX, head);
  if (SIGNALLED.test(head))
    return { weight: SIGNALLED_WEIGHT, reason: "its exit code shows what ended the process" };
  if (FOREIGN_NOTICE.test(head)) return NOTICE_EVIDENCE;
  if (
    (FOREIGN_LETTER.test(head) || FOREIGN_WORD.test(head)) &&
    (FOREIGN_COMPLAINT.test(head) || FOREIGN_SEVERITY.test(head))
  )
    return FOREIGN_EVIDENCE;
  if (possible === 0 || READER_NOTE.test(head) || FRAME.test(head)) return null;
  if (head.length > 200 && isSettings(head)) return null;
  const quoted = EXECUTED.exec(head)?.[1] ?? CRASHED.exec(head)?.[1];
  if (quoted !== undefined) return lineEvidence(quoted);
  const field = ERROR_FIELD.exec(head)?.[1];
  if (field !== undefined) return fieldEvidence(field);
  return statedCause(head, possible);
}

/** Whether a line lists settings, and says nothing of an error before the list. */
function isSettings(head: string): boolean {
  const list = SETTINGS.exec(head);
  return list !== null && (list.index < 3 || lineEvidence(head.slice(0, list.index)) === null);
}

/** What the message of an error object says. */
function fieldEvidence(field: string): LineEvidence | null {
  const said = lineEvidence(field);
  if (said === null || said.weight < MENTIONED) return said;
  const weight = Math.max(said.weight, ERROR_FIELD_WEIGHT);
  return { weight, reason: "is the message of an error that was printed as JSON" };
}

/** The heaviest of the `possible` causes (a mask of `CAUSES`) that the line states, capped if the line is an echo. */
function statedCause(head: string, possible: number): LineEvidence | null {
  const cause = CAUSES.find(
    (evidenceClass, at) => (possible & (1 << at)) !== 0 && evidenceClass.pattern.test(head),
  );
  if (cause === undefined) return null;
  const echo = ECHOES.find((evidenceClass) => evidenceClass.pattern.test(head));
  const isSpecific = echo?.reason === COUNTS_REASON && cause.weight >= SPECIFIC_WEIGHT;
  if (echo !== undefined && echo.weight < cause.weight && !isSpecific)
    return { weight: echo.weight, reason: echo.reason };
  return { weight: cause.weight, reason: cause.reason };
}
