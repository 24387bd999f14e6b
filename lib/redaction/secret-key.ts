/** Recognizes key names that announce a secret, in many languages. Pure, linear. */

/** What a key name says about its value. */
export interface SecretKey {
  kind: string;
  /** True if any value is a secret; otherwise the value must also look generated. */
  certain: boolean;
}

const MAX_KEY_LENGTH = 80;

/** Suffixes that name an environment or variant: `DB_PASSWORD_PROD`. */
const ENVIRONMENTS =
  "prod(?:uction)?|dev(?:elopment)?|stag(?:e|ing)|test|qa|uat|live|old|new|current|prev(?:ious)?|primary|secondary|backup|default|plain(?:text)?|raw|b64|base64";
const NAME_TAIL = new RegExp(
  `[_.-](?:${ENVIRONMENTS})$|[ _.-](?:values?|strings?|text)$|(?<!(?:^|[^a-z])pass)[_.-]?[0-9]{1,2}$`,
  "i",
);
/** Pattern source for the suffix of a key name. */
export const KEY_TAIL_SOURCE = `(?:[_.-](?:${ENVIRONMENTS})|[_.-]?(?:confirm(?:ation)?|repeat|again)| value(?=[ \\t]{0,2}[:=])|[_.-]?(?:values?|strings?|text|id|[0-9]{1,2})?)`;
/** `api key` as separate words. */
const TWO_WORDS = /^(\w{1,20}) (?=(?:key|token|secret)s?$)/i;

/** "Password" in other languages, where the word is unambiguous. */
const FOREIGN_PASSWORDS = [
  "kennw(?:o|ö)rte?r?",
  "passw(?:o|ö)rte?r?",
  "zugangswort",
  "mots?[ _-]?de[ _-]?passe",
  "contrase(?:ñ|n\u0303|n)as?",
  "contrasenya",
  "clave[ _-]?de[ _-]?acceso",
  "senhas?",
  "palavra[ _-]passe",
  "parola d['’]ordine",
  "wachtwoord(?:en)?",
  "has(?:ł|l)o",
  "l(?:ö|o\u0308|o)senord",
  "adgangskode",
  "kodeord",
  "passord",
  "salasana",
  "heslo",
  "jelsz(?:ó|o)",
  "lozinka",
  "slapta(?:ž|z)odis",
  "парол(?:ь|я|ем|и)",
  "κωδικ(?:ό|ο)ς(?: πρόσβασης)?",
  "סיסמ(?:ה|א)",
  "كلمة[ _](?:المرور|السر)",
  "पासवर्ड",
  "รหัสผ่าน",
  "m(?:ậ|a)t[ _]kh(?:ẩ|a)u",
  "kata[ _]sandi",
  "パスワード",
  "ﾊﾟｽﾜｰﾄﾞ",
  "パスフレーズ",
  "暗証番号",
  "密码",
  "密碼",
  "口令",
  "비밀번호",
  "암호",
];
/** Foreign words that have other meanings as well. */
const FOREIGN_MAYBE = ["mdp", "parol(?:ă|a|e)", "şifre", "sifre", "clave[ _-]?secreta", "geslo"];

/** Pattern sources for the foreign words. */
export const FOREIGN_WORDS: readonly string[] = [...FOREIGN_PASSWORDS, ...FOREIGN_MAYBE];
/** How the foreign words begin, for a faster search. */
export const FOREIGN_BEGINNINGS =
  "ken pas zug mot con cla sen pal par wac has hał lös los lo\u0308 adg kod sal hes jel loz sla пар κωδ συν סיס كلم पास รหั mật mat kat パスワ ﾊﾟｽ パスフ 暗証番 密码 密碼 口令 비밀번 암호 mdp şif sif ges".split(
    " ",
  );

/** Key name endings in order; the first match determines the kind. */
const KEY_ENDINGS: readonly { pattern: RegExp; kind: string; certain: boolean }[] = [
  { pattern: /(?:^|[^a-z]|db|my|pg|user|key|store|trust|ssh)pass(?:w(?:or)?d|phrase|code)?s?$|passw(?:or)?ds?(?:[_. -]?(?:confirm(?:ation)?|repeat|again))?$|(?:^|[^a-z])pass[ _-]words?$|pass[ _-]?phrases?$|pwds?$|pswds?$|(?:^|[^a-z]|db|my|pg|user|admin|root|ftp|ldap|smtp)(?:pw|psw)$|^(?:requirepass|masterauth)$/i, kind: "password", certain: true },
  { pattern: new RegExp(`(?:${FOREIGN_PASSWORDS.join("|")})$`, "i"), kind: "password", certain: true },
  { pattern: new RegExp(`(?:^|[^a-z])(?:${FOREIGN_MAYBE.join("|")})$`, "i"), kind: "password", certain: false },
  { pattern: /(?:client|consumer|app|oauth|application)[_.-]?secret$/i, kind: "client-secret", certain: true },
  { pattern: /secret[_.-]?access[_.-]?key$/i, kind: "aws-secret-key", certain: true },
  { pattern: /(?:fernet|encryption|encrypt|signing|private|secret|master|symmetric|storage|account|sharedaccess|shared|hmac|jwt|aes)[_.-]?keys?$/i, kind: "secret-key", certain: false },
  { pattern: /account\.key\.[a-z0-9-]{1,40}\.(?:blob|dfs|file|queue|table)\.core\.[a-z.]{1,30}$/i, kind: "secret-key", certain: false },
  // dbt masks variables with this prefix in its own logs.
  { pattern: /(?:^|_)dbt_env_(?:custom_env_)?secret_\w{1,60}$/i, kind: "secret", certain: true },
  { pattern: /secrets?(?:[_.-]?(?:value|string|text))?$/i, kind: "secret", certain: true },
  { pattern: /(?:api|access|auth|subscription|license|application|app|client|session|service|deploy|integration|routing|ingest|admin|consumer|ssh|webhook|functions|snapshot|write)[_.-]?key(?:[_.-]?id)?s?$/i, kind: "api-key", certain: false },
  { pattern: /tokens?(?:[_.-]?(?:value|string))?$/i, kind: "token", certain: false },
  { pattern: /(?:^|[^a-z])(?:proxy[_.-]?)?authorization$/i, kind: "authorization", certain: false },
  { pattern: /(?:^|[^a-z])(?:http|basic|x)?[_.-]?auth$/i, kind: "authorization", certain: false },
  { pattern: /(?:^|[^a-z])(?:set[_.-]?)?cookies?$/i, kind: "cookie", certain: true },
  { pattern: /(?:^|[^a-z])sig(?:nature)?$/i, kind: "signature", certain: false },
  { pattern: /(?:^|[^a-z])saml(?:response|request)$/i, kind: "token", certain: false },
  { pattern: /credentials?$|(?:^|[^a-z])creds?$/i, kind: "credential", certain: false },
]; // prettier-ignore

/** Keys with such endings that hold no secret: paging, language models, parsers, references to stored secrets. */
const HARMLESS_KEY = new RegExp(
  [
    "(?:page|next|continuation|cancell?ation|resume|sync|max|min|num|total|prompt|completion|input|output|cached?|unexpected|invalid|eos|bos|pad|stop|special|start|end|sort|idempotency|public|publickey|public[_.-]key)[_.-]?(?:tokens?|key)",
    "(?:use|has|is|no|show|hide|require|requires|needs?|with|without|valid|force|change|wrong|expired?|missing|unknown)[_.-]?(?:passw(?:or)?ds?|secrets?|tokens?|credentials?|auth|cookies?)",
    "(?:reset|forgot)[_.-]?passw(?:or)?ds?",
    "(?:kubernetes|k8s|image[_.-]?pull)[_.-]?secrets?",
  ]
    // Match whole words only: `redis`, `admin`, `warehouse` and `salesforce` end in some of these.
    .map((words) => `(?:^|[^a-z])${words}$`)
    .join("|"),
);

/** Converts `maxTokens` to `max_tokens`. */
export function separated(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

/** The kind of secret under a key of this name, or null. Used for keys in JSON and in text, and for `api key`. */
export function secretKeyKind(key: string): SecretKey | null {
  if (key.length > MAX_KEY_LENGTH) return null;
  const known = kinds.get(key);
  if (known !== undefined) return known;
  const kind = kindOfKey(key);
  if (kinds.size >= MAX_KINDS) kinds.clear();
  kinds.set(key, kind);
  return kind;
}

const MAX_KINDS = 5_000;
/** Of keys seen before: senders use the same ones in every body. */
const kinds = new Map<string, SecretKey | null>();

function kindOfKey(key: string): SecretKey | null {
  const trimmed = key.trim();
  const bare = /[ _.-]|[0-9]$/.test(trimmed) ? trimmed.replace(NAME_TAIL, "") : trimmed;
  const name = bare.includes(" ") ? bare.replace(TWO_WORDS, "$1_") : bare;
  const found = KEY_ENDINGS.find((ending) => ending.pattern.test(name)) ?? null;
  return found !== null && HARMLESS_KEY.test(separated(name)) ? null : found;
}
