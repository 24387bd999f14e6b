import { form, type Complaint } from "@/lib/diagnosis/inference/complaint";
import { COMPLAINT_WORDS } from "@/lib/logs/ranking/foreign-words";

/** A name in the quotation marks of any language. */
const THING = "[\"'`«»„“‘「『《]\\s?(?<thing>[^\"'`«»„“”‘’「」『』《》\\n]{1,120}?)\\s?[\"'`»«“”’」』》]";
/** An address and port, which messages do not quote. */
const HOST = "(?<![\\d.])(?<thing2>\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d{1,5})?)";
/** The words of the message up to the name or after it. */
const NEAR = "[^\\n]{0,80}?";

/** Alternatives with a name before, after, or not at all. */
function around(words: string): RegExp {
  return form(`${THING}${NEAR}(?:${words})|(?:${words})`);
}
function after(words: string): RegExp {
  return form(`(?:${words})${NEAR}${THING}|(?:${words})`);
}

const COLUMN =
  "columna|coluna|colonne|Spalte|colonna|kolom|kolumna|s[üu]tun|столбе?ц\\S{0,3}|колонк\\S{0,2}|字段|列|カラム|컬럼|칼럼|열";
const TABLE =
  "tabla|relaci[oó]n|tabela|rela[cç][aã]o|relation|Tabelle|tabella|relazione|tabel|relacja|tablo|ili[şs]ki|таблиц\\S{0,2}|отношени\\S{0,2}|数据表|关系|表|テーブル|リレーション|테이블|릴레이션";

/**
 * The commonest complaints in languages other than English. Exception classes, SQLSTATEs and vendor codes are read first;
 * this is for messages without one.
 */
export const FOREIGN_COMPLAINTS: readonly Complaint[] = [
  {
    pattern: form(`(?:${COLUMN})\\s?${THING}${NEAR}(?:${COMPLAINT_WORDS.ABSENT})|(?:${COMPLAINT_WORDS.ABSENT})[^\\n]{0,12}?(?:${COLUMN})\\s?${THING.replace("<thing>", "<thing2>")}`),
    weights: { schema_change: 2.4, warehouse_sql: 1.4, code_bug: 0.6 },
    cause: "column `{thing}` does not exist",
    steps: ["Compare the column names of the statement with the table's current columns", "Check migrations and changes at the source since the last good run"],
  },
  {
    pattern: form(`(?:${TABLE})\\s?${THING}${NEAR}(?:${COMPLAINT_WORDS.ABSENT})|(?:${COMPLAINT_WORDS.ABSENT})[^\\n]{0,12}?(?:${TABLE})\\s?${THING.replace("<thing>", "<thing2>")}`),
    weights: { warehouse_sql: 2.2, upstream_missing_data: 1, schema_change: 1 },
    cause: "table `{thing}` does not exist",
    steps: ["Check database, schema and spelling of `{thing}`", "Run the step that creates it first"],
  },
  {
    pattern: around(COMPLAINT_WORDS.LOGIN_FAILED),
    weights: { auth_permission: 3 },
    cause: "The server rejected the login[[ of `{thing}`]]",
    steps: ["Check user and password of the connection that the job used", "Renew the password if it was changed or has expired"],
  },
  {
    pattern: after(COMPLAINT_WORDS.DENIED),
    weights: { auth_permission: 3 },
    cause: "Access[[ to `{thing}`]] was denied",
    steps: ["Grant the account that ran the job the missing rights[[ on `{thing}`]]", "Check which account that is"],
  },
  {
    pattern: around(COMPLAINT_WORDS.NO_MEMORY),
    weights: { resource_exhausted: 3.2 },
    cause: "Memory or disk space ran out",
    steps: ["Check memory and disk of the machine at that time", "Free or add space, or process the data in smaller parts"],
  },
  {
    pattern: form(`${THING}${NEAR}(?:${COMPLAINT_WORDS.NO_CONNECTION})|(?=[^\\n]{0,80}?${HOST}|)(?:${COMPLAINT_WORDS.NO_CONNECTION})`),
    weights: { network_timeout: 3, configuration: 0.6 },
    cause: "The connection[[ to `{thing}`]] failed",
    steps: ["Check whether the server was running and reachable from where the job ran", "Check host and port in the settings"],
  },
  {
    pattern: after(COMPLAINT_WORDS.CONSTRAINT),
    weights: { data_quality: 3 },
    cause: "A row violates the constraint[[ `{thing}`]]",
    steps: ["Find the rows that violate the constraint[[ `{thing}`]], and where they come from", "Deduplicate or clean them before writing"],
  },
  {
    pattern: after(COMPLAINT_WORDS.NULL_VALUE),
    weights: { data_quality: 3 },
    cause: "A row has no value in `{thing}`, which must not be null",
    steps: ["Find the rows without `{thing}`, and what should have filled it", "Fill or reject them before writing"],
    namelessCause: "A row has no value in a column that must not be null",
  },
  {
    pattern: after(COMPLAINT_WORDS.SYNTAX),
    weights: { warehouse_sql: 2.8, code_bug: 0.8 },
    cause: "The database found a syntax error[[ at or near `{thing}`]]",
    steps: ["Look at the statement as it was sent, around the place that the message names", "Check the values that were filled into it"],
  },
  {
    pattern: around(COMPLAINT_WORDS.UNSET),
    weights: { configuration: 2.6 },
    cause: "`{thing}` is not set or defined",
    steps: ["Set `{thing}` where the job ran: its environment, connection or configuration file", "Check its spelling"],
    namelessCause: "A setting is not set or defined",
  },
  {
    pattern: around(COMPLAINT_WORDS.ABSENT),
    weights: { configuration: 1.8, upstream_missing_data: 1.3 },
    cause: "`{thing}` does not exist",
    steps: ["Check whether `{thing}` exists where the job looks, under exactly this name", "Create it, or fix the name"],
    namelessCause: "Something that the job needs does not exist",
  },
]; // prettier-ignore
