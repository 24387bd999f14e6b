/** Rules for SQL functions that take a key or a passphrase. */
import { rule, type CommandRule } from "@/lib/redaction/command-rule";

/** A column, a literal, a cast, a call with at most one call inside. */
const EXPRESSION = `(?:\\\\{0,3}'[^'\\n]{0,200}'[^,()'"]{0,40}|\\\\{0,3}"[^"\\n]{1,80}"[^,()'"]{0,60}|[^,()'"]{1,120}(?:\\([^()]{0,160}(?:\\([^()]{0,80}\\)[^()]{0,80})?\\)[^,()'"]{0,60})?)`;
/** Functions around a key that change its form. */
const WRAPPED = "(?:[a-z][a-z0-9_]{1,24}\\(\\s{0,8}){0,2}";
const KEY = `\\s{0,20}${WRAPPED}[nxe]?\\\\{0,3}(?:'([^'\\n\\\\]{3,256})(?=\\\\{0,3}')|"([^"\\n\\\\]{3,256})(?=\\\\{0,3}"))`;
/** Names of encodings, algorithms and modes, which take the same place in other libraries. */
const NO_MODE =
  "(?!\\s{0,20}\\\\{0,3}[\"'](?:utf|latin|ascii|iso|cp|hex|base|binary|buffer|aes|des|3des|rsa|sha|md5|bf|blowfish|gcm|cbc|ctr|ecb|oaep|pkcs|x25519|ed25519))";
/** A key in letters and digits or with signs: other functions of these names take names. */
const CHOSEN = "(?=\\s{0,20}\\\\{0,3}[\"'][^\"'\\n]{0,200}[0-9!#$%^&*])";

/** Functions whose second argument is a key. */
const SECOND = [
  "pgp_sym_decrypt(",
  "pgp_sym_encrypt(",
  "pgp_sym_decrypt_bytea(",
  "pgp_sym_encrypt_bytea(",
  "aes_decrypt(",
  "aes_encrypt(",
  "des_decrypt(",
  "des_encrypt(",
];
/** Functions whose first argument is a passphrase. */
const FIRST = ["decryptbypassphrase(", "encryptbypassphrase("];
/** Names that also exist outside SQL, where another argument may follow. */
const COMMON = ["decrypt(", "encrypt(", "decrypt_raw(", "encrypt_raw("];

const call = (word: string) => `${word.slice(0, -1)}\\(\\s{0,20}`;

export const SQL_RULES: readonly CommandRule[] = [
  ...SECOND.map((word) => rule(word, `${call(word)}${EXPRESSION},${KEY}`, "encryption-key")),
  ...FIRST.map((word) => rule(word, `${call(word)}${KEY}`, "passphrase")),
  ...COMMON.map((word) => rule(word, `${call(word)}${EXPRESSION},${NO_MODE}${CHOSEN}${KEY}`, "encryption-key")),
  // The mode comes first in ClickHouse.
  ...COMMON.slice(0, 2).map((word) => rule(word, `${call(word)}'aes-[a-z0-9-]{1,20}',\\s{0,20}${EXPRESSION},${KEY}`, "encryption-key")),
  rule("pgp_pub_decrypt(", `${call("pgp_pub_decrypt(")}${EXPRESSION},\\s{0,20}${EXPRESSION},${KEY}`, "passphrase"),
]; // prettier-ignore
