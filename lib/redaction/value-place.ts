/** Finds where the value of a key begins, in all common notations. Pure. */
import { advance } from "@/lib/redaction/read-value";

const BLANK = "[ \\t\\u00a0\\u202f\\u3000]";
/** Between a key and its value. */
const SEPARATOR = new RegExp(
  `(?:(?:[ \\t]{1,4}|\\\\{1,15}[nrt]){1,3}(?=\\\\{0,15}["'])(?=\\\\{0,15}["'][ \\t]{0,4}:))?\\\\{0,15}["'\`]?\\]?${BLANK}{0,4}(?:=>|[:?]=|=(?!=)|：|＝|:(?!:|\\/\\/))(?:\\+(?=["'])|${BLANK}{0,4})`,
  "y",
);
/** `clientSecret -> …` with spaces, because `secret->value` is code; also a quoted default in code. */
const ARROW = new RegExp(
  `\\\\{0,15}["'\`]?(?:${BLANK}{1,4}(?:-{1,2}>|==>|~>|→|⇒|⟶|➜|➔)${BLANK}{1,4}|[→⇒⟶➜➔]|${BLANK}{0,4}(?:\\|\\||\\?\\?)${BLANK}{0,4}(?=["']))`,
  "y",
);
/** A table cell border. */
const BORDER = /\\{0,3}["'`*]{0,3}[ \t]{0,80}[|│┃][ \t]{0,80}/y;
const ROW_START = /^[^|│┃\n]{0,160}[|│┃]?[ \t]{0,40}["'`*]{0,3}$/;
/** A key given as a value: `{"name": "DB_PASSWORD", "value": "…"}`, `name="password" value="…"`, or in YAML. */
const NAMED_VALUE =
  /(?:\\{0,15}["'](?:,[ \t]{0,4}|[ \t]{1,4}|,?[ \t]{0,4}\r?\n[ \t]{0,80})|\r?\n[ \t]{0,80})\\{0,15}["']?(?:value|val|string_value|parameter_?value)\\{0,15}["']?[ \t]{0,3}[:=][ \t]{0,3}/iy;
/** `{"key": "password", "data": "…"}`: JSON only, because `data` in YAML holds other things. */
const NAMED_DATA =
  /\\{0,15}["'],[ \t]{0,4}\\{0,15}["']data\\{0,15}["'][ \t]{0,3}:[ \t]{0,3}(?=\\{0,15}["'])/iy;
/** After a multipart form field name: the rest of its headers and an empty line. */
const FORM_FIELD =
  /\\{0,4}"[^\r\n\\]{0,120}(?:(?:\r?\n|\\{1,4}r\\{1,4}n|\\{1,4}n)content-[^\r\n\\]{1,120}){0,3}(?:\r?\n|\\{1,4}r\\{1,4}n|\\{1,4}n){2}(?=[^\s\\])/iy;
const FORM_FIELD_BEFORE = /form-data;[ \t]{0,4}name=\\{0,4}"$/i;
/** `ParameterKey=DbPassword,ParameterValue=…`. */
const PARAMETER_VALUE = /,[ \t]{0,2}ParameterValue=/iy;
/** A setting made by a call: `.option("password", "…")`, `Variable.set("db_password", "…")`. */
const SETTING_CALL =
  /\b(?:option|set|put|setdefault|putenv|setenv|setProperty|set_property|setConf|conf|config)\((?:[^()\n"']{0,20}["'][^"'\n]{0,60}["'],[ \t]{0,4})?\\{0,3}["'][\w.-]{0,80}$/;
/** `<name>fs.s3a.secret.key</name> <value>`. */
const NAMED_ELEMENT = /<\/(?:name|key|n|string)>\s{0,80}<(?:value|string|v)>/iy;
const ATTRIBUTES =
  /(?:\s{1,20}[\w:.-]{1,40}=["'][^"'<>\n]{0,200}["']){0,8}\s{0,4}>(?:\s{0,80}<(?:value|string)>)?/y;
/** `('password', '…')`: a pair in a header or argument list. */
const PAIR = /\\{0,3}["'],[ \t]{0,4}(?=[bu]?\\{0,3}["'])/y;
const BLANK_QUOTE = /[ \t]{1,4}(?=["'])/y;
const BLANKS = /[ \t]{1,40}(?:\\\r?\n[ \t]{0,40})?(?=[^\s=:|])/y;
/** Commands that set a named key: `aws configure set KEY …`, `setx KEY …`, `git config KEY …`. */
const SETTER =
  /(?:^|[\s>$#'"=:(])(?:set|setx|setenv|env|config|configure|modify|update|requirepass)[ \t][^|;&\n]{0,160}$/i;
const GENERATED_OR_QUOTED = /["'`]|[^\s]{0,80}?[0-9+/=_-]/y;
/** Names followed directly by their value in configuration files. */
const SETTING_KEY = /[._]|^(?:requirepass|masterauth)$/;
const JUST_SET = /(?:(?:configure|config|variables) set|setx|setenv)[ \t]{1,4}$/;

/** Where a value begins and how it is written. */
export interface Place {
  at: number;
  /** True if prose is as likely as a value: `password: …`. */
  loose: boolean;
  /** The notation, which determines how strictly the value is checked. */
  form: "value" | "element" | "pair" | "arrow" | "cell" | "setting" | "field";
}

/** Where the value of the key `[keyStart, keyEnd)` begins, or null if none is announced. */
export function valuePlace(text: string, keyStart: number, keyEnd: number): Place | null {
  const field = formPlace(text, keyStart, keyEnd);
  if (field !== null) return { at: field, loose: false, form: "field" };
  const element = elementPlace(text, keyStart, keyEnd);
  if (element !== null) return { at: element, loose: false, form: "element" };
  SEPARATOR.lastIndex = keyEnd;
  const separator = SEPARATOR.exec(text);
  if (separator !== null) {
    const loose = /[ :：\u00a0\u202f]/.test(separator[0]);
    return { at: SEPARATOR.lastIndex, loose, form: "value" };
  }
  const named =
    advance(NAMED_VALUE, text, keyEnd) ??
    advance(NAMED_DATA, text, keyEnd) ??
    advance(PARAMETER_VALUE, text, keyEnd);
  if (named !== null) return { at: named, loose: false, form: "value" };
  return pairPlace(text, keyStart, keyEnd) ?? blankPlace(text, keyStart, keyEnd);
}

function pairPlace(text: string, keyStart: number, keyEnd: number): Place | null {
  const pair = advance(PAIR, text, keyEnd);
  if (pair !== null) {
    const before = lineBefore(text, keyStart, 120);
    // A flag's argument and a value set by a call need not look generated.
    const isSet = text.charAt(keyStart) === "-" || SETTING_CALL.test(before);
    if (isSet) return { at: pair, loose: false, form: "value" };
    if (/[([]b?\\{0,3}["']$/.test(before)) return { at: pair, loose: false, form: "pair" };
  }
  const arrow = advance(ARROW, text, keyEnd);
  if (arrow !== null) return { at: arrow, loose: true, form: "arrow" };
  const cell = advance(BORDER, text, keyEnd);
  return cell !== null && ROW_START.test(lineBefore(text, keyStart, 200))
    ? { at: cell, loose: true, form: "cell" }
    : null;
}

/** The value of `Content-Disposition: form-data; name="password"`. */
function formPlace(text: string, keyStart: number, keyEnd: number): number | null {
  const after = text.charCodeAt(keyEnd);
  if (after !== 34 && after !== 92) return null;
  if (!FORM_FIELD_BEFORE.test(text.slice(Math.max(0, keyStart - 32), keyStart))) return null;
  return advance(FORM_FIELD, text, keyEnd);
}

/** `<password>`, `<db:password type="plain">`, `<property name="password">`, `<name>password</name><value>`. */
function elementPlace(text: string, keyStart: number, keyEnd: number): number | null {
  const after = text.charCodeAt(keyEnd);
  if (after === 60) return advance(NAMED_ELEMENT, text, keyEnd);
  const before = text.slice(Math.max(0, keyStart - 40), keyStart);
  if (/<(?:[\w.-]{1,30}:)?$/.test(before)) return advance(ATTRIBUTES, text, keyEnd);
  if ((after === 34 || after === 39) && /\s(?:name|key|id)=["']$/.test(before))
    return advance(ATTRIBUTES, text, keyEnd + 1);
  return null;
}

/** A value after whitespace only: of a flag, in quotes, in a `.netrc`, or of a command that sets a key. */
function blankPlace(text: string, keyStart: number, keyEnd: number): Place | null {
  const after = text.charCodeAt(keyEnd);
  if (after !== 32 && after !== 9) return null;
  const quote = advance(BLANK_QUOTE, text, keyEnd);
  const key = text.slice(keyStart, keyEnd);
  if (quote !== null && /(?:passw(?:or)?d|secret_access_key|session_token)$/i.test(key))
    return { at: quote, loose: false, form: "value" };
  const isFlag = key.startsWith("--") || /^-[a-z]{0,20}(?:passw(?:or)?d|pass|pw)$/i.test(key);
  const isNetrc = /\blogin \S{1,64} $/.test(text.slice(Math.max(0, keyStart - 72), keyStart));
  const at = advance(BLANKS, text, keyEnd);
  if (at === null) return null;
  if (isFlag || isNetrc) return { at, loose: false, form: "value" };
  // An equals sign or colon that is still encoded, such as `%3D`.
  if (/[\\&%]/.test(text.charAt(at))) return null;
  return settingPlace(text, keyStart, key, at);
}

/** The value in a command that sets a key, or in a configuration file line. */
function settingPlace(text: string, keyStart: number, key: string, at: number): Place | null {
  if (JUST_SET.test(lineBefore(text, keyStart, 24))) return { at, loose: false, form: "setting" };
  // A cheap first check, because most words after a key have no digit.
  GENERATED_OR_QUOTED.lastIndex = at;
  if (!GENERATED_OR_QUOTED.test(text)) return null;
  const line = lineBefore(text, keyStart, 160);
  const isSetting = line.trim() === "" && (text.charCodeAt(at - 1) === 9 || SETTING_KEY.test(key));
  return isSetting || SETTER.test(line) ? { at, loose: true, form: "setting" } : null;
}

/** The text before `at` on its line, at most `most` characters. */
function lineBefore(text: string, at: number, most: number): string {
  const before = text.slice(Math.max(0, at - most), at);
  return before.slice(before.lastIndexOf("\n") + 1);
}
