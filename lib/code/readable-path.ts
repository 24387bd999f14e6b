/** Folders that hold credentials, or that belong to git. */
const REFUSED_FOLDERS = new Set([
  ".git", ".ssh", ".aws", ".azure", ".gnupg", ".kube", ".docker", ".gcloud", ".oci", ".vault", ".terraform", ".secrets",
  "secrets", ".password-store",
]); // prettier-ignore

/** Files that hold credentials by convention. */
const REFUSED_FILES = new Set([
  ".netrc", "_netrc", ".pgpass", "pgpass.conf", ".my.cnf", ".mylogin.cnf", ".npmrc", ".yarnrc", ".yarnrc.yml", ".pypirc",
  ".htpasswd", "htpasswd", ".dockercfg", ".dockerconfigjson", ".git-credentials", ".gitconfig", ".gitmodules", ".boto", ".s3cfg",
  ".databrickscfg", ".snowsql", ".bigqueryrc", ".vault-token", ".vault_pass", ".pgservice", ".pg_service.conf", ".odbc.ini",
  ".envrc", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "authorized_keys", "known_hosts", "passwd", "shadow", "master.key",
  "airflow.cfg", "profiles.yml", "profiles.yaml", "connections.toml", "kubeconfig", "environ", "variables.json", "variables.yaml", "variables.yml", "auth.json", "wallet.dat",
]); // prettier-ignore

/** Keys, certificates with keys, key stores, encrypted files and states that record passwords. */
const REFUSED_ENDINGS =
  /\.(?:pem|key|p8|p12|pfx|pkcs12|jks|keystore|truststore|kdbx?|ppk|asc|gpg|pgp|ovpn|agekey|keytab|tfstate|tfvars|credentials?|secrets?|passwd|env)$/;
/** `.env`, `.env.production`, `.env-local`. */
const ENVIRONMENT = /^\.env(?:$|[._-])/;
const KEY_FILE = /^id_(?:rsa|dsa|ecdsa|ed25519)\b/;
const BACKUP = /(?:~|\.(?:bak|backup|old|orig|save|swp|tmp|enc|sample|example|template|dist))$/;
const SENSITIVE =
  /(?:^|[._-])(?:credentials?|creds?|secrets?|passwords?|passwd|private[._-]?keys?|service[._-]?accounts?|api[._-]?keys?|access[._-]?keys?|key[._-]?files?|tokens?|connections?|vault|htpasswd|fernet)(?:[._-]|$)/;
/** Code that handles secrets is named like that too; what it contains is redacted. */
const CODE = /\.(?:py|pyi|sql|r|scala|java|kt|go|ts|tsx|js|mjs|sh|ipynb|md|rst|rb|cs|rs|jinja2?|j2)$/;
const BARE = /^(?:credentials?|creds?|secrets?|passwords?|passwd|tokens?)\.[^.]+$/;

const MAX_PATH_CHARS = 500;

/**
 * Why a path may not be read for a model, as the end of "it …"; null if it may. Only names are judged: whether the
 * repository has the file is for the caller. Paths that differ only in case, width or hidden characters are judged alike.
 * Pure.
 */
export function pathRefusal(path: string): string | null {
  if (path.length === 0 || path.length > MAX_PATH_CHARS) return "is empty or too long";
  if (/[\p{Cc}\p{Default_Ignorable_Code_Point}]/u.test(path)) return "contains hidden characters";
  const plain = path.normalize("NFKC").toLowerCase().replaceAll("\\", "/");
  const parts = plain.split("/").map((part) => part.trim());
  if (parts.includes("..") || parts.some((part) => /%2e|%2f|%5c|%00/.test(part))) return "leaves its folder";
  if (plain.startsWith("~") || /^\$|\$[{(]/.test(plain) || /^[a-z][a-z\d+.-]*:/.test(plain))
    return "is not a path in the repository";
  if (parts.some((part) => REFUSED_FOLDERS.has(part.replace(/\.+$/, ""))))
    return "is in a folder that may contain credentials";
  return mayHoldCredentials(parts.at(-1) ?? "") ? "may contain credentials" : null;
}

function mayHoldCredentials(name: string): boolean {
  // A copy of a file holds what the file holds.
  let file = name.replace(/[. ]+$/, "");
  for (let i = 0; i < 3 && BACKUP.test(file); i += 1) file = file.replace(BACKUP, "");
  if (REFUSED_FILES.has(file) || REFUSED_ENDINGS.test(file) || ENVIRONMENT.test(file)) return true;
  if (KEY_FILE.test(file) || BARE.test(file)) return true;
  return SENSITIVE.test(file) && !CODE.test(file);
}
