/** Recognizes that a program without a known orchestrator says at its end that the run succeeded. */
import { isErrorLevel } from "@/lib/logs/records/error-level";
import { lineEvidence } from "@/lib/logs/ranking/line-evidence";
import type { LogLine } from "@/lib/logs/records/log-line";

/** How the program said it, and where. */
export interface ClosingStatement {
  line: number;
  text: string;
  /** It says that the run succeeded, not only that it ended. */
  saysSuccess: boolean;
}

/** How many lines that say nothing about the outcome may follow the statement. */
const MAX_LATER = 15;
/** How far from the end it may be, noise included. */
const MAX_SCANNED = 120;
const MAX_LENGTH = 300;

const WHOLE =
  "(?:job|run|etl|elt|pipeline|flow|workflow|process(?:ing)?|script|program|application|load(?:ing)?|import|export|ingest(?:ion)?|extract(?:ion)?|transform(?:ation)?|sync(?:hroni[sz]ation)?|replication|migration|backup|batch|build|execution|transfer|update|refresh|query|task|trigger|step|everything|all (?:\\w+ )?(?:done|tasks|jobs|steps|stages|tables|files|records|checks))";
const ENDED = "(?:complete[d]?|finished|ended|done|succeeded)";
const ROWS =
  "(?:rows?|records?|documents?|messages?|files?|lines?|events?|entries|tables?|objects?|partitions?|tuples)";
const STORED =
  "(?:wrote|written|loaded|inserted|upserted|merged|exported|imported|saved|synced|copied|uploaded|ingested|stored|appended|committed)";

/** A whole that ended well, in the words that programs and their authors use. */
const SUCCESS: readonly RegExp[] = [
  new RegExp(`\\b${WHOLE}\\b[^.;:!\\n]{0,60}?\\b(?:is |was |has |have |been |run )*${ENDED}\\b`, "i"),
  new RegExp(`\\b(?:complete[d]?|finished) (?:the |all )?${WHOLE}\\b`, "i"),
  new RegExp(
    `(?:^|: )${WHOLE} (?:was |is )?successful\\b|^${WHOLE} \\S{1,200} (?:\\([^()\\n]{1,40}\\) )?(?:completed|succeeded|finished)$`,
    "i",
  ),
  /\b(?:state|status)\b[^.\n]{0,40}\b(?:to|is|was|=|:) ?["']?(?:FINISHED|SUCCEEDED|COMPLETED|SUCCESS(?:FUL)?)\b/i,
  /\b(?:complete[d]?|finished|ended|ran|exited|executed|processed|loaded|done) (?:successfully|cleanly|without (?:any )?errors?|with success|ok)\b/i,
  /\bsuccessfully (?:complete[d]?|finished|ended|ran|executed|processed|loaded|ingested|imported|exported|synced|wrote|written|uploaded|migrated|created)\b/i,
  /^(?:[^\p{L}\p{N}]{0,4})(?:success(?:ful)?|succeeded|complete[d]?|finished|all done|done|ok|build success(?:ful)?)(?: in [\d.:smh ]{1,20})?[^\p{L}\p{N}]{0,4}$/iu,
  /\bexit(?:ed)?(?: with)?(?: code| status)?(?: code)?[ :=]{1,3}0\b/i,
  new RegExp(`\\b(?:${STORED}|processed)\\b[^.\\n]{0,60}\\bdone\\W*$`, "i"),
  /^(?:done|finished|completed?)(?: \w{1,30}=\S{1,80}){1,12}$/i,
  /^INFO {1,4}: OK$|^Task [\w.]{1,150}\[[0-9a-f-]{36}\] succeeded in \d|^\S{1,120}\.service: (?:Deactivated successfully|Succeeded\.?$)/,
  new RegExp(
    `\\b([1-9]\\d{0,8}) (?:of|von|de|из) \\1 \\w{1,30} (?:were |have been )?(?:${STORED}|processed|done)\\b`,
    "i",
  ),
  /^termination reason: Completed$/,
  /^(?:rc|exit ?code|return ?code|exit ?status)\s{0,2}[=:]\s{0,2}0$/i,
  /\bfinal ?(?:app )?status: SUCCEEDED\b|\bBUILD SUCCESS(?:FUL)?\b/,
  // Spanish, Portuguese, Italian, French
  /\b(?:finalizad[oa]s?|completad[oa]s?|terminad[oa]s?|conclu[ií]d[oa]s?|ejecutad[oa]s?|executad[oa]s?|cargad[oa]s?|carregad[oa]s?|completat[oaei]|terminat[oaei]|conclus[oaei])\b.{0,20}\b(?:con [ée]xito|correctamente|exitosamente|satisfactoriamente|com sucesso|corretamente|con successo|correttamente)/i,
  /\b(?:proceso|carga|ejecuci[oó]n|tarea|processo|execu[cç][aã]o|tarefa|elaborazione|traitement|chargement|ex[ée]cution|t[âa]che)\b.{0,40}\b(?:finalizad[oa]|completad[oa]|terminad[oa]|conclu[ií]d[oa]|completat[oa]|terminat[oa]|termin[ée]e?|achev[ée]e?)/i,
  /\btermin[ée]e?s? (?:avec succ[èe]s|sans erreur)/i,
  // German, Dutch, Polish, Turkish
  /\berfolgreich (?:abgeschlossen|beendet|durchgef[üu]hrt|geladen|importiert|exportiert|verarbeitet)|\b(?:Lauf|Job|Verarbeitung|Import|Export|Ladevorgang|Skript)\b.{0,40}\b(?:abgeschlossen|beendet)/i,
  /\b(?:succesvol (?:afgerond|voltooid|afgesloten)|voltooid zonder fouten)/i,
  /zako[ńn]czon[oeya]{0,2} (?:pomy[śs]lnie|sukcesem|powodzeniem)|ba[şs]ar[ıi]yla (?:tamamland[ıi]|bitti|y[üu]klendi)/i,
  // Russian, Ukrainian
  /успешно (?:заверш[её]н|выполнен|загружен|обработан)|(?:заверш[её]н[аоы]?|выполнен[аоы]?|загружен[аоы]?) (?:успешно|без ошибок)|успішно (?:завершен|виконан)/i,
  // Chinese, Japanese, Korean
  /(?:任务|作业|执行|处理|导入|导出|同步|运行|加载|脚本|任務|執行|處理)[^，。\n]{0,12}(?:完成|成功|完毕|結束|结束)|(?:成功|顺利)(?:完成|结束|执行)/,
  /正常(?:に)?(?:終了|完了)|(?:処理|実行|取り込み|バッチ|ジョブ)[^、。\n]{0,12}(?:完了|終了)/,
  /(?:성공적으로|정상적으로) ?(?:완료|종료|처리)|(?:작업|처리|실행|적재)[^.\n]{0,10}완료/,
];

const SAYS_SUCCESS =
  /: OK$|\bstate\b.*\bfrom [A-Z]+ to (?:FINISHED|SUCCEEDED|COMPLETED)\b|\b([1-9]\d{0,8}) of \1 |termination reason: Completed|success|\brows=[1-9]|succeeded|without (?:any )?errors?|\bexit\S*|erfolgreich|[ée]xito|corret?tamente|correctamente|satisfactoriamente|exitos|sucesso|succ[eè]s|успешно|без ошибок|成功|正常|성공|başar|pomyślnie/i;

/** Only as the last thing said: how much was written. Zero rows are no success. */
const STORED_ROWS = new RegExp(
  `\\b${STORED}\\b[^.\\n]{0,40}?\\b[1-9][\\d,._ ]{0,14} ?${ROWS}\\b|\\b[1-9][\\d,._ ]{0,14} ?${ROWS} (?:were |was |have been )?${STORED}\\b`,
  "i",
);

/** Negations and parts, which are no success of the whole. */
const NOT_SUCCESS =
  /\b(?:not|never|in|un)(?:\s|-)?(?:complete[d]?|finished|successful(?:ly)?|succeeded)\b|\bn['’]t (?:complete|finish|succeed)|\b(?:with(?! (?:no|0|zero)\b)|[1-9]\d{0,8}) (?:\w+ )?(?:errors?|failures?|failed)\b|\bpartial(?:ly)?\b|\bfailed\b|\babort|\b(?:code|status|rc)[ :=]{1,3}-?[1-9]|\bexit(?:ed|s)?(?: with)? -?[1-9]|\bresulting in failure\b|\babnormal|\bended in error\b|\bNOTOK\b|\bdid not\b|\balready (?:exists?|complete)|\bbefore\b|\b0 tables\b|\bDTSER_FAILURE\b|\bto be (?:complete|finish)|\buntil\b|\bwhen\b.{0,40}\b(?:complete|finish)|\bif\b|\bstart(?:ing|ed)\b|\bwaiting\b|\?\s*$/i;

/** `0 invoices failed` */
const NOTHING_FAILED =
  /\b(?:fail(?:ed|ures?)?|errors?|rejected|skipped)\s?[:=]\s?0\b|\b(?:0|no|none|zero) (?:\w+ ){0,2}(?:failed|rejected|skipped|errors?|failures?)\b/gi;

const HAS_WORD = /[\p{L}\p{N}]/u;
const SHUTDOWN_BEGINS = /Invoking stop\(\) from shutdown hook|^Exception ignored in|^Shutdown hook called/;

/** What runtimes print while they shut down, whatever the run's outcome. */
const SHUTDOWN_NOISE =
  /has already stopped! Dropping event|SparkListenerBus|\bSparkContext(?::| -) (?:Invoking stop|Successfully stopped|SparkContext is stopping)|ShutdownHookManager|(?:MapOutputTrackerMasterEndpoint|MemoryStore|BlockManager(?:Master)?|OutputCommitCoordinator\S*|SparkUI|Executor\S*|\bJetty\S*|AbstractConnector|DiskBlockManager|YarnClientSchedulerBackend|StandaloneSchedulerBackend|\S*SchedulerBackend)(?: |: |\S*: ).{0,80}?(?:stop|clear|shut|remov|delet)|Deleting directory|Stopped Spark web UI|Shutting down all executors|Kubernetes client has been closed|Asking each executor to shut down|Interrupting monitor thread|^Exception ignored in|^\s*~?\^?[~^]+\s*$|sys:1: \w+Warning|\b(?:Resource|Deprecation|Future|User|Runtime|PendingDeprecation)Warning\b|^\s*warnings\.warn\(|tracemalloc|leaked (?:semaphore|shared_memory)|unclosed (?:<|file|socket|client|connector|transport)|^Aborting on container exit|^\s?Container \S{1,80}\s{1,4}(?:Stopp|Remov)(?:ing|ed)|\b(?:aborting any active transactions|received (?:fast|smart) shutdown request|database system is shut down)|^real\s+\d+m|^user\s+\d+m|^sys\s+\d+m/;

/**
 * The statement in which the run says that it succeeded, if it is the last thing the log says about the outcome: nothing but
 * neutral lines and shutdown noise follow it. Null if a later line reports a failure. Meant for logs without an
 * orchestrator's verdict.
 */
export function findClosingStatement(lines: readonly LogLine[]): ClosingStatement | null {
  let later = 0;
  const first = Math.max(0, lines.length - MAX_SCANNED);
  for (let at = endOfRun(lines, first); at >= first; at -= 1) {
    const line = lines[at];
    if (line === undefined || !HAS_WORD.test(line.text) || isShutdownNoise(line.text)) continue;
    const found = readStatement(line, { before: lines[at - 1]?.text ?? "", isLast: later === 0 });
    if (found !== "neutral") return found;
    later += 1;
    if (later > MAX_LATER) return null;
  }
  return null;
}

/** What a line says about the whole run: its success, nothing, or null for trouble. */
function readStatement(
  line: LogLine,
  { before, isLast }: { before: string; isLast: boolean },
): ClosingStatement | "neutral" | null {
  const text = line.text.slice(0, MAX_LENGTH).trim();
  if (/^-?\d{1,3}$/.test(text) && ASKS_EXIT_CODE.test(before))
    return text === "0" ? { line: line.no, text: "exit code 0", saysSuccess: true } : null;
  const isAttempt = ATTEMPTS.test(text);
  if ((SOME_FAILED.test(text) && !isAttempt) || isPartOf(text) || SAYS_FAILED.test(text)) return null;
  if (SUCCESS.some((pattern) => pattern.test(text)) || (isLast && STORED_ROWS.test(text))) {
    if (NOT_SUCCESS.test(text.replaceAll(NOTHING_FAILED, ""))) return null;
    // No success is logged as an error.
    if (!isErrorLevel(line.level)) return { line: line.no, text, saysSuccess: SAYS_SUCCESS.test(text) };
  }
  return reportsTrouble(line) && !isAttempt ? null : "neutral";
}

/** The index of the last line before the runtime began to shut down, whose own errors say nothing about the run. */
function endOfRun(lines: readonly LogLine[], first: number): number {
  const stop = lines.slice(first).findIndex(({ text }) => SHUTDOWN_BEGINS.test(text));
  return (stop === -1 ? lines.length : first + stop) - 1;
}

/** Whether a runtime prints such a line while it shuts down, also after a run that succeeded. */
export function isShutdownNoise(text: string): boolean {
  return SHUTDOWN_NOISE.test(text.slice(0, MAX_LENGTH));
}

/** `Total failed: 0` */
const NONE_FAILED =
  /\b(?:fail(?:ed|ures?)?|errors?|rejected|invalid)\b[^\n\d]{0,30}[:=]\s*0\b|\b(?:0|no|zero) (?:errors?|failures?|failed)\b/i;

/** `Exceptions during table sync : 1` */
const SOME_FAILED =
  /\b(?:failed|failures?|errors?|exceptions?|rejected)\b[^\n\d:=]{0,40}[:=]\s*[1-9]\d{0,8}\s*$/i;

/** A later word on the whole: `marking backup as FAILED`, `completed with 1 error(s)`. */
const SAYS_FAILED =
  /^\+? ?exit [1-9]\d{0,2}$|\bFAILED\b|\b(?:complete[d]?|finished|ended) with [1-9]\d{0,8} (?:\w+ )?(?:errors?|failures?)\b/;

/** Counters of Hadoop, where a failed attempt is made good by another. */
const ATTEMPTS = /^Failed (?:map|reduce) tasks=\d/;

/** The command of a shell that prints the last exit code. */
const ASKS_EXIT_CODE = /\becho\.? "?(?:%ERRORLEVEL%|\$\?|\$LASTEXITCODE|\$status)"?\s*$/i;

const SAYS_STORED = new RegExp(STORED, "i");

/** `22 of 1204 files loaded` */
function isPartOf(text: string): boolean {
  const [, part, whole] = /\b(\d{1,9}) (?:of|von|de|из) (\d{1,9})\b/.exec(text) ?? [];
  return part !== undefined && Number(part) < Number(whole) && SAYS_STORED.test(text);
}

function reportsTrouble({ level, text }: LogLine): boolean {
  if (isErrorLevel(level)) return true;
  return !NONE_FAILED.test(text) && (lineEvidence(text)?.weight ?? 0) >= 30;
}
