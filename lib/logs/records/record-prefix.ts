/** Parses log line prefixes: writer, timestamp, level. Returns offsets; never changes a line. */
import type { LogLevel } from "@/lib/logs/schemas";

/** A parsed prefix; `length` is its length in characters. */
export interface RecordPrefix {
  format: "airflow" | "prefect" | "dbt" | "spark" | "python" | "klog" | "stamp" | "relay";
  length: number;
  timestamp: string | null;
  level: LogLevel | null;
  logger: string | null;
  location: string | null;
}

const LEVELS: ReadonlyMap<string, LogLevel> = new Map(Object.entries<LogLevel>({
  TRACE: "debug", DEBUG: "debug", DBG: "debug", FINE: "debug",
  INFO: "info", INFORMATION: "info", NOTICE: "info", INF: "info", LOG: "info",
  WARN: "warning", WARNING: "warning", WRN: "warning",
  ERROR: "error", ERR: "error", SEVERE: "error", FAILURE: "error",
  ERRO: "error", ERREUR: "error", FEHLER: "error", ERRORE: "error", "BŁĄD": "error", "ОШИБКА": "error", HATA: "error", FOUT: "error",
  "错误": "error", "エラー": "error", "오류": "error",
  CRITICAL: "critical", FATAL: "critical", FTL: "critical", PANIC: "critical", EMERG: "critical", ALERT: "critical",
})); // prettier-ignore

/** The log level named by a word in any case, or null. */
export function levelOf(word: string | undefined): LogLevel | null {
  return word === undefined ? null : (LEVELS.get(word) ?? LEVELS.get(word.toUpperCase()) ?? null);
}

const LEVEL_WORD =
  "(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|SEVERE|CRITICAL|FATAL|PANIC|DBG|INF|WRN|ERR|FTL|ERRO|ERREUR|FEHLER|ERRORE|BŁĄD|ОШИБКА|HATA|FOUT|错误|エラー|오류)";
/** In brackets, as .NET programs write it. */
const TITLED_LEVEL = "(?:Trace|Debug|Info|Information|Notice|Warn|Warning|Error|Critical|Fatal)";
const AIRFLOW =
  /^\[+(\d{4}-\d\d-\d\d[T ,][\d:., ]{8,17}(?:Z|[A-Z]{2,5}|[+-]\d\d(?::?\d\d)?)?)\] ?(?:\{+([^{}]{1,160}:\d{1,6})\}+ |\{([\w.<>-]{1,200})\} (?=[A-Z]{4,8} - ))?(?:([A-Z]{4,8}) - )?/;
const AIRFLOW_BARE = /^ ([A-Z]{4,8}) - (?=::|\*\*\*)/;
const AIRFLOW3_TEXT = /^\[?(\d{4}-\d\d-\d\d[T ][\d:.]{8,15}(?:Z|[+-]\d\d:?\d\d)?)\]? \[([a-z]{4,8}) *\] /;
const CELERY =
  /^\[(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}): ([A-Z]{4,8})\/([\w.-]{1,60})\] (?:\[[0-9a-f-]{3,36}\] |[\w.]{1,120}\[[0-9a-f-]{36}\]: )?/;
/** Prefect's CSV export of a run's logs: time, numeric level, flow run id, task run id, message. */
const PREFECT_CSV =
  /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+00:00),([1-5])0,[0-9a-f-]{36},(?:[0-9a-f-]{36})?,"?/;
const PREFECT = /^(?:(\d{4}-\d\d-\d\d[T ]))?\d\d:\d\d:\d\d\.\d{3} \| ([A-Z]{4,8}) *\| (?:([^|]{1,120}?) - )?/;
const DBT_DEBUG = /^\d\d:\d\d:\d\d\.\d{6} \[([a-z]{4,5}) ?\] \[([^\]]{1,60})\]: /;
const DBT_PLAIN = /^\d\d:\d\d:\d\d {2}/;
const SPARK = new RegExp(
  `^(\\d\\d/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d)(?:[.,]\\d{3})? (${LEVEL_WORD}) (?:\\[[^\\]]{1,80}\\] )?([\\w.$/-]{1,120}): ?`,
);
const STAMP =
  /^\[?(\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z| ?[+-]\d\d:?\d\d)?)\]?(?:,)?(?::|\s)/;
const AFTER_STAMP = new RegExp(
  `^(?:- )?(?:([\\w.$/\\[\\]-]{1,80})(?: - | |: ))?[\\[(]?(${LEVEL_WORD}|${LEVEL_WORD.toLowerCase()}|(?<=\\[)${TITLED_LEVEL}(?=\\]))[\\])]?(?= |:|$|\\t)(?: *[-:|]| |\\t)? ?(?:\\[[^\\]]{1,80}\\] )?(?: ?(?<after>[a-z][\\w$]{1,40}\\.[\\w.$]{3,150}) {1,80}\\[[^\\]]{0,60}\\] - )?`,
);
const KLOG = /^([IWEF])\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ ([\w.-]{1,80}:\d{1,6})\] /;
const PYTHON_BASIC = /^(DEBUG|INFO|WARNING|ERROR|CRITICAL):([\w.]{1,80}):/;
const CRI = /^\d{4}-\d\d-\d\dT[\d:.]{8,18}(?:Z|[+-]\d\d:\d\d) (?:stdout|stderr) [FP] /;
/** Up to the message of a logfmt line: `time=… logger_name=… log_level=INFO message=`. */
const LOGFMT =
  /^(?:[\w.]{1,40}=(?:"[^"\n]{0,120}"|[^\s"]{0,120}) (?:\d\d:\d\d:\d\d\S{0,10} )?){1,6}(?:msg|message)="?/;
const LOGFMT_LEVEL = /(?:^| )(?:log_?level|levelname|level|lvl|severity)="?([A-Za-z]{3,8})"? /;
/** The first line of a message of .NET's console logger; the message is indented below it. */
const DOTNET_CONSOLE =
  /^(?<level>trce|dbug|info|warn|fail|crit): (?<logger>[A-Za-z_][\w.`+<>]{1,150})\[-?\d{1,10}\]\s*$/;
const DOTNET_LEVELS: Readonly<Record<string, LogLevel>> = {
  trce: "debug", dbug: "debug", info: "info", warn: "warning", fail: "error", crit: "critical",
}; // prettier-ignore
/** The first line of an event that DTExec prints, in the languages of SQL Server; code, source and description follow. */
const DTEXEC =
  /^(?<word>Error|Fehler|Erreur|Erro|Errore|Warning|Warnung|Advertencia|Avertissement|Aviso|Avviso|Progress|Progreso|Status|Progression|Progresso|Info|Información|Informationen): (?<day>\d{4}-\d\d-\d\d) (?<time>\d\d:\d\d:\d\d(?:\.\d{1,7})?)\s*$/;
/** Elasticsearch and Logstash: `[2026-03-04T05:06:07,123][WARN ][logger.name][pipeline] `. */
const ELASTIC =
  /^\[(?<stamp>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d,\d{3})\]\[(?<level>[A-Z]{4,5}) *\]\[(?<logger>[\w.$-]{1,120}) *\](?: ?\[[^\]\n]{0,120}\]){0,3}:? ?/;
/** Sidekiq: `2026-03-04T05:06:07.123Z pid=38 tid=1x9k class=LoadJob jid=d8d9 ERROR: `. */
const SIDEKIQ =
  /^(?<stamp>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (?:pid=\d{1,10} tid=\S{1,20} (?:(?:class|jid|elapsed|bid)=\S{1,120} ){0,4})(?<level>[A-Z]{4,5}): /;
/** The journal's and syslog's: `Jun 08 00:00:10 db-1 pg_dump[511]: `. */
const SYSLOG =
  /^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d\d:\d\d:\d\d [\w.-]{1,80} (?<program>[\w./@()-]{1,80}?)(?:\[\d{1,10}\])?: /;
/** PHP's Monolog: `[2026-03-04 05:06:07] production.ERROR: `. */
const MONOLOG =
  /^\[(?<stamp>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:[+-]\d\d:\d\d)?)\] (?<channel>[a-z][\w-]{0,40})\.(?<level>[A-Z]{4,9}): /;
const COMPOSE = /^[a-z][\w.-]{0,60}[-_]\d{1,3} {1,30}\| /;
const SUBTASK = /^(?:Job \d{1,12}: Subtask [\w.-]{1,250}|Subtask:) (?!on )/;
const POD_RELAY = /^\[(?:base|[a-z0-9][a-z0-9-]{0,40})\] (?= {0,12}\S)/;

/** The prefix of a line, or null if it has none and so continues the record before it. */
export function readPrefix(text: string): RecordPrefix | null {
  const first = text.charCodeAt(0);
  if (first === 91 /* [ */)
    return readAirflow(text) ?? readCelery(text) ?? readMonolog(text) ?? readElastic(text) ?? readStamp(text);
  if (first >= 48 && first <= 57) return readDigits(text);
  if (first === 32 /* blank */) return readBare(text);
  if (first >= 65 && first <= 90) return readUpper(text);
  return first >= 97 && first <= 122 ? (readCompose(text) ?? readLogfmt(text) ?? readDotnet(text)) : null;
}

function readMonolog(text: string): RecordPrefix | null {
  const match = MONOLOG.exec(text);
  const level = levelOf(match?.groups?.["level"]);
  if (match === null || level === null) return null;
  const { stamp, channel } = match.groups ?? {};
  return make("python", match[0].length, { timestamp: isoOf(stamp), level, logger: channel ?? null });
}

function readSidekiq(text: string): RecordPrefix | null {
  const match = text.startsWith(" pid=", 24) ? SIDEKIQ.exec(text) : null;
  if (match === null) return null;
  const { stamp, level } = match.groups ?? {};
  return make("python", match[0].length, { timestamp: isoOf(stamp), level: levelOf(level) });
}

function readSyslog(text: string): RecordPrefix | null {
  const match = SYSLOG.exec(text);
  return match === null
    ? null
    : make("stamp", match[0].length, { logger: match.groups?.["program"] ?? null });
}

function readElastic(text: string): RecordPrefix | null {
  const match = ELASTIC.exec(text);
  const { stamp, level, logger } = match?.groups ?? {};
  if (match === null || levelOf(level) === null) return null;
  return make("python", match[0].length, {
    timestamp: isoOf(stamp),
    level: levelOf(level),
    logger: logger ?? null,
  });
}

function readDotnet(text: string): RecordPrefix | null {
  const match = text.charCodeAt(4) === 58 /* : */ ? DOTNET_CONSOLE.exec(text) : null;
  if (match === null) return null;
  const { level = "", logger } = match.groups ?? {};
  return make("python", match[0].length, { level: DOTNET_LEVELS[level] ?? null, logger: logger ?? null });
}

function readDtexec(text: string): RecordPrefix | null {
  const match = DTEXEC.exec(text);
  if (match === null) return null;
  const { word = "", day, time } = match.groups ?? {};
  const level = /^[EF]/.test(word) ? "error" : /^[WA]/.test(word) ? "warning" : "info";
  return make("python", match[0].length, { timestamp: isoOf(`${day} ${time}`), level });
}

function readLogfmt(text: string): RecordPrefix | null {
  const equals = text.indexOf("=");
  if (equals < 1 || equals > 40) return null;
  const match = LOGFMT.exec(text);
  const level = match === null ? null : levelOf(LOGFMT_LEVEL.exec(match[0])?.[1]);
  if (match === null || level === null) return null;
  const stamp = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:\d\d)?/.exec(match[0])?.[0];
  const logger = /(?:^| )logger(?:_name)?="?([\w.$/-]{1,80})/.exec(match[0])?.[1] ?? null;
  return make("python", match[0].length, { timestamp: isoOf(stamp), level, logger });
}

function readAirflow(text: string): RecordPrefix | null {
  const match = AIRFLOW.exec(text);
  if (match === null) return readAirflow3(text);
  // Airflow 3 names the logger where Airflow 2 names the file and line.
  const [whole, stamp, location, logger, word] = match;
  const level = levelOf(word);
  if (location === undefined && level === null) return readAirflow3(text);
  const where = { location: location ?? null, logger: logger ?? null };
  return make("airflow", whole.length, { timestamp: isoOf(stamp), level, ...where });
}

function readAirflow3(text: string): RecordPrefix | null {
  const match = AIRFLOW3_TEXT.exec(text);
  const level = levelOf(match?.[2]);
  // Other formats have a thread name in these brackets.
  if (match === null || level === null) return null;
  return make("airflow", match[0].length, { timestamp: isoOf(match[1]), level });
}

function readCelery(text: string): RecordPrefix | null {
  const match = CELERY.exec(text);
  if (match === null) return null;
  const level = levelOf(match[2]);
  return make("python", match[0].length, { timestamp: isoOf(match[1]), level, logger: match[3] ?? null });
}

const CSV_LEVELS: readonly LogLevel[] = ["debug", "info", "warning", "error", "critical"];

function readPrefectCsv(text: string): RecordPrefix | null {
  const match = PREFECT_CSV.exec(text);
  if (match === null) return null;
  const level = CSV_LEVELS[Number(match[2]) - 1] ?? null;
  return make("prefect", match[0].length, { timestamp: isoOf(match[1]), level });
}

function readBare(text: string): RecordPrefix | null {
  const match = AIRFLOW_BARE.exec(text);
  return match === null ? null : make("airflow", match[0].length, { level: levelOf(match[1]) });
}

function readDigits(text: string): RecordPrefix | null {
  const third = text.charCodeAt(2);
  if (third === 47 /* / */) return readSpark(text) ?? readStamp(text);
  if (third === 58 /* : */) return readClock(text);
  if (text.charCodeAt(4) !== 45 && text.charCodeAt(4) !== 47) return null;
  const container = CRI.exec(text);
  if (container !== null) {
    return make("relay", container[0].length, { timestamp: isoOf(text.slice(0, text.indexOf(" "))) });
  }
  return (
    readSidekiq(text) ?? readPrefectCsv(text) ?? readPrefect(text) ?? readAirflow3(text) ?? readStamp(text)
  );
}

function readClock(text: string): RecordPrefix | null {
  const debug = DBT_DEBUG.exec(text);
  if (debug !== null)
    return make("dbt", debug[0].length, { level: levelOf(debug[1]), logger: debug[2] ?? null });
  const plain = DBT_PLAIN.exec(text);
  if (plain !== null) return make("dbt", plain[0].length, {});
  return readPrefect(text);
}

function readPrefect(text: string): RecordPrefix | null {
  const match = PREFECT.exec(text);
  if (match === null) return null;
  const stamp = match[1] === undefined ? null : isoOf(text.slice(0, 23));
  return make("prefect", match[0].length, {
    timestamp: stamp,
    level: levelOf(match[2]),
    logger: match[3] ?? null,
  });
}

function readSpark(text: string): RecordPrefix | null {
  const match = SPARK.exec(text);
  if (match === null) return null;
  const stamp = match[1] ?? "";
  const timestamp = `20${stamp.slice(0, 8).replaceAll("/", "-")}T${stamp.slice(9)}`;
  return make("spark", match[0].length, { timestamp, level: levelOf(match[2]), logger: match[3] ?? null });
}

function readStamp(text: string): RecordPrefix | null {
  const match = STAMP.exec(text);
  if (match === null) return null;
  const stamped = match[0].length;
  // Whitespace before a level belongs to the prefix; otherwise it is the text's indentation.
  const blanks = /^\s{0,4}/.exec(text.slice(stamped, stamped + 4))?.[0].length ?? 0;
  const after = AFTER_STAMP.exec(text.slice(stamped + blanks, stamped + 200));
  const length = after === null ? stamped : stamped + blanks;
  const timestamp = isoOf(match[1]);
  if (after === null) return make("stamp", length, { timestamp });
  const before = after[1] === undefined || after[1] === "-" ? null : after[1].replace(/:$/, "");
  const logger = before ?? after.groups?.["after"] ?? null;
  return make("python", length + after[0].length, { timestamp, level: levelOf(after[2]), logger });
}

function readUpper(text: string): RecordPrefix | null {
  const second = text.charCodeAt(1);
  // Most lines that begin with a capital letter are sentences.
  if (second > 90) return text.charCodeAt(3) === 32 ? readSyslog(text) : readDtexec(text);
  const klog = KLOG.exec(text);
  if (klog !== null) {
    const level = ({ I: "info", W: "warning", E: "error", F: "critical" } as const)[klog[1] as "I"];
    return make("klog", klog[0].length, { level, location: klog[2] ?? null });
  }
  const basic = PYTHON_BASIC.exec(text);
  if (basic === null) return null;
  return make("python", basic[0].length, { level: levelOf(basic[1]), logger: basic[2] ?? null });
}

function readCompose(text: string): RecordPrefix | null {
  if (!text.includes(" | ")) return null;
  const match = COMPOSE.exec(text);
  return match === null ? null : make("relay", match[0].length, {});
}

/** Length of the prefix a relay adds to each line, such as `[base] ` (pod operator) or `Subtask: ` (Airflow 1); else 0. */
export function podRelayLength(text: string): number {
  const first = text.charCodeAt(0);
  if (first === 91) return POD_RELAY.exec(text)?.[0].length ?? 0;
  if (first !== 83 && first !== 74) return 0;
  return text.includes("Subtask") ? (SUBTASK.exec(text)?.[0].length ?? 0) : 0;
}

/** Unwraps a line printed as Python bytes (`b'reading\\n'`) by older pod operators; other lines are unchanged. */
export function withoutBytes(text: string): string {
  if (text.charCodeAt(0) !== 98 /* b */) return text;
  const quote = text.charCodeAt(1);
  if ((quote !== 39 && quote !== 34) || text.charCodeAt(text.length - 1) !== quote || text.length < 4)
    return text;
  const inner = text.slice(2, -1);
  return (inner.endsWith("\\n") ? inner.slice(0, -2) : inner)
    .replaceAll("\\'", "'")
    .replaceAll("\\t", "\t")
    .replaceAll("\\\\", "\\");
}

function make(
  format: RecordPrefix["format"],
  length: number,
  read: Partial<Omit<RecordPrefix, "format" | "length">>,
): RecordPrefix {
  const { timestamp = null, level = null, logger = null, location = null } = read;
  return { format, length, timestamp, level, logger, location };
}

/** Converts a timestamp to ISO 8601 as far as possible: `T` before the time, `.` before fractions, `Z` for UTC. */
export function isoOf(stamp: string | undefined): string | null {
  if (stamp === undefined || stamp.length < 19) return null;
  const day = stamp.slice(0, 10);
  const date = day.includes("/") ? day.replaceAll("/", "-") : day;
  let rest = stamp.slice(10).trim();
  if (rest.charCodeAt(0) === 84 || rest.charCodeAt(0) === 44) rest = rest.slice(1).trimStart();
  if (rest.includes(",")) rest = rest.replace(",", ".");
  if (rest.endsWith("UTC") || rest.endsWith("GMT")) rest = rest.replace(/ ?(?:UTC|GMT)$/, "Z");
  if (rest.includes(" ")) rest = rest.replace(/ (?=[+-]\d)/, "");
  const sign = rest.charCodeAt(rest.length - 5);
  if (sign === 43 || sign === 45) rest = `${rest.slice(0, -2)}:${rest.slice(-2)}`;
  return `${date}T${rest}`;
}
