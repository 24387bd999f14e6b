/** Words that announce a secret, and what a secret after them looks like. Pure, linear, no I/O. */

/** A secret found in a text: `[start, end)` in UTF-16 units. */
export interface SecretSpan {
  start: number;
  end: number;
  kind: string;
  /** Chosen by people, so that guessing is possible: hashed only with a key of the installation. */
  guessable: boolean;
}

/**
 * Ends of key names that announce a secret. `certain`: whatever follows is one; else the value must also look
 * like something a machine made. In order; the first that matches names the kind.
 */
const KEY_ENDINGS: readonly { pattern: RegExp; kind: string; certain: boolean }[] = [
  { pattern: /(?:^|[^a-z]|db|my|pg|user)pass(?:w(?:or)?d|phrase|code)?s?$|passw(?:or)?ds?$|passphrase$|pwd$/i, kind: "password", certain: true },
  { pattern: /(?:client|consumer|app|oauth|application)[_.-]?secret$/i, kind: "client-secret", certain: true },
  { pattern: /secret[_.-]?access[_.-]?key$/i, kind: "aws-secret-key", certain: true },
  { pattern: /(?:fernet|encryption|encrypt|signing|private|secret|master|storage|account|sharedaccess|shared|hmac|jwt|aes)[_.-]?keys?$/i, kind: "secret-key", certain: false },
  { pattern: /secrets?(?:[_.-]?(?:value|string|text))?$/i, kind: "secret", certain: true },
  { pattern: /(?:api|access|auth|subscription|license|application|app|client|session|service|deploy|integration|routing|ingest|admin|consumer|ssh|webhook|functions)[_.-]?key(?:[_.-]?id)?s?$/i, kind: "api-key", certain: false },
  { pattern: /tokens?(?:[_.-]?(?:value|string))?$/i, kind: "token", certain: false },
  { pattern: /(?:^|[^a-z])(?:proxy[_.-]?)?authorization$/i, kind: "authorization", certain: false },
  { pattern: /(?:^|[^a-z])(?:http|basic|x)?[_.-]?auth$/i, kind: "authorization", certain: false },
  { pattern: /(?:^|[^a-z])(?:set[_.-]?)?cookie$/i, kind: "cookie", certain: true },
  { pattern: /(?:^|[^a-z])sig(?:nature)?$/i, kind: "signature", certain: false },
  { pattern: /credentials?$/i, kind: "credential", certain: false },
]; // prettier-ignore

/** Keys that end alike and hold no secret: paging, language models, parsers, names of where a secret is kept. */
const HARMLESS_KEY =
  /(?:page|next|continuation|cancell?ation|resume|sync|max|min|num|total|prompt|completion|input|output|cached?|unexpected|invalid|eos|bos|pad|stop|special|start|end|sort|idempotency|public|publickey|public[_.-]key)[_.-]?(?:tokens?|key)$|(?:use|has|is|no|show|hide|require|requires|needs?|with|without|valid|reset|forgot|force|change|wrong|expired?|missing|unknown|kubernetes|k8s|imagepull|image_pull)[_.-]?(?:passw(?:or)?ds?|secrets?|tokens?|credentials?|auth)$/i;

/** What follows a key when it is no secret: nothing, a mask, a word of prose, code that fetches the secret. */
const HARMLESS_VALUE =
  /^(?:none|null|nil|undefined|true|false|yes|no|on|off|empty|required|optional|missing|invalid|incorrect|wrong|expired|unset|set|not|is|was|has|the|a|an|and|or|for|from|in|of|to|with|must|should|cannot|can't|could|please|str|string|int|bool|bytes|any|optional\[.*|self|hidden|masked|redacted|filtered|removed|sensitive|n\/a|todo|changeme\?|you|your|enter|failed|ok|error|denied|unknown|default|provided|given|length|type|basic|bearer|plain|md5|sha\d*|scram.*|ldap|oauth\d?|saslprep|\.\.\.|…)[.,:;!]?$/i;
const MASKED =
  /^(?:\*{3}|\[?(?:redacted|filtered|masked|hidden|removed|secure|protected)\b|(?:[x•●]{3,64}|X{3,64}|<[^<>]{0,256}>|-{1,64}|\.{3,64}|#{3,64})$)/i;
const TEMPLATED =
  /^(?:\$|%\(|%s|%r|\{\{?|#\{|<%|@\{|!ref|!sub|arn:aws:|projects\/[^/]+\/secrets|file:|vault:|env:|env\.|op:\/\/|ssm:|secretsmanager:|\/|\.\/|~\/)/i;
const CODE =
  /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*[([]|^(?:self|conn|connection|config|settings|os|args|kwargs|request|context|env|creds?|params|options|this|process|cls|app|ctx)\.\w|^[a-z_]+(?:\.[a-z_]+)+$/;
const NAMES_ITSELF = /^[A-Za-z_]*(?:passw|passwd|password|pwd|secret|token|key|cred|auth)[A-Za-z_]*$/i;
const SCHEME =
  /(?:Bearer|Basic|Token|ApiKey|Api-Key|Negotiate|SSWS|Splunk|GenieKey|Digest|AWS4-HMAC-SHA256|SharedKey|SharedAccessSignature|Key)[ \t]{1,4}/iy;

/** What stands between the end of a key and its value. */
const SEPARATOR = /\\{0,3}["'`]?\]?[ \t]{0,4}(?:=>|:=|=(?!=)|:(?!:|\/\/))[ \t]{0,4}/y;
/** A key given as a value: `{"name": "DB_PASSWORD", "value": "…"}`. */
const NAMED_VALUE =
  /\\{0,3}["'],[ \t]{0,4}\\{0,3}["']?(?:value|val|string_value)\\{0,3}["']?[ \t]{0,3}[:=][ \t]{0,3}/iy;
const BLANK_QUOTE = /[ \t]{1,4}(?=["'])/y;
const BLANKS = /[ \t]{1,4}/y;
const BARE_VALUE = /[^\s"'`<>,;&]{1,1024}/y;
const LINE_VALUE = /[^\r\n"'`<>]{1,4096}/y;
const LONGEST_VALUE = 8192;
const LONGEST_KEY = 80;

/** What the name of a key says about its value. */
export interface SecretKey {
  kind: string;
  certain: boolean;
}

/** Kind of secret a key of this name holds, or null. Used for keys of JSON and of text alike. */
export function secretKeyKind(key: string): SecretKey | null {
  if (key.length > LONGEST_KEY || HARMLESS_KEY.test(key)) return null;
  return KEY_ENDINGS.find((ending) => ending.pattern.test(key)) ?? null;
}

/** The secret that the key `[keyStart, keyEnd)` announces, or null. */
export function secretAfterKey(text: string, keyStart: number, keyEnd: number): SecretSpan | null {
  const value = valueStart(text, keyStart, keyEnd);
  if (value === null) return null;
  const key = text.slice(Math.max(keyStart, keyEnd - LONGEST_KEY), keyEnd);
  const found = secretKeyKind(key);
  if (found === null) return null;
  const read = readValue(text, value.at, found.kind === "cookie" ? LINE_VALUE : BARE_VALUE);
  // `PASS: test/x` is how tests report.
  if (read === null || (key === "PASS" && value.loose && !read.quoted)) return null;
  return judge(text, read, found, value.loose);
}

/** The part of a whole value (of a JSON document) that is secret, given what its key announces. */
export function secretInValue(value: string, key: SecretKey): SecretSpan | null {
  return value === "" ? null : judge(value, { start: 0, end: value.length, quoted: true }, key, false);
}

function judge(text: string, read: ReadValue, key: SecretKey, loose: boolean): SecretSpan | null {
  const schemed = key.kind === "authorization" ? skipScheme(text, read) : null;
  if (schemed !== null)
    return isMasked(text.slice(schemed.start, schemed.end)) ? null : span(schemed, key.kind);
  return isSecretValue(text, read, key.certain, loose) ? span(read, key.kind) : null;
}

function span(read: ReadValue, kind: string): SecretSpan {
  return { start: read.start, end: read.end, kind, guessable: true };
}

/** Where the value begins; `loose` where prose is as likely as a value (`password: …`). */
function valueStart(text: string, keyStart: number, keyEnd: number): { at: number; loose: boolean } | null {
  const after = text.charCodeAt(keyEnd);
  SEPARATOR.lastIndex = keyEnd;
  const separator = SEPARATOR.exec(text);
  if (separator !== null) {
    return { at: SEPARATOR.lastIndex, loose: separator[0].includes(" ") || separator[0].includes(":") };
  }
  NAMED_VALUE.lastIndex = keyEnd;
  if ((after === 34 || after === 39 || after === 92) && NAMED_VALUE.test(text)) {
    return { at: NAMED_VALUE.lastIndex, loose: false };
  }
  if (after !== 32 && after !== 9) return null;
  BLANK_QUOTE.lastIndex = keyEnd;
  if (/passw(?:or)?d$/i.test(text.slice(keyStart, keyEnd)) && BLANK_QUOTE.test(text)) {
    return { at: BLANK_QUOTE.lastIndex, loose: false };
  }
  BLANKS.lastIndex = keyEnd;
  const isFlag = text.startsWith("--", keyStart);
  const isNetrc = /\blogin \S{1,64} $/.test(text.slice(Math.max(0, keyStart - 72), keyStart));
  return (isFlag || isNetrc) && BLANKS.test(text) ? { at: BLANKS.lastIndex, loose: false } : null;
}

interface ReadValue {
  start: number;
  end: number;
  quoted: boolean;
}

/** The value at `at`: inside its quotes (escaped as often as the opening one), or up to the next break. */
function readValue(text: string, at: number, bare: RegExp): ReadValue | null {
  let open = at;
  if (/[bBuUrR]/.test(text.charAt(open)) && /["']/.test(text.charAt(open + 1))) open += 1;
  let slashes = 0;
  while (text.charCodeAt(open + slashes) === 92 && slashes < 4) slashes += 1;
  const quote = text.charAt(open + slashes);
  if (quote === '"' || quote === "'" || quote === "`") {
    const start = open + slashes + 1;
    const end = closingQuote(text, start, quote, slashes);
    if (end > start) return { start, end, quoted: true };
    if (end === start) return null;
    at = start;
  }
  bare.lastIndex = at;
  const match = bare.exec(text);
  if (match === null) return null;
  const end = at + match[0].replace(/[)\]}.:!\\\s]{1,20}$/, "").length;
  return end > at ? { start: at, end, quoted: false } : null;
}

/** Index of the closing quote on the same line, or -1. */
function closingQuote(text: string, start: number, quote: string, slashes: number): number {
  const limit = Math.min(text.length, start + LONGEST_VALUE);
  for (let i = start; i < limit; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 10) return -1;
    if (code === 92) {
      let run = 1;
      while (run < 8 && text.charCodeAt(i + run) === 92) run += 1;
      if (text[i + run] === quote && run === slashes) return i;
      i += slashes === 0 ? 1 : run;
    } else if (slashes === 0 && text[i] === quote) {
      return i;
    }
  }
  return -1;
}

/** What follows `Bearer `, `Basic ` and their like; signatures of several fields reach to the end of the value. */
function skipScheme(text: string, read: ReadValue): ReadValue | null {
  SCHEME.lastIndex = read.start;
  const scheme = SCHEME.exec(text);
  if (scheme === null) return null;
  const start = SCHEME.lastIndex;
  if (read.quoted) return start < read.end ? { ...read, start } : null;
  const bare = /^(?:digest|aws4|shared)/i.test(scheme[0]) ? LINE_VALUE : BARE_VALUE;
  return readValue(text, start, bare);
}

function isMasked(value: string): boolean {
  return MASKED.test(value);
}

function isSecretValue(text: string, read: ReadValue, certain: boolean, loose: boolean): boolean {
  const value = text.slice(read.start, read.end);
  if (value.length < 3 || isMasked(value) || TEMPLATED.test(value) || HARMLESS_VALUE.test(value))
    return false;
  if (!read.quoted && (CODE.test(value) || text.charAt(read.end) === "(")) return false;
  if (value.length <= LONGEST_KEY && NAMES_ITSELF.test(value)) return false;
  if (certain) return !loose || read.quoted || !isProse(text, read, value);
  return looksMade(value, read.quoted) && !/\s/.test(value);
}

/** `password: try again`: a word without digits that more words follow. */
function isProse(text: string, read: ReadValue, value: string): boolean {
  if (/[0-9!#$%^&*@]/.test(value)) return false;
  return /^[.,:;!?]?[ \t]+[A-Za-z]/.test(text.slice(read.end, read.end + 8));
}

/** What machines make: eight characters or more, letters with digits, or very long. */
export function looksMade(value: string, quoted: boolean): boolean {
  if (value.length < 8 || /^[\d.:+-]+$/.test(value) || /^\d{4}-\d\d-\d\d/.test(value)) return false;
  if (/^[a-z_]+(?:[.:/-][a-z_]+){2,}$/i.test(value) || value.includes("(")) return false;
  if (/\d/.test(value) && /[A-Za-z]/.test(value)) return true;
  return value.length >= (quoted ? 12 : 24) && !/^[A-Za-z]+(?:[_ -][A-Za-z]+)*$/.test(value);
}
