/** Decides whether the value after a key is a secret. Pure, linear. */

/** The range of a value, without its quotes. */
export interface ReadValue {
  start: number;
  end: number;
  quoted: boolean;
}

/** Values after a key that are not secrets: empty values, masks, words of prose. */
const HARMLESS_VALUE =
  /^(?:none|null|nil|undefined|true|false|yes|no|on|off|empty|required|optional|missing|invalid|incorrect|wrong|expired|unset|set|not|is|was|has|the|a|an|and|or|for|from|in|of|to|with|must|should|cannot|can't|could|please|str|string|int|bool|bytes|any|optional\[.*|self|hidden|masked|redacted|filtered|removed|sensitive|n\/a|todo|changeme\?|you|your|enter|failed|ok|error|denied|permission|unknown|default|provided|given|length|type|basic|bearer|plain|md5|sha\d*|scram.*|ldap|oauth\d?|saslprep|falsch|ung(?:ü|ue)ltig|fehlt|leer|erforderlich|nicht|incorrecte?|invalide|manquant|requis|vide|expir[eé]e?|incorrect[ao]|inv[aá]lid[ao]|requerid[ao]|caducad[ao]|errad[ao]|errat[ao]|non|non valida|onjuist|ongeldig|verplicht|nieprawidłowe|błędne|неверный|неправильный|не|错误|不正确|无效|错|過期|\.\.\.|…)[.,:;!。]?$/i;
const MASKED =
  /^(?:\*{3}|\[?(?:redacted|filtered|masked|hidden|removed|secure|protected)\b|(?:[x•●]{3,64}|X{3,64}|<[^<>]{0,256}>|-{1,64}|\.{3,64}|#{3,64})$)/i;
const TEMPLATED =
  /^(?:\$|%\(|%s|%r|\{\{?|#\{|<%|@\{|!ref|!sub|arn:aws:|projects\/[^/]+\/secrets|file:|pass:|vault:|env:|env\.|op:\/\/|ssm:|secretsmanager:|\/|\.\/|~\/)/i;
const CODE =
  /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*[([]|^(?:self|conn|connection|config|settings|os|args|kwargs|request|context|env|creds?|params|options|this|process|cls|app|ctx)\.\w|^[a-z_]+(?:\.[a-z_]+)+$/;
const NAMES_ITSELF = /^[A-Za-z_]*(?:passw|passwd|password|pwd|secret|token|key|cred|auth|cookie)[A-Za-z_]*$/i;
const MAX_NAME_LENGTH = 80;
const MIN_LENGTH = 3;

export function isMasked(value: string): boolean {
  return MASKED.test(value);
}

/** Whether a value is a substitute for a secret: empty, a mask, a word, a reference to a stored secret. */
export function isHarmless(value: string): boolean {
  if (value.length < MIN_LENGTH || isMasked(value) || TEMPLATED.test(value) || HARMLESS_VALUE.test(value))
    return true;
  return value.length <= MAX_NAME_LENGTH && NAMES_ITSELF.test(value);
}

/** Whether the value is a secret; `loose` if prose is as likely as a value (`password: …`). */
export function isSecretValue(text: string, read: ReadValue, certain: boolean, loose: boolean): boolean {
  const value = text.slice(read.start, read.end);
  if (isHarmless(value)) return false;
  if (!read.quoted && (CODE.test(value) || text.charAt(read.end) === "(")) return false;
  if (certain) return !loose || read.quoted || !isProse(text, read, value);
  return looksGenerated(value, read.quoted) && !/\s/.test(value);
}

/** `password: try again`: a word without digits, followed by more words. */
function isProse(text: string, read: ReadValue, value: string): boolean {
  if (/[0-9!#$%^&*@]/.test(value)) return false;
  return /^(?:['’][a-z]{1,2})?[.,:;!?]?[ \t]+\p{L}/u.test(text.slice(read.end, read.end + 8));
}

/** Whether a value looks generated: at least eight characters, with letters and digits, or very long. */
export function looksGenerated(value: string, quoted: boolean): boolean {
  if (value.length < 8 || /^[\d.:+-]+$/.test(value) || /^\d{4}-\d\d-\d\d/.test(value)) return false;
  if (/^[a-z_]+(?:[.:/-][a-z_]+){2,}$/i.test(value) || value.includes("(")) return false;
  if (/\d/.test(value) && /[A-Za-z]/.test(value)) return true;
  return value.length >= (quoted ? 12 : 24) && !/^[A-Za-z]+(?:[_ -][A-Za-z]+)*$/.test(value);
}
