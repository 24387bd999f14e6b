/** Finds secrets in sentences: `the password is …`, `das Passwort lautet …`, `api key '…' is invalid`. Pure, linear. */
import { readQuoted, readTypographic } from "@/lib/redaction/read-value";
import { secretKeyKind, type SecretKey } from "@/lib/redaction/secret-key";
import { isSecretValue, looksGenerated, type ReadValue } from "@/lib/redaction/secret-value";

const BLANK = "[ \\t\\u00a0\\u202f]{1,3}";
const PREPOSITIONS =
  "for|of|on|für|von|des|der|pour|de|du|para|do|da|per|di|del|della|voor|van|dla|för|til|till";
/** `for user etl`, between the word and the verb. */
const WHOSE = `(?:${BLANK}(?:${PREPOSITIONS})${BLANK}[^\\n:=.]{1,60}?)?`;
const STILL = `(?:${BLANK}(?:now|still|currently|jetzt|nun|maintenant|ahora|agora|ora|nu|teraz|теперь))?`;
const AUXILIARIES = "is|was|has been|ist|wurde|est|fue|foi|è stata";
const CHANGES =
  "set|changed|reset|updated|rotated|provided|supplied|used|geändert|gesetzt|changé|cambiada|cambiado|alterada|alterado|cambiata";
const CHANGED = `(?:(?:${AUXILIARIES})${BLANK})?(?:${CHANGES})${BLANK}(?:is|was|to|as|auf|à|en|por|a|para|in)`;
const IS = "is|was|to|equals|ist|war|est|était|es|era|fue|é|foi|è|jest|är|er|var|je|bylo|on|oli|это|был";
const DASHES = "[-–—](?![->])";
/** Verbs that can only be followed by the password. */
const READS = "lautet|lautete|heißt|luidt|brzmi|reads";
const PARTICIPLE = "provided|supplied|given|received|entered|sent|specified|used";
const VERB = new RegExp(
  `${WHOSE}${BLANK}(?:(?:${PARTICIPLE}|is generated for [^\\s]{1,80}):(?<given>)${BLANK}|(?:${READS})${STILL}(?:(?:${BLANK})?:)?(?<strong>)${BLANK}|(?:${CHANGED}|${IS}|${DASHES})${STILL}(?:(?:${BLANK})?:(?<strongToo>))?${BLANK})`,
  "iy",
);
/** Words that can continue such a sentence; a cheap first check, because most words after a key are not among them. */
const NEXT_WORDS = new Set(
  [PREPOSITIONS, AUXILIARIES, CHANGES, IS, READS, PARTICIPLE, "-|–|—"].flatMap((words) =>
    words.split("|").map((word) => word.split(" ")[0] ?? ""),
  ),
);
const NEXT_WORD = /[ \t\u00a0\u202f]{1,3}(["'`“”„‘«‹「『[]|[^\s:,;.]{1,64})/y;
/** Verbs in languages without spaces between words. */
const CLOSE_VERB = /[ \t]?(?:是|为|為|は|が|는|은)[ \t]?/y;
const GAP = /[ \t\u00a0]{1,3}\[?/y;
const WORD = /[^\s"'`<>,;&()[\]“”„«»|]{3,128}/y;
const ASCII_WORD = /[\u0021\u0023-\u0026\u0028-\u002b\u002d-\u003a\u003d-\u007e]{3,128}/y;
const USED_BEFORE =
  /(?:with|using|with the|using the|via|mit|mit dem|avec|avec le|con|con la|com|com a|met|z|med|invalid|wrong|incorrect|unknown|expired|revoked|bad|trying|tried|try|initial|temporary|generated|default|admin|and|,)[ \t]{1,3}$/i;

/** How messages report a rejected secret, in several languages. */
const REJECTED =
  /^["'”“»\]]?[ \t]{1,3}(?:(?:is|was|has been|has|ist|wurde|est|a été|es|fue|é|foi|è|è stata)[ \t]{1,3})?(?:(?:not|no longer|nicht|pas|no|não|non)[ \t]{1,3})?(?:a valid|rejected|denied|refused|invalid|incorrect|wrong|expired|revoked|accepted|valid|abgelehnt|ungültig|falsch|abgelaufen|rejeté|refusé|invalide|expiré|rechazad|inválid|incorrect|caducad|rejeitad|expirad|rifiutat|errat|scadut)/iu;
/** Nouns that may be rejected too and are not secrets. */
const NOT_TRIED =
  /^(?:this|that|it|which|these|they|value|input|login|logon|sign-?in|connection|request|user|username|access|authenti\w+|authori[sz]\w+|attempts?\d*|hash|length|policy|field|entry|account|keys?|tokens?|session|server|client|certificate|change|reset|check|verification|validation|confirmation|operation|credentials?|anmeldung|verbindung|zugriff|connexion|accès|acceso|conexión|acesso|conexão|accesso|connessione)$/iu;
/** Words that describe a password's state. */
const STATE =
  /^(?:weak|strong|short|long|blank|old|new|stored|encrypted|hashed|encoded|saved|temporary|plaintext|hidden|secret|correct|valid|ok|fine|safe|same|schwach|kurz|alt|neu|wie|folgende[srn]?|faible|débil|fraca|debole)$/iu;
const HAS_SIGN = /[0-9]|[!@#$%^*+=~?](?=.)/;
/** A word of letters and digits, excluding numbered words such as `dialog2`. */
const PLAINLY_CHOSEN = /^(?!\p{L}?\p{Ll}+\d$)(?=\D*\d)(?=[^\p{L}]*\p{L})[\p{L}\d!@#$%^*+=~?]{6,64}$/u;
const NOT_CHOSEN =
  /^(?:[0-9]+-?(?:char\w*|days?|d|h|hours?|hrs?|min\w*|s|secs?|seconds?|ms|months?|weeks?|years?|bits?|bytes?|st|nd|rd|th|x|times|digits?|letters?|words?|[kmg]i?b|fa|zeichen|tage|caract\w*|jours?)(?:-\w+)*|(?:v|ver|version|sha|md|base|utf|aes|rsa?|hs|es|ed|oauth|bcrypt|pbkdf|argon|scrypt|rfc|ora|http|ipv|tls|ssl|krb|pkcs|s|ec|gs)[-_.]?[0-9][\w.:-]*|[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[a-z+]+:\/\/.*|[./~$%{].*|.*@[\w-]+\..*|.*\(.*)$/iu;

/** Cheap check: false if no such sentence can continue after the key that ends at `keyEnd`. */
export function mayBeSpoken(text: string, keyEnd: number): boolean {
  const code = text.charCodeAt(keyEnd);
  if (code !== 32 && code !== 9 && code < 128) return false;
  NEXT_WORD.lastIndex = keyEnd;
  const word = NEXT_WORD.exec(text)?.[1];
  if (word === undefined) return code >= 128;
  return /[0-9!@#$%^*+=~?"'`“”„‘«‹「『[]/.test(word) || code >= 128 || NEXT_WORDS.has(word.toLowerCase());
}

/** The secret in a sentence after the key that ends at `keyEnd`, or null. */
export function readSpoken(text: string, keyStart: number, keyEnd: number, key: SecretKey): ReadValue | null {
  if (!isSpokenOf(key)) return null;
  VERB.lastIndex = keyEnd;
  const verb = VERB.exec(text);
  if (verb !== null) {
    const { strong, strongToo, given } = verb.groups ?? {};
    const isStrong = (strong ?? strongToo ?? given) !== undefined;
    return valueAfterVerb(text, VERB.lastIndex, key, isStrong, WORD);
  }
  CLOSE_VERB.lastIndex = keyEnd;
  if (CLOSE_VERB.test(text)) return valueAfterVerb(text, CLOSE_VERB.lastIndex, key, false, ASCII_WORD);
  GAP.lastIndex = keyEnd;
  return GAP.test(text) ? valueAfterKey(text, keyStart, GAP.lastIndex, key) : null;
}

/** Whether the text after a value reports it as rejected. */
export function isRejected(text: string, read: ReadValue): boolean {
  if (NOT_TRIED.test(text.slice(read.start, read.end))) return false;
  return REJECTED.test(text.slice(read.end, read.end + 48));
}

/** Excludes headers, cookies and signatures, for which such sentences mean something else. */
function isSpokenOf(key: SecretKey): boolean {
  return !/^(?:authorization|cookie|signature|credential)$/.test(key.kind);
}

/** The value after a verb. */
function valueAfterVerb(
  text: string,
  at: number,
  key: SecretKey,
  isStrong: boolean,
  bare: RegExp,
): ReadValue | null {
  const quoted = readQuoted(text, at) ?? readTypographic(text, at);
  if (quoted !== null) return isQuotedSecret(text, quoted, key) ? quoted : null;
  const read = readWord(text, at, bare);
  if (read === null) return null;
  const value = text.slice(read.start, read.end);
  if (STATE.test(value) || !isSecretValue(text, read, key.certain, true)) return null;
  if (isStrong && key.kind === "password" && !NOT_CHOSEN.test(value)) return read;
  return isChosen(value, key) ? read : null;
}

/** The value right after the key: quoted, used (`with password …`), or rejected (`api key … is invalid`). */
function valueAfterKey(text: string, keyStart: number, at: number, key: SecretKey): ReadValue | null {
  const quoted = readQuoted(text, at) ?? readTypographic(text, at);
  const read = quoted ?? readWord(text, at, WORD);
  if (read === null) return null;
  const value = text.slice(read.start, read.end);
  if (quoted === null ? !isChosen(value, key) : !isQuotedSecret(text, quoted, key)) return null;
  const isNamed = key.kind === "password" && (read.quoted || PLAINLY_CHOSEN.test(value));
  const isRevealed =
    isNamed || isRejected(text, read) || USED_BEFORE.test(text.slice(Math.max(0, keyStart - 16), keyStart));
  return isRevealed && (read.quoted || isSecretValue(text, read, key.certain, true)) ? read : null;
}

function readWord(text: string, at: number, bare: RegExp): ReadValue | null {
  bare.lastIndex = at;
  const word = bare.exec(text)?.[0];
  if (word === undefined) return null;
  const value = word.replace(/[.:…。]{1,3}$/, "");
  return value.length < 3 ? null : { start: at, end: at + value.length, quoted: false };
}

function isQuotedSecret(text: string, read: ReadValue, key: SecretKey): boolean {
  const value = text.slice(read.start, read.end);
  if (STATE.test(value) || (/\s/.test(value) && !/\d/.test(value))) return false;
  if (key.kind !== "password" && !isGeneratedName(value)) return false;
  return isSecretValue(text, read, key.certain, false);
}

/** Whether a value looks chosen by a person: letters with digits or symbols, unlike words of a sentence. */
function isChosen(value: string, key: SecretKey): boolean {
  if (key.kind !== "password" ? !isGeneratedName(value) : !HAS_SIGN.test(value)) return false;
  return (
    /\p{L}/u.test(value) && value.length >= 4 && !NOT_CHOSEN.test(value) && secretKeyKind(value) === null
  );
}

/** Whether a value looks generated and is not a name such as `db-credentials-2` or `orders_2026`. */
function isGeneratedName(value: string): boolean {
  return looksGenerated(value, true) && !/^[a-z]+(?:[-_.][a-z]*[0-9]{0,4}){1,8}$/i.test(value);
}
