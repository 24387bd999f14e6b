import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** A standard tool that does not find a file it was told to read: `cp: cannot stat '/in/a.csv': No such file or directory`. */
const TOOL_INPUT =
  /\b(?<tool>tar|cp|mv|ls|cat|du|ln|g?zip|gunzip|zcat|head|tail|wc|sort|uniq|cut|comm|join|split|grep|sed|awk|find|chmod|chown|stat|md5sum|sha256sum|install|unzip|rsync): (?:\[\w+\] )?(?:(?:cannot|can't|unable to|could not|failed to|link_stat) ?[\w ]{0,24})?['"\u2018]?(?<path>[^\s'"\u2018\u2019:][^\n'"\u2018\u2019:]{0,300})['"\u2019]?(?: for reading| failed)?:? (?:Cannot (?:stat|open|access): )?No such file or directory/;

/** Files, permissions, processes and memory, as the operating system reports them. */
export const operatingSystemSignatures: Signature[] = [
  {
    id: "os/foreign-path",
    title: "Windows path on a Linux worker",
    category: "configuration",
    alternatives: ["code_bug", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /No such file or directory:? ?b?r?['"`]?(?<path>[A-Za-z]:\\[^\n'"]{1,300})/,
        /No such file or directory:? ?b?r?['"`]?(?<path>\\\\[^\n'"]{1,300})/,
      ],
    },
    rootCause: "The path `{path}` belongs to another machine and cannot exist on the worker",
    explanation:
      "A Windows or network path is hard-coded or configured; the task runs on Linux, where such a path does not exist.",
    checks: ["Where the path is set, and where the worker sees the file"],
    fixes: [
      "Read the path from a setting and give it the worker's folder instead of `{path}` (`/mnt/…`, a bucket)",
      "If the file lies on a share, mount the share on the worker",
    ],
  },
  {
    id: "os/settings-file-missing",
    title: "Settings file does not exist",
    category: "configuration",
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /No such file or directory:? ?b?['"`]?(?<path>[^\n'"`]{1,300}\.(?:ya?ml|ini|cfg|conf|toml|env|properties|pem|key|p12|crt|json))\b/,
      ],
      not: [/\.jsonl|\.json\.gz/, /(?:directory:? ?['\x22]?)(?:s3[an]?|gs|abfss?|wasbs?|hdfs|oss):\/\//],
    },
    rootCause: "The settings file `{path}` does not exist where the task runs",
    explanation:
      "The code reads a settings, key or credentials file that is not in the image, not mounted, or relative to a different working directory.",
    checks: [
      "Whether the file is in this worker's image or mount, and the working directory if the path is relative",
    ],
    fixes: [
      "Ship `{path}` with the image (`COPY` in the Dockerfile, or no longer ignored by `.dockerignore`) or mount it",
      "If the path is relative, make it absolute or set the working directory",
    ],
  },
  {
    id: "os/script-missing",
    title: "Script or program file does not exist",
    category: "configuration",
    alternatives: ["code_bug", "missing_dependency", "upstream_missing_data"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /can't open file '?(?<path>[^\n':]{1,300})'?:? ?\[Errno 2\]/,
        /(?<![^\s'\x22(=:])(?<path>\/[^\s:'\x22(=]{1,300}|[\w./-]{2,200}\.(?:sh|py|jar|R|pl)): No such file or directory/,
        /Unable to access jarfile (?<path>[^\s]{1,300})/,
        /Cannot load main class from JAR (?<path>[^\s]{1,300})/,
      ],
      not: [TOOL_INPUT],
    },
    rootCause: "The script `{path}` does not exist where the command ran",
    explanation:
      "A shell, interpreter or entrypoint was told to run a file that does not exist: wrong folder, not copied into the image, or not mounted.",
    checks: ["Whether the file is in the image or mount, at exactly that path"],
    fixes: [
      "Correct `{path}` in the command or entrypoint",
      "Ship the script with the image (`COPY`) or mount it; for `#!` lines with Windows line ends, run `dos2unix`",
    ],
  },
  {
    id: "os/tool-input-missing",
    title: "File that a command reads does not exist",
    category: "upstream_missing_data",
    alternatives: ["configuration", "code_bug"],
    strength: "hint",
    transience: "permanent",
    match: { message: [TOOL_INPUT] },
    rootCause: "The command `{tool}` cannot find `{path}`",
    explanation:
      "The script names a file or folder that is not there: the step that writes it did not run or wrote it elsewhere, it is for another day, or it is not mounted on this worker.",
    checks: [
      "Whether an earlier step writes this path, and did so in this run",
      "Whether the date or partition in the path is the intended one",
      "Whether the folder is mounted on this worker",
    ],
    fixes: ["Rerun the step that writes the path, or fix the path in the script"],
  },
  {
    id: "os/file-missing",
    title: "File or folder does not exist",
    category: "configuration",
    alternatives: ["upstream_missing_data", "code_bug"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [
        /\[Errno 2\] No such file or directory:? ?b?['"]?(?<path>[^\n'"]{1,300})/,
        /FileNotFoundError: (?:File )?['"]?(?<path>[^\n'"]{1,200}) (?:does not exist|not found)/,
        /\bENOENT: no such file or directory(?:, \w{1,20} '(?<path>[^'\n]{1,300})')?/,
        /\[Errno 2\] [^\n'"]{1,80}['"](?<path>[^\n'"]{1,300})['"]/,
        /(?<path>\/[^\s:]{1,300})\s?: (?:No existe el (?:fichero|archivo) o el directorio|Arquivo ou diretório inexistente|Aucun fichier ou dossier de ce type|Datei oder Verzeichnis nicht gefunden|File o directory non esistente|Нет такого файла или каталога|没有那个文件或目录|そのようなファイルやディレクトリはありません|Böyle bir dosya ya da dizin yok|Nie ma takiego pliku ani katalogu)/,
      ],
      not: [/can't open file/],
    },
    rootCause: "The file `{path}` does not exist where the task runs",
    explanation:
      "Either the step that should write it did not, or this worker sees a different path (relative path, folder not mounted, path from another machine).",
    checks: [
      "`ls -la` of the folder on the worker",
      "Whether an earlier step writes this file, and did so in this run on this worker",
    ],
    fixes: [
      "Rerun the step that writes `{path}`, if it did not",
      "Write to storage that all workers share (bucket, mounted volume): a local file exists only on the worker that wrote it",
      "Correct the path or the mount; make a relative path absolute",
    ],
  },
  {
    id: "os/permission-denied",
    title: "Permission denied on a file",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[Errno 13\] Permission denied:? ?['"]?(?<path>[^\n'"]{0,300})/,
        /(?<path>\/[^\s:]{1,300}): Permission denied/,
        /(?<path>\/[^\s;]{1,300}); Permission denied/,
        /AccessDeniedException: (?<path>\/[^\s]{1,300})/,
        /Operation not permitted: ['"]?(?<path>[^\n'"]{1,300})/,
        /\bEACCES: permission denied(?:, \w{1,20} '(?<path>[^'\n]{1,300})')?/,
        /\[Errno 13\] [^\n'"]{1,80}['"](?<path>[^\n'"]{1,300})['"]/,
        /(?<path>\/[^\s:]{1,300})\s?: (?:Permiso denegado|Permissão negada|Permission non accordée|Keine Berechtigung|Permesso negato|Отказано в доступе|許可がありません|Erişim engellendi|Brak dostępu)/,
      ],
    },
    rootCause: "The task's user has no permission on `{path}`",
    explanation:
      "The task's user lacks file system permissions. Folders mounted from the host keep the host's owner; files created by another container belong to that container's user.",
    checks: ["`ls -ld` and `id` on the worker: owner and mode of `{path}` against the task's user"],
    fixes: [
      "Give the task's user access: `chown -R UID:GID` or `chmod` on `{path}` (Kubernetes: `fsGroup`; Airflow compose: `AIRFLOW_UID`)",
      "If it is a script, make it executable: `chmod +x {path}`",
      "Or write to a folder that the user owns",
    ],
  },
  {
    id: "os/read-only",
    title: "Read-only file system",
    category: "configuration",
    alternatives: ["auth_permission", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Read-only file system: ?['"]?(?<path>[^\n'"]{1,300})/,
        /['‘"](?<path>\/[^'’"\n]{1,300})['’"]: Read-only file system/,
        /(?<path>\/[^\s:'"]{1,300}): Read-only file system/,
        /Read-only file system/,
        /\bEROFS: read-only file system(?:, \w{1,20} '(?<path>[^'\n]{1,300})')?/,
      ],
    },
    rootCause: "The task writes to a read-only file system[[: `{path}`]]",
    explanation: "The path is on a volume mounted read-only, or on a read-only root file system.",
    checks: ["How the volume is mounted, and whether the path is the intended one"],
    fixes: [
      "Write to a folder that is mounted read-write (`/tmp`, an `emptyDir` or a volume)[[ instead of `{path}`]]",
      "If it should be writable, drop `readOnly: true` or `:ro` from its mount (or `readOnlyRootFilesystem`)",
    ],
  },
  {
    id: "os/disk-full",
    title: "No space left on device",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /[Nn]o space left on device/,
        /\[Errno 28\]/,
        /There is not enough space on the disk/,
        /\[Errno 122\] Disk quota exceeded|Disk quota exceeded/,
        /\b(?:ENOSPC|EDQUOT)\b/,
        /\[WinError (?:112|39)\]/,
        /\(os error (?:112|28)\)/,
        /\b0x80070070\b/,
        /(?:No queda espacio en el dispositivo|Não há espaço disponível no dispositivo|Aucun espace disponible sur le périphérique|Auf dem Gerät ist kein Speicherplatz mehr verfügbar|Spazio esaurito sul device|На устройстве не осталось свободного места|设备上没有空间|デバイスに空き領域がありません|장치에 남은 공간이 없음|Aygıt üzerinde boş yer yok|Brak miejsca na urządzeniu)/,
      ],
      also: [
        /No space left on device: ?['"](?<path>\/[^'"\n]{1,200})|['‘](?<target>\/[^'’\n]{1,200})['’]: No space|$/,
      ],
      not: [/errors\.DiskFull|DiskFullError/],
    },
    rootCause: "The disk is full[[: writing `{path}` failed]]",
    explanation:
      "The write failed because the volume, its inodes or the user's quota is used up. Temporary files, spilled data and logs are the usual suspects.",
    checks: [
      "On the worker: `df -h` and `df -i`[[ for `{path}`]]",
      "What grows: `du -xsh /tmp/* /var/log/*`",
    ],
    fixes: [
      "Free space: delete temporary files, old logs and images (`docker system prune`, `airflow db clean`)",
      "Enlarge the volume, or set `TMPDIR` to a larger one",
      "Let the task delete its temporary files after each run",
    ],
  },
  {
    id: "os/too-many-files",
    title: "Too many open files",
    category: "resource_exhausted",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /[Tt]oo many open files/,
        /\[Errno 24\]/,
        /\b(?:EMFILE|ENFILE)\b/,
        /(?:Demasiados ficheros abiertos|Muitos arquivos abertos|Trop de fichiers ouverts|Zu viele offene Dateien|Troppi file aperti|Слишком много открытых файлов|打开的文件过多|Za dużo otwartych plików)/,
      ],
    },
    rootCause: "The process has more files or connections open than it is allowed",
    explanation:
      "Files, sockets or database connections are opened and never closed, or the limit (`ulimit -n`) is too low for the workload.",
    checks: [
      "`ls /proc/PID/fd | wc -l` and `ulimit -n` on the worker",
      "What the code opens in a loop without closing",
    ],
    fixes: [
      "Close what is opened (`with open(…)`, one shared session or pool instead of one per item)",
      "Raise the limit: `ulimit -n 65536`, `--ulimit nofile=65536` (Docker), `LimitNOFILE=` (systemd)",
    ],
  },
  {
    id: "os/cannot-allocate",
    title: "Machine out of memory",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Cannot allocate memory/,
        /\[Errno 12\]/,
        /Out of memory: Killed process \d{1,9} \((?<process>[^()\n]+)\)/,
        /oom-kill:/,
        /\bENOMEM\b/,
        /(?:No se pudo asignar memoria|Não foi possível alocar memória|Ne peut allouer de la mémoire|Nicht genügend Hauptspeicher verfügbar|Impossibile allocare memoria|Невозможно выделить память|无法分配内存|メモリを確保できません|Bellek ayrılamadı|Nie można przydzielić pamięci)/,
      ],
    },
    rootCause: "The machine ran out of memory[[: `{process}` was killed]]",
    explanation: "The operating system refused to allocate memory, or killed a process to free some.",
    checks: ["`dmesg -T | grep -i oom` and `free -m` on the worker: what else used memory at that time"],
    fixes: [
      "Run fewer tasks at once on that worker, or give it more memory",
      "Let the task read in chunks instead of the whole input",
    ],
  },
  {
    id: "os/no-process",
    title: "Process or thread limit reached",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /can't start new thread/,
        /Resource temporarily unavailable/,
        /unable to create (?:new )?native thread/,
      ],
    },
    rootCause: "The worker cannot start more processes or threads",
    explanation: "A process limit (`ulimit -u`, the container's pids limit) or the memory limit was reached.",
    checks: ["`ps -eLf | wc -l` on the worker against `ulimit -u` and the container's `pids.max`"],
    fixes: [
      "Lower the parallelism of the task (threads, pool size, `OMP_NUM_THREADS`)",
      "Raise the limit: `ulimit -u`, `--pids-limit` (Docker), `podPidsLimit` (kubelet)",
    ],
  },
  {
    id: "os/not-a-directory",
    title: "Folder where a file is expected",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[Errno 21\] Is a directory:? ?['"]?(?<path>[^\n'"]{1,300})/,
        /\bEISDIR: illegal operation on a directory(?:, \w{1,20} '(?<path>[^'\n]{1,300})')?/,
      ],
    },
    rootCause: "`{path}` is a folder, but the code opens it as a file",
    explanation:
      "If a host file to be mounted into a container does not exist, Docker creates an empty folder in its place.",
    checks: ["`ls -ld {path}` where the task runs"],
    fixes: [
      "If it is a mounted file, create it on the host first, then recreate the container",
      "Otherwise append the file name to `{path}`",
    ],
  },
  {
    id: "os/file-not-folder",
    title: "File where a folder is expected",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[Errno 20\] Not a directory:? ?['"]?(?<path>[^\n'"]{1,300})/,
        /\bENOTDIR: not a directory(?:, \w{1,20} '(?<path>[^'\n]{1,300})')?/,
      ],
    },
    rootCause: "A part of the path `{path}` is a file where the code expects a folder",
    explanation:
      "The path leads through something that is not a folder, or a file was left at the place of a folder.",
    checks: ["`ls -ld` of each part of `{path}` where the task runs"],
    fixes: [
      "Correct the path",
      "Remove the file that is in the folder's place and create the folder (`mkdir -p`)",
    ],
  },
  {
    id: "os/file-exists",
    title: "File already exists",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /\[Errno 17\] File exists:? ?['"]?(?<path>[^\n'"]{1,300})/,
        /\bEEXIST: file already exists(?:, \w{1,20} '(?<path>[^'\n]{1,300})')?/,
      ],
    },
    rootCause: "`{path}` already exists, most likely from an earlier attempt",
    explanation: "The code creates a file or folder and does not expect it to exist; on a retry it does.",
    checks: ["Whether this is a retry, or two tasks share the path"],
    fixes: [
      "Allow it: `os.makedirs(…, exist_ok=True)`, `mkdir -p`, or open with mode `w`",
      "Or delete `{path}` at the start of each attempt, or use a folder per run",
    ],
  },
  {
    id: "os/arguments-too-long",
    title: "Command line longer than the system allows",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /exec (?<program>\/[\w./-]{1,200}): argument list too long/,
        /(?:(?<program>\/?[\w./-]{1,200}): )?[Aa]rgument list too long/,
        /\[Errno 7\] Argument list too long: '(?<program>[^'\n]{1,200})'/,
      ],
    },
    rootCause:
      "[[`{program}` cannot be started: ]]its arguments and environment are longer than the system allows",
    explanation:
      "Linux limits all arguments and environment variables of a process together (about 2 MB), and each single one to 128 KiB. A list of files, a large parameter or a result passed on as an argument grew past that.",
    checks: [
      "Which parameter or variable grew with the data: a list of files or keys, JSON passed from step to step",
    ],
    fixes: [
      "Pass the data as a file or artifact, or through standard input, instead of as an argument or environment variable",
      "For many files: `find … -print0 | xargs -0 …`, or process them in batches",
    ],
  },
];
