/** Rules for messages that name a login as `user:password`: `login failed for etl:…`, `connecting as user etl:…`. */
import { escaped, OPEN, rule, type CommandRule } from "@/lib/redaction/command-rule";

const NOUNS = "(?:user|username|login|account|role|credentials)";
/** Up to five words, the preposition, and what kind of name follows. */
const BETWEEN = (prepositions: string) =>
  `(?:[ \\t][^\\s:"']{1,64}){0,5}?[ \\t](?:(?:${prepositions})(?:[ \\t](?:the[ \\t])?${NOUNS})?|(?:with|using)[ \\t](?:the[ \\t])?${NOUNS}|${NOUNS}):?[ \\t]{1,4}`;

/** Before a colon, these announce a name, a number or a code rather than a password. */
const NO_USER =
  "(?!(?:user(?:name|id)?|account|role|host(?:name)?|server|node|worker|peer|addr(?:ess)?|ip|port|endpoint|url|uri|urn|arn|jdbc|db|database|schema|table|catalog|client|tenant|realm|domain|group|team|org|project|service|app|resource|id|uid|name|session|request|trace|span|job|run|dag|task|flow|code|error|status|state|reason|exit|line|at|on|time|date|version|image|sha[0-9]{1,3}|md5|https?|ssh|tcp|file|key|type|kind):)";
/** A letter and a digit or sign, six characters or more, and no date. */
const CHOSEN =
  "(?![0-9]{4}-?[0-9]{2}-?[0-9]{2})(?=[^\\s\"'`@/:,;)\\]}]{0,64}[a-z])(?=[a-z._-]{0,64}[0-9!#$%^&*+=~?])[^\\s\"'`@/:,;)\\]}]{6,128}";
/** In front of a host it may be a word. */
const BEFORE_HOST = "[^\\s\"'`@/:,;)\\]}]{3,128}(?=@[a-z0-9])";
/** Another colon would make it an address or a path, dots without spaces a name of a host. */
const END = "(?![^\\s\"'`@,;)\\]}.]|\\.[^\\s\"'])";

const login = (word: string, prepositions: string): CommandRule =>
  rule(
    word,
    `${escaped(word)}${BETWEEN(prepositions)}${OPEN}${NO_USER}[a-z][\\w.$-]{0,64}(?:@[a-z0-9.-]{1,64})?:(?=(?:${CHOSEN}|${BEFORE_HOST})${END})([^\\s"'\`@/:,;)\\]}]{2,127}[^\\s"'\`@/:,;)\\]}.])`,
  );

export const LOGIN_RULES: readonly CommandRule[] = [
  ...["login", "logon", "log in", "logged in", "logging in", "sign in", "signed in", "signing in"].map(
    (word) => login(word, "for|as|by|of"),
  ),
  ...["authentication", "authenticating", "authenticated", "authenticate"].map((word) =>
    login(word, "for|as|of"),
  ),
  // What follows `connect for` is a place.
  ...["connect", "connecting", "connected"].map((word) => login(word, "as")),
  login("access denied", NOUNS),
];
