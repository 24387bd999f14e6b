/**
 * Commands and prompts that take a password in a way of their own: data, not code. `word` begins the pattern
 * (searched without regard to case); the group of `pattern` that matched is the secret and ends the match. All patterns
 * are bounded.
 */
export interface CommandRule {
  word: string;
  kind: string;
  /** Sticky, tried where the word stands. */
  pattern: RegExp;
}

const BARE = "[^\\s\"'`|;&<>]{3,256}";
/** In quotes, which may be escaped and hold blanks, or bare. */
const VALUE = `(?:\\\\{0,3}'([^'\\n]{3,256})(?=')|\\\\{0,3}"([^"\\n]{3,256})(?=")|${"\\\\{0,3}[\"'`]?"}(${BARE}))`;
/** Arguments before the one that counts: nothing that ends the command. */
const ARGUMENTS = "[^\\n|;&]{0,200}?";
const OPEN = "\\\\{0,3}[\"'`]?";

/** A program whose flag is followed by the password, with or without a blank. */
function flag(word: string, program: string, flags: string, gap: string): CommandRule {
  return {
    word,
    kind: "password",
    pattern: new RegExp(`${program}(?=[\\s"',]|\\.exe)${ARGUMENTS}[\\s"'](?:${flags})${gap}${VALUE}`, "y"),
  };
}

function rule(word: string, source: string, kind = "password", flags = "iy"): CommandRule {
  return { word, kind, pattern: new RegExp(source, flags) };
}

const BLANK = "[ \\t]{1,4}";
const MAYBE_BLANK = "[ \\t=]{0,4}";
const ORACLE = '[A-Za-z][A-Za-z0-9_$#]{0,64}(?:\\[[A-Za-z0-9_]{1,64}\\])?/\\\\{0,3}"?([^\\s"\'`@/]{1,128})';

export const COMMAND_RULES: readonly CommandRule[] = [
  // Attached to its flag only; `-p` alone asks, `-P` is the port.
  flag("mysql", "mysql[a-z_-]{0,12}", "-p", ""),
  flag("mariadb", "mariadb[a-z_-]{0,12}", "-p", ""),
  flag("mongo", "mongo[a-z]{0,8}", "-p", BLANK),
  flag("sshpass", "sshpass", "-p", MAYBE_BLANK),
  flag("docker", "docker[ \\t]{1,4}login", "-p", MAYBE_BLANK),
  flag("podman", "podman[ \\t]{1,4}login", "-p", MAYBE_BLANK),
  flag("helm", "helm[ \\t]{1,4}registry[ \\t]{1,4}login", "-p", MAYBE_BLANK),
  flag("oc login", "oc login", "-p", MAYBE_BLANK),
  flag("az login", "az login", "-p", BLANK),
  flag("twine", "twine", "-p", BLANK),
  flag("beeline", "beeline", "-p", BLANK),
  flag("redis-cli", "redis-cli", "-a", BLANK),
  flag("sqlcmd", "sqlcmd", "-P", MAYBE_BLANK),
  flag("bcp", "bcp", "-P", MAYBE_BLANK),
  flag("mssql-cli", "mssql-cli", "-P", BLANK),
  flag("ldap", "ldap(?:search|modify|add|delete|whoami|passwd)", "-w", MAYBE_BLANK),
  flag("snmp", "snmp[a-z]{1,12}", "-A|-X", BLANK),
  flag("http", "https?", "-a|--auth", "[ \\t=]{1,4}[^\\s:\"']{1,64}:"),
  flag("lftp", "lftp", "-u", "[ \\t]{1,4}[^\\s,\"']{1,64},"),
  flag("smbclient", "smbclient", "-U", "[ \\t]{1,4}[^\\s%\"']{1,64}%"),
  rule("curl", `curl\\b[^\\n]{0,200}?[ \\t](?:-u|--user|-U|--proxy-user)[ \\t=]{0,3}${OPEN}[^\\s:"']{1,64}:(${BARE})`, "password", "y"),
  rule("curl", `curl\\b[^\\n]{0,200}?[ \\t](?:-b|--cookie)[ \\t=]{1,3}["']([^"'\\n]{3,4096}=[^"'\\n]{3,4096})`, "cookie", "y"),
  rule("sqlplus", `sqlplus(?:64)?${BLANK}(?:-[a-z]{1,12}(?:${BLANK}[0-9.]{1,6})?${BLANK}){0,4}${OPEN}${ORACLE}(?=@|["'\\s]|$)`),
  rule("sqlldr", `sqlldr${BLANK}${ARGUMENTS}${OPEN}${ORACLE}(?=@)`),
  rule("expdp", `expdp${BLANK}${OPEN}${ORACLE}(?=@|["'\\s]|$)`),
  rule("impdp", `impdp${BLANK}${OPEN}${ORACLE}(?=@|["'\\s]|$)`),
  rule("rman", `rman${BLANK}target[ \\t=]{1,4}${OPEN}${ORACLE}`),
  rule("userid=", `userid=${OPEN}${ORACLE}`),
  rule("oracle:", `oracle:(?:thin|oci8?):${ORACLE}(?=@)`),
  rule("oracledb.connect", `oracledb\\.connect\\(${OPEN}${ORACLE}(?=@)`),
  rule("cx_oracle.connect", `cx_oracle\\.connect\\(${OPEN}${ORACLE}(?=@)`),
  rule(".logon", `\\.logon${BLANK}[^\\s/,]{1,64}/[^\\s,/]{1,64},(${BARE})`),
  rule("-passin", `-passin[ \\t]{1,4}pass:(${BARE})`),
  rule("-passout", `-passout[ \\t]{1,4}pass:(${BARE})`),
  rule("--from-literal", `--from-literal[= \\t]${OPEN}[A-Za-z0-9_.-]{1,80}=(${BARE})`, "secret"),
  rule("add_user", `add_user${BLANK}[A-Za-z0-9_.-]{1,64}${BLANK}${VALUE}`),
  rule("change_password", `change_password${BLANK}[A-Za-z0-9_.-]{1,64}${BLANK}${VALUE}`),
  rule("htpasswd", `htpasswd${BLANK}-[a-mo-zA-Z]{0,6}b[a-mo-zA-Z]{0,6}${BLANK}[^\\s]{1,200}${BLANK}[A-Za-z0-9_.@-]{1,64}${BLANK}(${BARE})(?=\\s|$)`, "password", "y"),
  rule("htpasswd", `htpasswd${BLANK}-[a-zA-Z]{0,6}n[a-zA-Z]{0,6}${BLANK}[A-Za-z0-9_.@-]{1,64}${BLANK}(${BARE})(?=\\s|$)`, "password", "y"),
  rule("echo", `echo(?:[ \\t]{1,4}-n)?[ \\t]{1,4}${VALUE}(?=["']?[ \\t]{0,4}\\|[^|\\n]{0,200}(?:-stdin|sudo[ \\t]{1,4}-S|passwd)\\b)`),
  rule("identified", `identified[ \\t]{1,4}(?:with[ \\t]{1,4}["']?[a-z0-9_]{1,40}["']?[ \\t]{1,4})?by[ \\t]{1,4}(?:password[ \\t]{1,4})?["']([^"'\\n]{3,256})(?=["'])`),
  rule("identified", `identified[ \\t]{1,4}by[ \\t]{1,4}(?!values\\b|password\\b|random\\b)([A-Za-z0-9_$#!.]{3,64})(?=[;\\s]|$)`),
]; // prettier-ignore

/** Who asks for a password, and for whom; the answer stands on the same line where a terminal was recorded. */
export const PROMPT_FOR =
  /[ \t]{1,3}(?:for|für|pour|para|per|voor|dla|för|till|til)[ \t]{1,3}(?:(?:key|user|usuario|benutzer|l'utilisateur)[ \t]{1,3})?(?:"[^"\n]{1,160}"|'[^'\n]{1,160}'|[^\s:"']{1,160}(?::\/\/[^\s:"']{1,160}(?::[0-9]{1,5})?)?):[ \t]{1,4}/iy;
/** Before the word: the prompt begins here, and is not quoted by a message about it. */
export const PROMPT_BEFORE =
  /(?:^|[\n\]>|:-]|enter|the|sudo\]|\bnew|old|current|private key)[ \t]{0,4}(?:pem |ssh )?$/i;
/** What stands where the answer should, when it was none. */
export const NO_ANSWER =
  /denied|fail|error|fatal|incorrect|invalid|wrong|not |no such|terminal|cannot|could|unable|try again|timed? ?out|prompt|psql|[:([]|^-/i;
