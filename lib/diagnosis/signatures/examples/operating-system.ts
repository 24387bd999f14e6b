import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const operatingSystemExamples: SignatureExamples = {
  "os/foreign-path": {
    examples: [
      { text: "FileNotFoundError: [Errno 2] No such file or directory: 'C:\\\\data\\\\orders.csv'" },
    ],
    nearMisses: [{ text: "FileNotFoundError: [Errno 2] No such file or directory: '/data/orders.csv'" }],
  },
  "os/settings-file-missing": {
    examples: [
      {
        text: "FileNotFoundError: [Errno 2] No such file or directory: 'config/settings.yaml'",
        captures: { path: "config/settings.yaml" },
      },
    ],
    nearMisses: [
      { text: "FileNotFoundError: [Errno 2] No such file or directory: '/data/orders.csv'" },
      {
        text: "FileNotFoundError: [Errno 2] No such file or directory: 's3://lake/orders/metadata/00012-a.metadata.json'",
      },
    ],
  },
  "os/script-missing": {
    examples: [
      {
        text: "python: can't open file '/opt/jobs/load.py': [Errno 2] No such file or directory",
        captures: { path: "/opt/jobs/load.py" },
      },
      { text: "/app/entrypoint.sh: line 12: /app/publish.sh: No such file or directory" },
    ],
    nearMisses: [{ text: "FileNotFoundError: [Errno 2] No such file or directory: '/data/orders.csv'" }],
  },
  "os/tool-input-missing": {
    examples: [
      {
        text: "tar: /data/exports/2026-11-28: Cannot stat: No such file or directory",
        captures: { tool: "tar", path: "/data/exports/2026-11-28" },
      },
      {
        text: "cp: cannot stat '/landing/orders.csv': No such file or directory",
        captures: { tool: "cp", path: "/landing/orders.csv" },
      },
      { text: "cat: /in/orders.csv: No such file or directory", captures: { path: "/in/orders.csv" } },
      { text: "head: cannot open 'in/orders.csv' for reading: No such file or directory" },
      { text: "ls: cannot access '/mnt/share': No such file or directory" },
      { text: 'rsync: [sender] link_stat "/srv/out/a.csv" failed: No such file or directory (2)' },
      { text: "find: \u2018/srv/out\u2019: No such file or directory" },
    ],
    nearMisses: [
      { text: "/app/entrypoint.sh: line 12: /app/publish.sh: No such file or directory" },
      { text: "FileNotFoundError: [Errno 2] No such file or directory: '/data/orders.csv'" },
    ],
  },
  "os/file-missing": {
    examples: [
      {
        text: "FileNotFoundError: [Errno 2] No such file or directory: '/data/in/orders.csv'",
        captures: { path: "/data/in/orders.csv" },
      },
      {
        text: "Error: ENOENT: no such file or directory, open '/data/in.csv'",
        captures: { path: "/data/in.csv" },
      },
      {
        text: "cat: /data/in.csv: Datei oder Verzeichnis nicht gefunden",
        captures: { path: "/data/in.csv" },
      },
      {
        text: "FileNotFoundError: [Errno 2] No existe el fichero o el directorio: '/data/in.csv'",
        captures: { path: "/data/in.csv" },
      },
    ],
    nearMisses: [{ text: "ls: cannot access '/data': Permission denied" }],
  },
  "os/permission-denied": {
    examples: [
      {
        text: "PermissionError: [Errno 13] Permission denied: '/opt/airflow/logs/dbt.log'",
        captures: { path: "/opt/airflow/logs/dbt.log" },
      },
      { text: "bash: line 1: /opt/jobs/run.sh: Permission denied", captures: { path: "/opt/jobs/run.sh" } },
      { text: "Error: EACCES: permission denied, open '/data/out.csv'", captures: { path: "/data/out.csv" } },
      { text: "/data/out.csv: Permission non accordée", captures: { path: "/data/out.csv" } },
      {
        text: "PermissionError: [Errno 13] Permiso denegado: '/data/out.csv'",
        captures: { path: "/data/out.csv" },
      },
    ],
    nearMisses: [{ text: "psycopg2.errors.InsufficientPrivilege: permission denied for table orders" }],
  },
  "os/read-only": {
    examples: [
      { text: "OSError: [Errno 30] Read-only file system: '/data'", captures: { path: "/data" } },
      { text: "mkdir: cannot create directory '/data': Read-only file system" },
    ],
    nearMisses: [{ text: "cannot execute INSERT in a read-only transaction" }],
  },
  "os/disk-full": {
    examples: [
      { text: "write /var/spool/crates/seg-0081: no space left on device" },
      { text: "OSError: [Errno 28] No space left on device: '/tmp/orders.parquet'" },
      { text: "java.io.IOException: No space left on device" },
      { text: "Error: ENOSPC: no space left on device, write" },
      {
        text: "OSError: [WinError 112] Es steht nicht genug Speicherplatz auf dem Datenträger zur Verfügung",
      },
      { text: "cp: error al escribir '/data/out.csv': No queda espacio en el dispositivo" },
    ],
    nearMisses: [{ text: "Free space left on device: 12 GB" }],
  },
  "os/too-many-files": {
    examples: [
      { text: "harvester: open /var/log/crates.log: too many open files" },
      { text: "OSError: [Errno 24] Too many open files: '/data/part-0931.csv'" },
      { text: "Error: EMFILE: too many open files, open '/tmp/part-1'" },
    ],
    nearMisses: [{ text: "Opened 24 files" }],
  },
  "os/cannot-allocate": {
    examples: [
      { text: "OSError: [Errno 12] Cannot allocate memory" },
      {
        text: "Out of memory: Killed process 2231 (python) total-vm:8123456kB",
        captures: { process: "python" },
      },
    ],
    nearMisses: [{ text: "allocated memory: 2 GB" }],
  },
  "os/no-process": {
    examples: [
      { text: "RuntimeError: can't start new thread" },
      { text: "BlockingIOError: [Errno 11] Resource temporarily unavailable" },
      { text: "java.lang.OutOfMemoryError: unable to create new native thread" },
    ],
    nearMisses: [{ text: "started a new thread" }],
  },
  "os/not-a-directory": {
    examples: [
      {
        text: "IsADirectoryError: [Errno 21] Is a directory: '/opt/keys/gcp.json'",
        captures: { path: "/opt/keys/gcp.json" },
      },
    ],
    nearMisses: [{ text: "FileNotFoundError: [Errno 2] No such file or directory: '/opt/keys'" }],
  },
  "os/file-not-folder": {
    examples: [
      {
        text: "NotADirectoryError: [Errno 20] Not a directory: '/data/in/orders.csv/part-0'",
        captures: { path: "/data/in/orders.csv/part-0" },
      },
    ],
    nearMisses: [{ text: "IsADirectoryError: [Errno 21] Is a directory: '/opt/keys/gcp.json'" }],
  },
  "os/file-exists": {
    examples: [
      { text: "FileExistsError: [Errno 17] File exists: '/tmp/export'", captures: { path: "/tmp/export" } },
    ],
    nearMisses: [{ text: "The file exists" }],
  },
  "os/arguments-too-long": {
    examples: [
      {
        text: "exec /var/run/argo/argoexec: argument list too long",
        captures: { program: "/var/run/argo/argoexec" },
      },
      { text: "bash: line 3: /usr/bin/gzip: Argument list too long", captures: { program: "/usr/bin/gzip" } },
      { text: "OSError: [Errno 7] Argument list too long: 'tar'" },
    ],
    nearMisses: [{ text: "the list of arguments is too long to show" }],
  },
};
