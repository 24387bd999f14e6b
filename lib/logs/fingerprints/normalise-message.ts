/** Replaces the variable parts of a message with placeholders for their kind. */

const MAX_MESSAGE_LENGTH = 4_000;
const DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}";
const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}";
const CLOCK = "\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d{1,9})?)?";
const ZONE =
  "(?:Z(?:\\d\\d:\\d\\d)?|[+-]\\d\\d:?\\d\\d| (?:[+-]\\d{4}\\b|UTC\\b|GMT\\b|[A-Z]{2}[SD]T\\b|MST\\b))";
const ISO_DAY = "\\d{4}[-/](?:0[1-9]|1[0-2])[-/](?:0[1-9]|[12]\\d|3[01])";
const DATES = [
  `${ISO_DAY}(?:[T _]${CLOCK}(?:${ZONE})?)?`,
  `(?:19|20)\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?:[T _-]?(?:[01]\\d|2[0-3])[0-5]\\d[0-5]\\d(?:\\.\\d{1,9})?(?:${ZONE})?|[T _]${CLOCK}(?:${ZONE})?)?`,
  `${DAY},? \\d{1,2}[ -]${MONTH}[ -]\\d{2,4}(?: ${CLOCK}(?:${ZONE})?)?`,
  `${DAY},? ${MONTH} \\d{1,2},? \\d{4} ${CLOCK}(?: GMT[+-]\\d{4})?(?: \\([A-Z][A-Za-z ]{2,40}\\))?`,
  `${DAY},? ${MONTH} \\d{1,2},? (?:\\d{4}|${CLOCK}(?:${ZONE})?(?: \\d{4})?)`,
  `datetime\\.(?:datetime|date)\\(\\d[\\d, ]{4,60}\\)`,
  `${MONTH} \\d{1,2}, \\d{4}(?:,? ${CLOCK}(?: ?[AP]M)?)?`,
  `\\d{1,2}[ -]${MONTH}[ -]\\d{2,4}(?: ${CLOCK}(?:${ZONE})?)?`,
  `\\d{1,2}/\\d{1,2}/\\d{2,4}(?: ${CLOCK}(?: ?[AP]M)?)?`,
  `\\d{1,2}:\\d\\d(?::\\d\\d)? ?(?:[AP]M|[ap]m)`,
  `\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:${ZONE})?`,
];

/** In order of precedence. A pattern is only applied to texts that match `when`, which is cheaper. */
const VARIABLES: readonly { name: string; when: RegExp; pattern: RegExp }[] = [
  { name: "email", when: /@/, pattern: /(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}/g },
  { name: "url", when: /:\/\//, pattern: /(?<![A-Za-z0-9])(?:wss?|https?|ftp|s3|s3a|s3n|gs|abfss?|wasbs?|hdfs|file|jdbc:[a-z0-9]{1,20}|dbfs):\/\/[^\s"'`<>)\]},]{1,2000}/g },
  { name: "object", when: /<[A-Za-z_]/, pattern: /<[A-Za-z_][\w.]{0,200}(?: object)? at 0x[0-9a-fA-F]{4,16}>/g },
  { name: "ip", when: /[.:]/, pattern: /(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d{1,2})\.){3}(?:25[0-5]|2[0-4]\d|1?\d{1,2})(?::\d{2,5})?(?![\w.]\d|\w)|(?<![\w:])(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}(?![\w:])|(?<![\w:])(?:[0-9A-Fa-f]{1,4}:){1,6}:(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,5})?(?![\w:])/g },
  { name: "uuid", when: /-/, pattern: /(?<![0-9A-Za-z])[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(?![0-9A-Za-z])/g },
  { name: "sha256", when: /[0-9a-fA-F]{64}/, pattern: /(?<![0-9A-Za-z])[0-9a-fA-F]{64}(?![0-9A-Za-z])/g },
  { name: "sha1", when: /[0-9a-fA-F]{40}/, pattern: /(?<![0-9A-Za-z])[0-9a-fA-F]{40}(?![0-9A-Za-z])/g },
  { name: "md5", when: /[0-9a-fA-F]{32}/, pattern: /(?<![0-9A-Za-z])[0-9a-fA-F]{32}(?![0-9A-Za-z])/g },
  { name: "date", when: /\d[-/: T_,.]|\d{8}|[A-Z][a-z]{2}|datetime\./, pattern: new RegExp(`(?<![A-Za-z0-9:.-])(?:${DATES.join("|")})(?![A-Za-z0-9:]|[.-]\\d)`, "g") },
  { name: "duration", when: /\d ?(?:[mnuµ]?s|sec|min|h)/, pattern: /(?<![\w.-])\d{1,15}(?:\.\d{1,12})?(?:ms|s|us|µs|ns|m|h| (?:milli|micro|nano)?(?:seconds?|secs?|minutes?|mins?|hours?))(?![A-Za-z0-9])/g },
  { name: "hex", when: /0x/, pattern: /(?<![0-9A-Za-z])0x[0-9a-fA-F]{1,64}(?![0-9A-Za-z])/g },
]; // prettier-ignore

const NUMBER =
  /(?<![\w]|[\w]-|\d\.)[-+]?\d{1,40}(?:\.\d{1,40})?(?:[eE][+-]?\d{1,4})?(?![A-Za-z0-9_]|-[A-Za-z]|\.\d)/g;
const NUMBER_IN_NAME = /(?<=[A-Za-z]\[)\d{1,40}(?=\])/g;
const QUOTED_VALUE = /=(?:"[^"\n]{0,2000}"|'[^'\n]{0,2000}')/g;
const BOOLEAN_VALUE = /=(?:true|false|True|False)(?![A-Za-z0-9_])/g;
const HOST =
  /(?<![\w.@/\\-])(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,6}(?:com|org|net|io|co|dev|ai|app|cloud|gov|edu|info|biz|internal|local|svc|eu|uk|de|fr|ru|in|cn|jp|br|us|ca|au|nl|se|ch|es|it|pl)(?::\d{2,5})?(?![\w(-]|\.\w)/g;
const ID_CANDIDATE = /["']?[A-Za-z0-9_$=.-]{8,4096}["']?/g;

/**
 * A message with its variable parts masked: `<email> <url> <ip> <uuid> <sha1> <md5> <date> <duration> <hex> <float>
 * <int> <quoted_str> <bool> <hostname> <uniq_id> <object>`. The names are those of Sentry's message
 * parameterization, the reference for this behavior. Reads at most 4,000 characters in linear time.
 */
export function normaliseMessage(message: string): string {
  let text = message.length > MAX_MESSAGE_LENGTH ? message.slice(0, MAX_MESSAGE_LENGTH) : message;
  for (const { name, when, pattern } of VARIABLES) {
    if (when.test(text)) text = text.replace(pattern, `<${name}>`);
  }
  if (text.includes("="))
    text = text.replace(QUOTED_VALUE, "=<quoted_str>").replace(BOOLEAN_VALUE, "=<bool>");
  if (text.includes(".")) text = text.replace(HOST, "<hostname>");
  if (!/\d/.test(text)) return text;
  text = text.replace(ID_CANDIDATE, maskGeneratedId);
  text = text.replace(NUMBER, (number) => (/[.eE]/.test(number) ? "<float>" : "<int>"));
  return text.includes("[") ? text.replace(NUMBER_IN_NAME, "<int>") : text;
}

function maskGeneratedId(word: string): string {
  if (!/\d/.test(word) || !/[A-Za-z]/.test(word)) return word;
  const parts = word.replace(/^["']|["']$/g, "").split(/([_.=-])/);
  if (!parts.some(isGenerated)) return word;
  if (!parts.some((part) => /^[a-z]{4,}$/.test(part))) return "<uniq_id>";
  const masked = parts.map((part) => (isGenerated(part) ? "<uniq_id>" : part)).join("");
  const quote = /^["']/.exec(word)?.[0] ?? "";
  return quote + masked + (/["']$/.exec(word)?.[0] ?? "");
}

/** Whether part of a word looks generated: letters and digits that alternate, or very long numbers. */
function isGenerated(part: string): boolean {
  if (part.length < 7) return false;
  const digits = part.replace(/\D/g, "").length;
  if (digits === 0) return false;
  if (/\d{8}/.test(part)) return true;
  let turns = 0;
  for (let i = 1; i < part.length; i += 1) {
    if (isDigit(part.charCodeAt(i)) !== isDigit(part.charCodeAt(i - 1))) turns += 1;
  }
  if (turns >= 3 && part.length >= 8) return true;
  return turns >= 2 && part.length >= 10 && /[a-z]/.test(part) && /[A-Z]/.test(part);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
