/** Modules that a file of the same name next to a script or DAG would shadow. */
const STANDARD = new Set(
  `abc argparse array ast asyncio base64 bisect bz2 calendar cgi cmd code codecs collections concurrent configparser
  contextlib copy csv ctypes dataclasses datetime decimal difflib dis email encodings enum errno fcntl filecmp fnmatch
  fractions ftplib functools gc getpass gettext glob graphlib gzip hashlib heapq hmac html http imaplib importlib
  inspect io ipaddress itertools json keyword linecache locale logging lzma marshal math mimetypes multiprocessing
  numbers operator os pathlib pickle pkgutil platform pprint profile pty queue random re reprlib resource runpy sched
  secrets select selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 ssl stat statistics
  string struct subprocess symtable sys sysconfig tarfile tempfile textwrap threading time timeit token tokenize
  traceback types typing unicodedata unittest urllib uuid warnings weakref xml xmlrpc zipfile zipimport zlib zoneinfo
  airflow attr boto3 botocore celery cryptography dagster dateutil dbt flask jinja2 numpy pandas pendulum pip
  pkg_resources prefect psycopg2 pyarrow pydantic pyspark pytest pytz requests setuptools six sqlalchemy
  typing_extensions yaml`.split(/\s+/),
);

/** Folders that orchestrators and test runners put on Python's search path. */
const ROOTS = new Set("dags plugins config src lib app jobs scripts flows tasks".split(" "));

/**
 * The module that a new file would shadow, or null. It does if it is at the repository root or in a folder on the
 * search path, and has a module's name. Pure.
 */
export function shadowedModule(path: string): string | null {
  if (!path.endsWith(".py")) return null;
  const parts = path.slice(0, -".py".length).split("/");
  if (parts.at(-1) === "__init__") parts.pop();
  const name = parts.pop() ?? "";
  const folder = parts.at(-1);
  const isSearched = parts.length <= 1 || (folder !== undefined && ROOTS.has(folder));
  return isSearched && STANDARD.has(name) ? name : null;
}
