/** Rules for function calls that take or wrap a secret. */
import { BLANK, escaped, rule, VALUE, type CommandRule } from "@/lib/redaction/command-rule";

const END = "\\s{0,20},?\\s{0,20}\\)";
const QUOTED =
  "[bu]?\\\\{0,3}(?:\"([^\"\\n]{2,255}[^\"\\n\\\\])(?=\\\\{0,3}\")|'([^'\\n]{2,255}[^'\\n\\\\])(?=\\\\{0,3}'))";
/** A sole argument, because wrappers with several arguments take names. */
const ONLY = `[bu]?\\\\{0,3}(?:"([^"\\n]{2,255}[^"\\n\\\\])(?=\\\\{0,3}"${END})|'([^'\\n]{2,255}[^'\\n\\\\])(?=\\\\{0,3}'${END}))`;
const SOME_USER = "[bu]?\\\\{0,3}[\"'][^\"'\\n]{1,120}[\"']";
/** A variable, a field or a call without strings: `url`, `conf.user`, `opts.get(USER)`. */
const NAME = "[a-z_$][\\w.$]{0,80}(?:\\([^()\"'\\n]{0,80}\\))?";
const SOME_URL = "[bufs]?\\\\{0,3}[\"'][^\"'\\n]{1,400}[\"']";
/** An argument in front of a password: a literal, which may be a URL, or an expression. */
const ARGUMENT = `(?:${SOME_URL}|${NAME}),\\s{0,40}`;
/** Allows the next string only if it holds a digit or a sign, unlike most names and messages. */
const CHOSEN = "(?=[bu]?\\\\{0,3}[\"'][^\"'\\n]{0,200}[0-9!#$%^&*])";

/** Secret types in libraries of many languages; their argument is a secret. */
const WRAPPERS = [
  "secretstr(",
  "secretbytes(",
  "secretstring(",
  "secretvalue(",
  "secretvalue.plaintext(",
  "secretvalue.unsafeplaintext(",
  "securestring(",
  "guardedstring(",
  "sensitive(",
  "sensitivestr(",
  "set_password(",
  "setpassword(",
  "pulumi.secret(",
  "output.secret(",
  "pulumi.output.secret(",
  "secretbox(",
  "secretstring::new(",
  "secret::new(",
  "secretstring::from(",
  "azurekeycredential(",
  "azuresaskeycredential(",
  "azurenamedkeycredential(",
  "tokenauthentication(",
];

/** Calls whose second argument is a password. */
const LOGINS = [
  "httpbasicauth(",
  "httpdigestauth(",
  "httpproxyauth(",
  "httpntlmauth(",
  "basicauth(",
  "digestauth(",
  "networkcredential(",
  "pscredential(",
  "basicawscredentials(",
  "awsbasiccredentials.create(",
  "plainauthprovider(",
  "plaintextauthprovider(",
  "passwordauthenticator(",
  "passwordauthentication(",
  "usernamepasswordcredential(",
  "plaincredentials(",
  "plain_auth(",
  ".login(",
  "basic_auth(",
  "basic_auth=(",
  "usernamepasswordcredentials(",
  "authtokens.basic(",
  "credentials.basic(",
  "setbasicauth(",
];

/** ClickHouse functions that take a URL, a key id and a key; a format may take the place of the id. */
const BUCKET = `\\s{0,20}["'][^"'\\n]{1,400}["'],\\s{0,40}["'](?!(?:csv|tsv|tab|json|parquet|orc|avro|arrow|native|values|line|raw|auto|protobuf|msgpack|custom|template|regexp|rowbinary|xml)[a-z]{0,40}["'])[^"'\\s]{1,128}["'],\\s{0,40}(?:'([^'\\s]{3,256})(?=')|"([^"\\s]{3,256})(?="))`;
const BUCKETS = ["s3(", "gcs(", "oss(", "cosn(", "iceberg(", "iceberg_s3(", "deltalake(", "hudi("];

/** Connection calls whose third argument is a password. */
const CONNECTS = [
  "psycopg2.connect(",
  "psycopg.connect(",
  "pymysql.connect(",
  "mysqldb.connect(",
  "pymssql.connect(",
  "mariadb.connect(",
  "ibm_db.connect(",
  "ibm_db_dbi.connect(",
  "dbi->connect(",
  "mysqli_connect(",
  "mysqli(",
  "pdo(",
  "getconnection(",
  "drivermanagerdatasource(",
  "jdbcconnectionpool.create(",
  "connectionpool.singleton(",
  "database.forurl(",
  "sql.newinstance(",
  "jdbi.create(",
];

/** Connection calls whose second argument is a password, followed by an address. */
const ORACLE_CONNECTS = ["oracledb.connect(", "cx_oracle.connect(", "oci_connect(", "oci_pconnect("];

export const CALL_RULES: readonly CommandRule[] = [
  ...WRAPPERS.map((word) => rule(word, `${escaped(word)}\\s{0,40}${QUOTED}`, "secret")),
  // An ambiguous name: only if the argument clearly is a value.
  rule("secret(", `secret\\(\\s{0,40}(?=[bu]?\\\\{0,3}["'][^"'\\n]{0,200}[0-9!#$%^&*])${ONLY}(?!["']\\s{0,20}\\)\\.(?:get|load|value))`, "secret", "iy"),
  rule("password(", `password\\(\\s{0,40}(?=[bu]?\\\\{0,3}["'][^"'\\n]{0,200}[0-9!#$%^&*])${ONLY}`),
  ...BUCKETS.map((word) => rule(word, `${escaped(word)}${BUCKET}`, "secret-key")),
  rule("s3cluster(", `s3cluster\\(\\s{0,20}["'][^"'\\n]{1,120}["'],${BUCKET}`, "secret-key"),
  ...CONNECTS.map((word) => rule(word, `${escaped(word)}\\s{0,40}(?:${ARGUMENT}){2}${QUOTED}`)),
  ...ORACLE_CONNECTS.map((word) => rule(word, `${escaped(word)}\\s{0,40}${ARGUMENT}${QUOTED}`)),
  // A pool that knows its address takes the login only; other calls of this name may take two names.
  rule("getconnection(", `(?<=(?:datasource|ds|pool)(?:\\(\\))?\\.)getconnection\\(\\s{0,40}${ARGUMENT}${ONLY}`),
  rule("getconnection(", `getconnection\\(\\s{0,40}(?:${SOME_USER}|${NAME}),\\s{0,40}${CHOSEN}${ONLY}`),
  rule(".jdbc(", `\\.jdbc\\(\\s{0,40}(?:${ARGUMENT}){3}${CHOSEN}${ONLY}`),
  rule("fromdrivermanager", `fromdrivermanager(?:\\[[\\w.]{1,40}\\])?\\(\\s{0,40}(?:${ARGUMENT}){3}${QUOTED}`),
  rule("secrets.put(", `secrets\\.put\\(\\s{0,40}(?:${SOME_USER},\\s{0,40}){2}${QUOTED}`, "secret"),
  ...LOGINS.map((word) => rule(word, `${escaped(word)}\\s{0,40}(?:${SOME_USER},\\s{0,40}|${NAME},\\s{0,40}${CHOSEN})${QUOTED}`)),
  rule("clientsecretcredential(", `clientsecretcredential\\(\\s{0,40}(?:${SOME_USER},\\s{0,40}){2}${QUOTED}`, "client-secret"),
  // The secret is piped in or is the argument.
  rule("convertto-securestring", `(?<=(?:"([^"\\n]{3,256})"|'([^'\\n]{3,256})')[ \\t]{0,4}\\|[ \\t]{0,4})convertto-securestring`, "password", "iyd"),
  rule("convertto-securestring", `convertto-securestring(?:${BLANK}-(?:asplaintext|force|string))*${BLANK}(?!-)${VALUE}`),
]; // prettier-ignore
