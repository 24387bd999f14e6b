/** `TrinoUserError(type=USER_ERROR, name=…, message="…", query_id=…)`: an exception printed with its fields. */
const PRINTED_FIELDS =
  /^[A-Za-z_][\w.]{0,80}\((?:\w{1,40}=[^,()"']{0,80}, ){0,6}message=(?:"(?<double>[^"\n]{3,})|'(?<single>[^'\n]{3,}))/;

/** The message inside an exception that is printed with the names of its fields; other texts are unchanged. */
export function innerMessage(text: string): string {
  const { double, single } = PRINTED_FIELDS.exec(text)?.groups ?? {};
  return double ?? single ?? text;
}
