/** Rules for commands and prompts that take a password. */
import { CALL_RULES } from "@/lib/redaction/call-rules";
import {
  APART,
  ARGUMENTS,
  BARE,
  BLANK,
  BLANK_OR_EQUALS,
  flag,
  MAYBE_BLANK,
  NEXT_ARGUMENT,
  OPEN,
  rule,
  VALUE,
  type CommandRule,
} from "@/lib/redaction/command-rule";
import { HOST_RULES } from "@/lib/redaction/host-rules";
import { LOGIN_RULES } from "@/lib/redaction/login-rules";
import { SQL_RULES } from "@/lib/redaction/sql-rules";

const ORACLE =
  '[A-Za-z][A-Za-z0-9_$#]{0,64}(?:\\[[A-Za-z0-9_]{1,64}\\])?/(?!&)\\\\{0,3}"?([^\\s"\'`@/]{1,128})';
/** After an Oracle program or option: a space, or the next list item. */
const ORACLE_NEXT = `(?:${BLANK}|${NEXT_ARGUMENT})${OPEN}`;
/** Programs that read a password from standard input. */
const READERS = "-stdin|sudo[ \\t]{1,4}-S|passwd|kinit|gpg|cryptsetup|ansible-vault|rclone";
const HIDDEN_PAIRS = "(?:[\\w.-]{1,64}=\\[redacted:[^\\]\\s]{1,40}\\][ \\t]{1,4}){0,8}";

/** Between the word and the login in a message: `logon denied for …`. */
const REPORTED =
  "(?:[ \\t](?:denied|failed|rejected|refused|error|attempt|failure|string|user|as|for|by|with|using|of)){0,4}(?::[ \\t]{0,4}|[ \\t]{1,4})";
/** A user and a value that is no name (a digit before a letter, or a sign), or one in front of a service. */
const USER_AND_VALUE = `${OPEN}[a-z][\\w$#]{0,64}/(?:[^\\s"'/@]{0,64}(?:[0-9][^\\s"'/@0-9]|[!#$%^&*+=][^\\s"'/@])|[^\\s"'/@]{3,64}@[a-z])`;

const USER_SLASH_PASSWORD = `[ \\t]{0,4}[:=][ \\t]{0,4}[^\\s/]{1,64}[ \\t]{0,2}/[ \\t]{0,2}(${BARE})`;

/** Archives, encryption, keys and Windows logins. */
const ARCHIVE_AND_KEY_RULES: readonly CommandRule[] = [
  flag("7z", "7z[a-z]?", "-p", ""),
  flag("unzip", "unzip", "-P", BLANK),
  flag("zip", "zip(?:cloak)?", "-P", BLANK),
  flag("unrar", "unrar", "-p", ""),
  flag("rar", "rar", "-h?p", ""),
  flag("openssl", `openssl${APART}(?:enc|aes[a-z0-9-]{1,16}|des[a-z0-9-]{0,16}|camellia[a-z0-9-]{1,16}|aria[a-z0-9-]{1,16})`, "-k|-K", BLANK),
  rule("-pass pass:", `-pass pass:(${BARE})`),
  rule("-pass 'pass:", "-pass 'pass:([^'\\n]{3,256})(?=')"),
  rule('-pass "pass:', '-pass "pass:([^"\\n]{3,256})(?=")'),
  flag("ssh-keygen", "ssh-keygen", "-N|-P", BLANK),
  rule("rclone", `rclone${BLANK}obscure${BLANK}(?!-)${VALUE}`),
  rule("net use", `net${BLANK}use${BLANK}(?:(?:[a-z]:|\\*)${BLANK})?\\\\{2,8}[^\\s/]{1,200}${BLANK}(?![/*])${VALUE}(?=["']?${BLANK}/)`),
  rule("net use", `net${BLANK}use${BLANK}[^\\n]{1,240}?/user:[^\\s]{1,80}${BLANK}(?![/*])${VALUE}`),
  rule("net user", `net${BLANK}user${BLANK}[a-z0-9_.-]{1,64}${BLANK}(?![/*])(?=[^\\s]{0,64}[0-9])(${BARE})(?=\\s|$)`),
  rule("/pass:", `(?<=[ \\t"'])/pass:${VALUE}`),
  rule("/password:", `(?<=[ \\t"'])/password:${VALUE}`),
  rule("/pass ", `(?<=[ \\t"'])/pass ${VALUE}`),
  flag("psexec", "psexec(?:64)?", "-p", BLANK),
  flag("useradd", "useradd", "-p", BLANK),
  flag("usermod", "usermod", "-p", BLANK),
  rule("> pass ", "> PASS ([^\\s\"'\\\\]{3,128})", "password", "y"),
]; // prettier-ignore

/** Database, broker and registry clients. */
const CLIENT_RULES: readonly CommandRule[] = [
  flag("vsql", "vsql", "-w", BLANK_OR_EQUALS),
  flag("cqlsh", "cqlsh", "-p", BLANK),
  flag("mycli", "mycli", "-p", MAYBE_BLANK),
  flag("mydumper", "mydumper", "-p", MAYBE_BLANK),
  flag("myloader", "myloader", "-p", MAYBE_BLANK),
  flag("cypher-shell", "cypher-shell", "-p", BLANK),
  flag("hdbsql", "hdbsql", "-p", BLANK),
  flag("exaplus", "exaplus", "-p", BLANK),
  flag("pmcmd", "pmcmd", "-p", BLANK),
  flag("pmrep", "pmrep", "-x", BLANK),
  flag("nzsql", "nz(?:sql|load)", "-W", BLANK),
  flag("tabcmd", "tabcmd", "-p", BLANK),
  flag("tsql", "tsql", "-P", BLANK),
  flag("isql", "isql", "-P", MAYBE_BLANK),
  flag("osql", "osql", "-P", MAYBE_BLANK),
  flag("freebcp", "freebcp", "-P", MAYBE_BLANK),
  flag("elasticsearch-users", "elasticsearch-users", "-p", BLANK),
  flag("couchbase-cli", "couchbase-cli", "-p", BLANK),
  flag("mosquitto", "mosquitto_(?:pub|sub|rr)", "-P", BLANK),
  flag("ipmitool", "ipmitool", "-P", BLANK),
  flag("ncftp", "ncftp[a-z]{0,6}", "-p", BLANK),
  flag("poetry", "poetry", "-p", BLANK),
  flag("airflow users", `airflow${APART}users`, "-p", BLANK),
  flag("cf login", `cf${APART}login`, "-p", BLANK),
  flag("oras", `oras${APART}login`, "-p", BLANK),
  flag("nerdctl", `nerdctl${APART}login`, "-p", BLANK),
  flag("buildah", `buildah${APART}login`, "-p", BLANK),
  flag("skopeo", `skopeo${APART}login`, "-p", BLANK),
  flag("crane", `crane${APART}auth${APART}login`, "-p", BLANK),
  flag("az sql", "az sql", "-p", BLANK),
  flag("az postgres", "az postgres", "-p", BLANK),
  flag("az mysql", "az mysql", "-p", BLANK),
  flag("az synapse", "az synapse", "-p", BLANK),
  flag("rabbitmqadmin", "rabbitmqadmin", "-p", BLANK),
  flag("tdload", "tdload", "-p", BLANK),
  flag("az acr login", "az acr login", "-p", BLANK),
  rule("-creds", `-creds${BLANK_OR_EQUALS}${OPEN}[^\\s:"']{1,64}:(${BARE})`),
  rule("isql", `isql${BLANK}(?:-[a-z]${BLANK}){0,3}[a-z][\\w.-]{0,64}${BLANK}[a-z][\\w.\\\\-]{0,64}${BLANK}(?!-)(${BARE})(?=\\s|$)`),
  rule("connect to", `connect to [^\\s]{1,64}${BLANK}user${BLANK}[^\\s]{1,64}${BLANK}using${BLANK}(?=[^\\s]{0,64}[0-9"'])${VALUE}`),
  rule("mysqladmin", `mysqladmin${BLANK}${ARGUMENTS}\\bpassword${BLANK}${VALUE}`),
  rule("pragma", `pragma${BLANK}(?:key|rekey)[ \\t]{0,4}=[ \\t]{0,4}${VALUE}`),
  rule("user/pass", `user/pass(?:word|wd)?${USER_SLASH_PASSWORD}`),
  rule("username/password", `username/password${USER_SLASH_PASSWORD}`),
  rule("login/password", `login/password${USER_SLASH_PASSWORD}`),
  rule("set-initial-password", `set-initial-password${BLANK}${VALUE}`),
  rule("mosquitto_passwd", `mosquitto_passwd${BLANK}-b${BLANK}[^\\s]{1,200}${BLANK}[^\\s]{1,64}${BLANK}(${BARE})`),
  rule("mc alias", `mc alias set${BLANK}[^\\s]{1,80}${BLANK}[^\\s]{1,200}${BLANK}[^\\s]{1,128}${BLANK}${VALUE}`),
  rule("mc config", `mc config host add${BLANK}[^\\s]{1,80}${BLANK}[^\\s]{1,200}${BLANK}[^\\s]{1,128}${BLANK}${VALUE}`),
  rule("http-basic.", `http-basic\\.[\\w.-]{1,64}${BLANK}[^\\s]{1,80}${BLANK}(?!-)${VALUE}`),
  rule("influx", `influx${BLANK}${ARGUMENTS}[ \\t]-t[ \\t=]{1,4}${OPEN}([a-z0-9_=-]{12,128})`, "token"),
  rule('"auth" "', '"auth" "(?:[^"\\n]{1,64}" ")?([^"\\n]{3,256})(?=")'),
]; // prettier-ignore

/** Commands that store a secret or mask it in a log. */
const SECRET_STORE_RULES: readonly CommandRule[] = [
  rule("::add-mask::", "::add-mask::([^\\r\\n]{3,1024})", "secret"),
  rule("issecret=true", "issecret=true[^\\]\\n]{0,120}\\]([^\\r\\n]{3,1024})", "secret"),
  rule("hadoop credential", `hadoop credential create${BLANK}${ARGUMENTS}-value${BLANK}${VALUE}`),
  rule("put-parameter", `put-parameter\\b(?=[^\\n]{0,400}SecureString)[^\\n]{0,300}?--value[ \\t=]{1,4}${VALUE}`, "secret"),
  rule('securestring"', String.raw`securestring\\{0,15}"\s{0,20},\s{0,20}\\{0,15}"value\\{0,15}"\s{0,4}:\s{0,4}\\{0,15}"([^"\\\n]{3,512})(?=\\{0,15}")`, "secret"),
  rule("--string-value", `--string-value[ \\t=]{1,4}${VALUE}`, "secret"),
  rule("secret set", `secret set${BLANK}${ARGUMENTS}(?:--value|--body|-b)[ \\t=]{1,4}${VALUE}`, "secret"),
  rule("secrets put", `secrets put(?:-secret)?${BLANK}${ARGUMENTS}--string-value[ \\t=]{1,4}${VALUE}`, "secret"),
  rule("vault kv", `vault kv (?:put|patch)${BLANK}(?:-[^\\s]{1,60}${BLANK}){0,4}[^\\s=]{1,200}${BLANK}${HIDDEN_PAIRS}[\\w.-]{1,64}=(?!@)${VALUE}`, "secret"),
  rule("vault login", `vault login${BLANK}(?:-no-print${BLANK})?(?:token=)?(?=[\\w.-]{0,64}[0-9])([\\w.-]{8,128})(?=\\s|$)`, "vault-token"),
]; // prettier-ignore

export const COMMAND_RULES: readonly CommandRule[] = [
  // Only attached to the flag: a separate `-p` prompts, and `-P` is the port.
  flag("mysql", "mysql[a-z_-]{0,12}", "-p", ""),
  flag("mariadb", "mariadb[a-z_-]{0,12}", "-p", ""),
  flag("mongo", "mongo[a-z]{0,8}", "-p", BLANK_OR_EQUALS),
  flag("sshpass", "sshpass", "-p", MAYBE_BLANK),
  flag("docker", `docker${APART}login`, "-p", MAYBE_BLANK),
  flag("podman", `podman${APART}login`, "-p", MAYBE_BLANK),
  flag("helm", `helm${APART}registry${APART}login`, "-p", MAYBE_BLANK),
  flag("oc login", "oc login", "-p", MAYBE_BLANK),
  flag("az login", "az login", "-p", BLANK),
  flag("twine", "twine", "-p", BLANK),
  flag("beeline", "beeline", "-p", BLANK),
  flag("redis-cli", "redis-cli", "-a", BLANK),
  flag("sqlcmd", "sqlcmd", "-P", MAYBE_BLANK),
  flag("bcp", "bcp", "-P", MAYBE_BLANK),
  flag("mssql-cli", "mssql-cli", "-P", BLANK),
  flag("ldap", "ldap(?:search|modify|add|delete|whoami|passwd)", "-w", MAYBE_BLANK),
  flag("ldappasswd", "ldappasswd", "-s|-a", BLANK),
  flag("snmp", "snmp[a-z]{1,12}", "-A|-X", BLANK),
  flag("http", "https?", "-a|--auth", "[ \\t=]{1,4}[^\\s:\"']{1,64}:"),
  flag("lftp", "lftp", "-u", "[ \\t]{1,4}[^\\s,\"']{1,64},"),
  flag("smbclient", "smbclient", "-U", "[ \\t]{1,4}[^\\s%\"']{1,64}%"),
  // A quoted login may contain spaces.
  rule("curl", `curl\\b[^\\n]{0,200}?[ \\t"'](?:-[a-zA-Z#]{0,8}[uU]|--user|--proxy-user)(?:[ \\t=]{0,3}|${NEXT_ARGUMENT})\\\\{0,3}(?:'[^\\s:"']{1,64}:([^'\\n\\\\]{3,256})(?=\\\\{0,3}')|"[^\\s:"']{1,64}:([^"\\n\\\\]{3,256})(?=\\\\{0,3}"))`, "password", "y"),
  rule("curl", `curl\\b[^\\n]{0,200}?[ \\t"'](?:-[a-zA-Z#]{0,8}[uU]|--user|--proxy-user)(?:[ \\t=]{0,3}|${NEXT_ARGUMENT})${OPEN}[^\\s:"']{1,64}:(${BARE})`, "password", "y"),
  rule("curl", `curl\\b[^\\n]{0,200}?[ \\t](?:-b|--cookie)[ \\t=]{1,3}["']([^"'\\n]{3,4096}=[^"'\\n]{3,4096})`, "cookie", "y"),
  rule("sqlplus", `sqlplus(?:64)?["']?${ORACLE_NEXT}(?:-[a-z]{1,12}(?:${BLANK}[0-9.]{1,6})?${ORACLE_NEXT}){0,4}${ORACLE}(?=@|["'\\s]|$)`),
  // Typed into sqlplus, piped into it, or in a script.
  rule("conn", `(?<=SQL>[ \\t]{0,4})conn(?:ect)?${BLANK}${ORACLE}(?=@|["';\\s]|$)`),
  rule("conn", `(?<=(?:^|\\n|["'])[ \\t]{0,8})conn(?:ect)?${BLANK}${ORACLE}(?=@[a-z/"]|["']?${BLANK}as${BLANK}sys)`),
  rule("conn", `(?<=(?:^|\\n)[ \\t]{0,8})conn(?:ect)?${BLANK}(?=[^\\s/]{1,64}/[^\\s]{0,64}[0-9])(?=[^\\s/]{1,64}/[^\\s]{0,64}[a-z])${ORACLE}(?=;?[ \\t]{0,8}(?:\\r?\\n|$))`),
  rule("sqlldr", `sqlldr${BLANK}${ARGUMENTS}${OPEN}${ORACLE}(?=@)`),
  rule("expdp", `expdp${BLANK}${OPEN}${ORACLE}(?=@|["'\\s]|$)`),
  rule("impdp", `impdp${BLANK}${OPEN}${ORACLE}(?=@|["'\\s]|$)`),
  rule("rman", `rman${BLANK}target[ \\t=]{1,4}${OPEN}${ORACLE}`),
  rule("userid=", `userid=${OPEN}${ORACLE}`),
  rule("oracle:", `oracle:(?:thin|oci8?):${ORACLE}(?=@)`),
  rule("oracledb.connect", `oracledb\\.connect\\(${OPEN}${ORACLE}(?=@)`),
  rule("cx_oracle.connect", `cx_oracle\\.connect\\(${OPEN}${ORACLE}(?=@)`),
  rule("sql ", `(?<![\\w.-])sql${BLANK}(?:-[a-z]{1,12}${BLANK}){0,4}${OPEN}${ORACLE}(?=@[a-z/"])`),
  rule("exp ", `(?<![\\w.-])exp${BLANK}${OPEN}${ORACLE}(?=@[a-z/"])`),
  rule("imp ", `(?<![\\w.-])imp${BLANK}${OPEN}${ORACLE}(?=@[a-z/"])`),
  rule("logon", `logon${REPORTED}${OPEN}[^\\s/,"']{1,64}/[^\\s,/"']{1,64},(?=[^\\s]{0,64}[0-9])(${BARE})`),
  ...["logon", "login"].map((word) => rule(word, `${word}${REPORTED}(?=${USER_AND_VALUE})${OPEN}[a-z][\\w$#]{0,64}/\\\\{0,3}"?([^\\s"'\`@/,;)\\]]{3,128})(?![^\\s"'\`@/,;)\\]]|,\\S)`)),
  rule(".logon", `\\.logon${BLANK}[^\\s/,]{1,64}/[^\\s,/]{1,64},(${BARE})`),
  // Azure Functions keys and OAuth authorization codes.
  ...["?code=", "&code="].flatMap((word) => [
    rule(word, `(?<=\\.azurewebsites\\.net[^\\s"'<>]{0,300})[?&]code=([^\\s"'\`<>&#]{8,512})`, "api-key"),
    rule(word, `[?&]code=(?![0-9]{8}T)(?=[^\\s"'<>&#]{0,80}[0-9][a-z])([a-z0-9_/+=%.~-]{16,512})(?![a-z0-9_/+=%.~-])`, "token"),
  ]),
  rule("-passin", `-passin[ \\t]{1,4}pass:(${BARE})`),
  rule("-passout", `-passout[ \\t]{1,4}pass:(${BARE})`),
  rule("--from-literal", `--from-literal[= \\t]${OPEN}(?!(?:user|username|login|host|port|database|email)=)[A-Za-z0-9_.-]{1,80}=(${BARE})`, "secret"),
  rule("add_user", `add_user${BLANK}[A-Za-z0-9_.-]{1,64}${BLANK}${VALUE}`),
  rule("change_password", `change_password${BLANK}[A-Za-z0-9_.-]{1,64}${BLANK}${VALUE}`),
  rule("htpasswd", `htpasswd${BLANK}-[a-mo-zA-Z]{0,6}b[a-mo-zA-Z]{0,6}${BLANK}[^\\s]{1,200}${BLANK}[A-Za-z0-9_.@-]{1,64}${BLANK}(${BARE})(?=\\s|$)`, "password", "y"),
  rule("htpasswd", `htpasswd${BLANK}-[a-zA-Z]{0,6}n[a-zA-Z]{0,6}${BLANK}[A-Za-z0-9_.@-]{1,64}${BLANK}(${BARE})(?=\\s|$)`, "password", "y"),
  rule("echo", `echo(?:[ \\t]{1,4}-n)?[ \\t]{1,4}${OPEN}[A-Za-z0-9_.-]{1,64}:(${BARE})(?=["']?[ \\t]{0,4}\\|[^|\\n]{0,100}chpasswd\\b)`),
  rule("echo", `echo(?:[ \\t]{1,4}-n)?[ \\t]{1,4}${VALUE}(?=["']?[ \\t]{0,4}\\|[^|\\n]{0,200}(?:${READERS})(?![\\w.-]))`),
  rule("printf", `printf[ \\t]{1,4}(?:["']?%s(?:\\\\n)?["']?[ \\t]{1,4})?${VALUE}(?=["']?[ \\t]{0,4}\\|[^|\\n]{0,200}(?:${READERS})(?![\\w.-]))`),
  rule("-stdin", `-stdin\\b[^\\n|;&<]{0,120}<<<[ \\t]{0,4}${VALUE}`),
  rule("chpasswd", `chpasswd\\b[^\\n|;&<]{0,40}<<<[ \\t]{0,4}${OPEN}[^\\s:"']{1,64}:(${BARE})`),
  rule("kinit", `kinit\\b[^\\n|;&<]{0,120}<<<[ \\t]{0,4}${VALUE}`),
  rule("password_cmd", `password_cmd[ \\t=]{1,4}${OPEN}(?:echo|printf)(?:[ \\t]{1,4}-n)?[ \\t]{1,4}(${BARE})`),
  rule("identified", `identified[ \\t]{1,4}(?:with[ \\t]{1,4}["']?[a-z0-9_]{1,40}["']?[ \\t]{1,4})?by[ \\t]{1,4}(?:password[ \\t]{1,4})?["']([^"'\\n]{3,256})(?=["'])`),
  rule("identified", `identified[ \\t]{1,4}by[ \\t]{1,4}(?!values\\b|password\\b|random\\b)([A-Za-z0-9_$#!.]{3,64})(?=[;\\s]|$)`),
  ...ARCHIVE_AND_KEY_RULES,
  ...CLIENT_RULES,
  ...SECRET_STORE_RULES,
  ...CALL_RULES,
  ...SQL_RULES,
  ...HOST_RULES,
  ...LOGIN_RULES,
]; // prettier-ignore

/** The rest of a password prompt; in a recorded terminal session the answer follows on the same line. */
export const PROMPT_FOR =
  /[ \t]{1,3}(?:for|für|pour|para|per|voor|dla|för|till|til)[ \t]{1,3}(?:(?:key|user|usuario|benutzer|l'utilisateur)[ \t]{1,3})?(?:"[^"\n]{1,160}"|'[^'\n]{1,160}'|[^\s:"']{1,160}(?::\/\/[^\s:"']{1,160}(?::[0-9]{1,5})?)?):[ \t]{0,4}/iy;
/** Text before the word that shows it starts a prompt and is not quoted in a message. */
export const PROMPT_BEFORE =
  /(?:^|[\n\]>|:-]|enter|the|sudo\]|\bnew|old|current|private key)[ \t]{0,4}(?:pem |ssh )?$/i;
/** What follows a prompt if there was no answer. */
export const NO_ANSWER =
  /denied|fail|error|fatal|incorrect|invalid|wrong|not |no such|terminal|cannot|could|unable|try again|timed? ?out|prompt|psql|[:([]|^-/i;
