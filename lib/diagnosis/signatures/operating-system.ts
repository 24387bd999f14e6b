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
    fixes: ["Use the path inside the worker (a mounted folder), and read it from a setting"],
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
      not: [/\.jsonl|\.json\.gz/],
    },
    rootCause: "The settings file `{path}` does not exist where the task runs",
    explanation:
      "The code reads a settings, key or credentials file that is not in the image, not mounted, or relative to a different working directory.",
    checks: [
      "Whether the file is in this worker's image or mount, and the working directory if the path is relative",
    ],
    fixes: ["Ship or mount the file, or fix its path"],
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
    fixes: ["Fix the path, or ship the script with the image"],
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
      "Whether an earlier step writes this file, and did so in this run",
      "Whether the folder is mounted on this worker and the path is absolute",
    ],
    fixes: [
      "Fix the path or mount; write to storage that all workers share",
      "Rerun the step that creates the file",
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
    rootCause: "The task has no permission to read or write `{path}`",
    explanation:
      "The task's user lacks file system permissions. Folders mounted from the host keep the host's owner; files created by another container belong to that container's user.",
    checks: ["Owner and mode of the path, and the task's user id"],
    fixes: ["Give the folder to the task's user (`chown`, `fsGroup`, `AIRFLOW_UID`), or write elsewhere"],
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
        /Read-only file system(?:: ?['"]?(?<path>[^\n'"]{1,300}))?/,
        /\bEROFS: read-only file system(?:, \w{1,20} '(?<path>[^'\n]{1,300})')?/,
      ],
    },
    rootCause: "The task writes to a read-only file system[[: `{path}`]]",
    explanation: "The path is on a volume mounted read-only, or on a read-only root file system.",
    checks: ["How the volume is mounted, and whether the path is the intended one"],
    fixes: ["Write to a folder that is mounted read-write"],
  },
  {
    id: "os/disk-full",
    title: "No space left on device",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /No space left on device/,
        /\[Errno 28\]/,
        /There is not enough space on the disk/,
        /\[Errno 122\] Disk quota exceeded|Disk quota exceeded/,
        /\b(?:ENOSPC|EDQUOT)\b/,
        /\[WinError (?:112|39)\]/,
        /\(os error (?:112|28)\)/,
        /\b0x80070070\b/,
        /(?:No queda espacio en el dispositivo|Não há espaço disponível no dispositivo|Aucun espace disponible sur le périphérique|Auf dem Gerät ist kein Speicherplatz mehr verfügbar|Spazio esaurito sul device|На устройстве не осталось свободного места|设备上没有空间|デバイスに空き領域がありません|장치에 남은 공간이 없음|Aygıt üzerinde boş yer yok|Brak miejsca na urządzeniu)/,
      ],
      not: [/errors\.DiskFull|DiskFullError/],
    },
    rootCause: "The disk that the task writes to is full",
    explanation:
      "The write failed because the volume, its inodes or the user's quota is used up. Temporary files, spilled data and logs are the usual suspects.",
    checks: ["`df -h` and `df -i` on the worker; what grows in `/tmp` and the log folder"],
    fixes: ["Free up or enlarge the volume; delete temporary files after each run"],
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
        /Too many open files/,
        /\[Errno 24\]/,
        /\b(?:EMFILE|ENFILE)\b/,
        /(?:Demasiados ficheros abiertos|Muitos arquivos abertos|Trop de fichiers ouverts|Zu viele offene Dateien|Troppi file aperti|Слишком много открытых файлов|打开的文件过多|Za dużo otwartych plików)/,
      ],
    },
    rootCause: "The process has more files or connections open than it is allowed",
    explanation:
      "Files, sockets or database connections are opened and never closed, or the limit (`ulimit -n`) is too low for the workload.",
    checks: ["What is opened in loops without being closed, and the worker's `ulimit -n`"],
    fixes: ["Close them (`with` blocks, reused sessions), or raise the limit"],
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
    checks: ["Memory use of the machine at that time, including everything else on it"],
    fixes: ["Run fewer tasks at once, or give the worker more memory"],
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
    checks: ["How many processes and threads run in the container, and its limit"],
    fixes: ["Lower the parallelism, or raise the limit"],
  },
  {
    id: "os/not-a-directory",
    title: "File where a folder is expected, or the reverse",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[Errno 2[01]\] (?:Is|Not) a directory:? ?['"]?(?<path>[^\n'"]{1,300})/,
        /\b(?:ENOTDIR: not a directory|EISDIR: illegal operation on a directory)(?:, \w{1,20} '(?<path>[^'\n]{1,300})')?/,
      ],
    },
    rootCause: "`{path}` is a file where the code expects a folder, or the reverse",
    explanation:
      "A folder was opened as a file or the other way round. If a host file to be mounted does not exist, the container gets a folder instead.",
    checks: ["What is at that path where the task runs"],
    fixes: ["Fix the path; create the file before mounting it"],
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
    fixes: ["Allow it (`exist_ok=True`), or use a separate path per run"],
  },
  {
    id: "os/exec-format",
    title: "Wrong CPU architecture or missing interpreter line",
    category: "missing_dependency",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/[Ee]xec format error/, /\[Errno 8\]/] },
    rootCause:
      "The program cannot run on this machine: it was built for another CPU architecture, or is a script without a `#!` line",
    explanation:
      "An image or binary for arm64 was started on amd64 or vice versa, or a script lacks its `#!` line.",
    checks: ["The image's platform against the node's, and the script's first line"],
    fixes: ["Build the image for the workers' platform (`--platform linux/amd64`)"],
  },
  {
    id: "os/command-not-found",
    title: "Command not found",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:bash|sh|zsh|dash)(?:: line \d+)?: (?:\d+: )?(?<program>[\w./-]{1,100}): (?:command )?not found/,
        /(?<program>\b[\w.-]{1,60}): command not found/,
        /executable file not found in \$PATH/,
        /exec: "(?<program>[^"\n]{1,100})": executable file not found/,
        /\b(?<program>[\w.-]{1,60})\s?: (?:orden no encontrada|comando não encontrado|commande introuvable|Kommando nicht gefunden|comando non trovato|команда не найдена|未找到命令|コマンドが見つかりません|명령어를 찾을 수 없음|nie znaleziono polecenia)/,
      ],
    },
    rootCause: "The command[[ `{program}`]] is not installed where the task runs, or is not on the PATH",
    explanation: "The shell found no program by that name (exit code 127).",
    checks: ["Whether the worker's image has the program, and the PATH of the task's user"],
    fixes: ["Install it in the image, or call it by its full path"],
  },
  {
    id: "os/program-missing",
    title: "Program not found",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /FileNotFoundError: \[Errno 2\] No such file or directory: '(?<program>[a-z][\w.+-]{1,40})'$/m,
      ],
      frames: ["/subprocess.py"],
    },
    rootCause: "The program `{program}` is not installed where the task runs",
    explanation: "`subprocess` could not start it: no such program on the PATH.",
    checks: ["Whether the worker's image has `{program}`"],
    fixes: ["Install it in the image"],
  },
  {
    id: "os/sudo",
    title: "sudo requires a password",
    category: "auth_permission",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /sudo: (?:a password is required|a terminal is required|no tty present)/,
        /is not in the sudoers file/,
      ],
    },
    rootCause: "The command uses `sudo`, which prompts for a password that no one can enter",
    explanation:
      "Tasks run without a terminal; sudo needs a passwordless rule for that user, and is rarely needed at all.",
    checks: ["Why the command needs root"],
    fixes: ["Drop `sudo` and give the user the permission it needs"],
  },
];
