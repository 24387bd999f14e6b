/**
 * Rules for host names that contain an `@`. No host name does: a password with an `@` in a URL was split there, and the rest
 * of it was looked up with the host.
 */
import { escaped, rule, type CommandRule } from "@/lib/redaction/command-rule";

/** Words between the announcement and the name. */
const BETWEEN =
  "(?:name)?[ \\t:=]{0,4}(?:(?:enotfound|eai_[a-z]{1,12}|failed|error|for|address|name|host|server|at)[ \\t:=]{1,4}){0,3}\\\\{0,3}[\"'(\\[]?";
/** A mail address of a name: an entry in the wrong field. */
const NO_MAIL =
  "(?![a-z][a-z._+-]{0,63}[0-9]{0,4}@[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){0,6}\\.[a-z]{2,24}(?![\\w-]))";
const REST_OF_PASSWORD = `${NO_MAIL}([^\\s"'<>/:()]{2,128})(?=@[a-z0-9_-])`;

/** How clients report a name that cannot be resolved. */
const REPORTS = [
  "host name",
  "unknown host",
  "unknownhostexception",
  "unknownhost",
  "server host",
  "getaddrinfo",
  "gethostbyname",
  "resolve host",
  "failed to resolve",
  "could not resolve",
  "cannot resolve",
  "connection to server at",
];

export const HOST_RULES: readonly CommandRule[] = [
  ...REPORTS.map((word) => rule(word, `${escaped(word)}${BETWEEN}${REST_OF_PASSWORD}`)),
  rule("lookup", `lookup[ \\t]{1,4}(?=[^\\n]{1,300}no such host)${REST_OF_PASSWORD}`),
  rule("httpconnectionpool", `httpconnectionpool\\(host=\\\\{0,3}["']${REST_OF_PASSWORD}`),
  rule("httpsconnectionpool", `httpsconnectionpool\\(host=\\\\{0,3}["']${REST_OF_PASSWORD}`),
]; // prettier-ignore
