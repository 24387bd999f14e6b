/** `TrinoUserError(type=USER_ERROR, name=…, message="…", query_id=…)`: an exception printed with its fields. */
const PRINTED_FIELDS =
  /^[A-Za-z_][\w.]{0,80}\((?:\w{1,40}=[^,()"']{0,80}, ){0,6}message=(?:"(?<double>[^"\n]{3,})|'(?<single>[^'\n]{3,}))/;

/** A text that is an object or a list of them: the body of a response, or what `repr` or `inspect` prints. */
const OBJECT =
  /^(?:HTTP response body: |Response: |b)?['"]?[[({][[({ ]{0,3}['"]?\w{1,40}['"]?\s?(?::|=>|=) ?/;
/** `'message': 'Error while reading data: …',`: a line of an object printed over several lines. */
const ONE_FIELD =
  /^['"]?(?:error_?message|message|errmsg|detail|reason|msg)['"]?: ?(?<quote>['"])(?<value>[^\n]{6,600}?)(?:\k<quote>[,}\])]{0,4})?$/i;
/** The fields that say what went wrong, the most telling first. */
const FIELDS =
  /(?<=[{[(,\s]["']?)(?:error_?message|message|errmsg|error_description|detail|reason|msg|title|error)["']?\s?(?::|=>) ?(?:"(?<double>(?:[^"\\\n]|\\.){6,600})"?|'(?<single>[^'\n]{6,600})'?)/gi;
/** The settings that structured loggers print behind a message. */
const TRAILING_FIELDS = /(?: {1,20}[a-z_][\w.]{0,40}=(?:"[^"\n]{0,200}"|[^\s"=]{0,200})(?= |$)){3,}.*$/i;

/**
 * The message inside an exception that is printed with the names of its fields, or inside an object, and without the fields
 * that a logger prints behind it; other texts are unchanged.
 */
export function innerMessage(whole: string): string {
  const text = whole.length > MAX_READ ? whole.slice(0, MAX_READ) : whole;
  const { double, single } = PRINTED_FIELDS.exec(text)?.groups ?? {};
  const printed = double ?? single;
  if (printed !== undefined) return printed;
  const field = ONE_FIELD.exec(text)?.groups?.["value"];
  if (field !== undefined) return field;
  const said = OBJECT.test(text) ? longestField(text) : null;
  if (said !== null) return said;
  const short = text.replace(TRAILING_FIELDS, "").trim();
  return short.length >= MIN_LEFT && short !== text ? short : whole;
}

const MIN_LEFT = 12;
const MAX_READ = 4_000;

function longestField(text: string): string | null {
  const found = [...text.matchAll(FIELDS)].map(
    ({ groups }) => groups?.["double"] ?? groups?.["single"] ?? "",
  );
  // A code such as `NotFound` says less than a sentence.
  const sentence = found.find((value) => value.includes(" ")) ?? found[0];
  return sentence === undefined ? null : sentence.replaceAll(/\\(["'])/g, "$1");
}
