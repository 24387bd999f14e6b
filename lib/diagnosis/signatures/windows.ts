import type { Signature } from "@/lib/diagnosis/signatures/signature";

const CODES = "https://learn.microsoft.com/en-us/windows/win32/debug/system-error-codes";
const SOCKETS = "https://learn.microsoft.com/en-us/windows/win32/winsock/windows-sockets-error-codes-2";

/** Windows: system and socket error codes. Windows translates the text, so these match the code. */
export const windowsSignatures: Signature[] = [
  {
    id: "windows/local-server-down",
    title: "No server listening on this Windows machine",
    category: "infrastructure",
    alternatives: ["configuration", "network_timeout"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /\[WinError 10061\]/,
        /\(0x0000274D\/10061\)/,
        /\(10061\)/,
        /\bConnect call failed \('(?:127\.0\.0\.1|::1)', (?<port>\d{1,5})/,
        /\bECONNREFUSED (?:127\.0\.0\.1|::1):(?<port>\d{1,5})/,
      ],
      also: [
        /(?:localhost|127\.0\.0\.1|::1)(?:"? \([^()\n]{1,40}\))?(?:[^\d\n]{1,12}(?<listening>\d{2,5})\b)?/,
      ],
      anywhere: [/WinError|10061|[A-Za-z]:\\(?:Users|Program Files|ProgramData|Windows|Python)/],
    },
    rootCause:
      "Nothing is listening on this Windows machine[[ at port {listening}]]: the local server is not running",
    explanation:
      "Error 10061 means that Windows refused the connection because no program listens on that port. The address is the machine itself, so the server's Windows service is stopped or still starting, listens on another port, or belongs to another machine.",
    checks: [
      "Whether a process listens on the port: `netstat -ano | findstr LISTENING`",
      "The state of the server's service in `services.msc`, and its own log",
      "The host and port in the task's settings",
    ],
    fixes: [
      "Start the server's Windows service and set it to start automatically",
      "Correct the port, or the host if the server runs on another machine",
    ],
    docs: [SOCKETS],
  },
  {
    id: "windows/connection-refused",
    title: "Connection refused (Windows 10061)",
    category: "network_timeout",
    alternatives: ["infrastructure", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [/\[WinError 10061\]/, /\(0x0000274D\/10061\)/, /\(10061\)/],
      not: [/localhost|127\.0\.0\.1|::1/],
    },
    rootCause: "The connection was refused: nothing listens at the configured host and port",
    explanation:
      "Error 10061: the machine answered but no program listens on that port. The server is down or restarting, or the port is wrong.",
    checks: ["Whether the server runs: `Test-NetConnection <host> -Port <port>` from this machine"],
    fixes: ["Start the server", "Correct the host and port in the task's settings"],
    docs: [SOCKETS],
  },
  {
    id: "windows/connection-reset",
    title: "Connection reset (Windows 10053, 10054)",
    category: "network_timeout",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /\[WinError (?<code>1005[34])\]/,
        /\(0x000027(?:45|46)\/(?<code>1005[34])\)/,
        /\b[Ee]rror (?:code )?(?<code>1005[34])\b/,
      ],
    },
    rootCause: "The connection was closed while it was in use (Windows error {code})",
    explanation:
      "10054 means that the other side closed the connection, 10053 that this machine's software did: a server restart, an idle timeout, a firewall or a virus scanner.",
    checks: ["The server's log at that time", "Idle timeouts of firewalls and proxies in between"],
    fixes: ["Retry with a new connection", "Enable keepalive or reconnect before long idle periods"],
    docs: [SOCKETS],
  },
  {
    id: "windows/connect-timeout",
    title: "Connection timed out (Windows 10060)",
    category: "network_timeout",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [/\[WinError 10060\]/, /\(0x0000274C\/10060\)/, /\(10060\)/],
      not: [/Max retries exceeded/],
    },
    rootCause: "The host did not answer (Windows error 10060)",
    explanation:
      "No answer arrived at all: a firewall drops the packets, the host is off, or the address is not reachable from this network.",
    checks: [
      "`Test-NetConnection <host> -Port <port>` from this machine",
      "VPN, firewall rules and allowlists",
    ],
    fixes: ["Open the route or the firewall for this machine", "Correct the host"],
    docs: [SOCKETS],
  },
  {
    id: "windows/host-unknown",
    title: "Host name does not resolve (Windows 11001)",
    category: "network_timeout",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/\[Errno 1100[1-4]\]/, /\[WinError 1100[1-4]\]/, /\(0x00002AF9\/11001\)/],
      not: [/getaddrinfo failed/],
    },
    rootCause: "A host name does not resolve on this machine",
    explanation:
      "Error 11001: the resolver knows no address for the name. It is misspelled, internal to another network, or DNS was down.",
    checks: ["`nslookup <host>` on this machine, with and without the VPN"],
    fixes: ["Correct the host name", "Connect the machine to the network whose DNS knows the name"],
    docs: [SOCKETS],
  },
  {
    id: "windows/port-in-use",
    title: "Port already in use (Windows 10048)",
    category: "configuration",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: { message: [/\[(?:WinError|Errno) 10048\]/, /\[(?:WinError|Errno) 10013\]/] },
    rootCause: "The port is already in use or reserved on this machine",
    explanation:
      "10048: another process listens on the port, often an earlier run that did not end. 10013: Windows reserves the port (Hyper-V, WSL) or a firewall forbids it.",
    checks: [
      "`netstat -ano | findstr :<port>`, and `netsh interface ipv4 show excludedportrange protocol=tcp`",
    ],
    fixes: [
      "Find its process: `netstat -ano | findstr :PORT`, then `taskkill /PID … /F`",
      "If Windows reserved it (`netsh interface ipv4 show excludedportrange tcp`), use another port",
    ],
    docs: [SOCKETS],
  },
  {
    id: "windows/file-missing",
    title: "File or folder does not exist (Windows 2, 3)",
    category: "configuration",
    alternatives: ["upstream_missing_data", "code_bug"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [/\[WinError [23]\] [^\n'"]{1,120}['"](?<path>[^'"\n]{1,300})['"]/, /\[WinError [23]\]/],
    },
    rootCause: "The file or program[[ `{path}`]] does not exist on this machine",
    explanation:
      "Error 2 means that the file does not exist, 3 that its folder does not. Without a path the missing file is usually the program that should be started.",
    checks: [
      "Whether the path exists for the account that runs the task (mapped drives belong to one session)",
    ],
    fixes: [
      "Correct the path, or use a UNC path instead of a mapped drive",
      "Install the program or add it to `PATH`",
    ],
    docs: [CODES],
  },
  {
    id: "windows/access-denied",
    title: "Access denied (Windows 5)",
    category: "auth_permission",
    alternatives: ["configuration", "infrastructure"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /\[WinError (?:5|1314)\] [^\n'"]{1,120}['"](?<path>[^'"\n]{1,300})['"]/,
        /\[WinError (?:5|1314)\]/,
        /(?:System error 5 has occurred|Access is denied\. \(os error 5\)|\(os error 5\))/,
      ],
    },
    rootCause: "The account that runs the task lacks access[[ to `{path}`]]",
    explanation:
      "Error 5: the account lacks the permission, the file is read-only, or another program has it open for deletion. 1314: creating the link needs an elevated session or developer mode.",
    checks: [
      "The account that runs the task (service or scheduler), and the file's security settings (`icacls`)",
    ],
    fixes: [
      'Grant it: `icacls "[[{path}]]" /grant ACCOUNT:(OI)(CI)M`',
      "If a program (Excel, an antivirus scan) has the file open, close it, then rerun",
    ],
    docs: [CODES],
  },
  {
    id: "windows/file-in-use",
    title: "File is used by another process (Windows 32)",
    category: "infrastructure",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /\[WinError (?:32|33)\] [^\n'"]{1,160}['"](?<path>[^'"\n]{1,300})['"]/,
        /cannot access the file '?(?<path>(?:[A-Za-z]:|\\)\\[^'\n]{1,300}?)'? because it is being used by another process/,
        /\[WinError (?:32|33)\]/,
        /\(os error 32\)/,
      ],
    },
    rootCause: "Another process has the file[[ `{path}`]] open",
    explanation:
      "Error 32 or 33: Windows does not allow replacing or deleting a file that somebody has open: a user in Excel, a virus scanner, an earlier run, or the task's own handle that was not closed.",
    checks: [
      "Who has the file open (Resource Monitor, `handle.exe`)",
      "Whether the code closes the file before it moves or deletes it",
    ],
    fixes: [
      "Close the file there, then rerun",
      "Release the handle before the move (Python `with open(...)`, .NET `using`), and retry it with a short backoff",
    ],
    docs: [CODES],
  },
  {
    id: "windows/out-of-memory",
    title: "Page file too small (Windows 1455)",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: { message: [/\[WinError (?:1455|8|14)\]/, /\[WinError 10055\]/, /\(os error 1455\)/] },
    rootCause: "This Windows machine ran out of memory or page file",
    explanation:
      "1455: the page file is too small for what the process asked for. 8 and 14: no memory left; 10055: no buffer space or ports left for sockets.",
    checks: ["Committed memory at that time (Task Manager), and which processes use it"],
    fixes: [
      "Process the data in chunks, or run fewer tasks at once",
      "Enlarge the page file or the machine's memory",
    ],
    docs: [CODES],
  },
  {
    id: "windows/library-missing",
    title: "A DLL cannot be loaded",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /DLL load failed while importing (?<module>\w{1,80})/,
        /DLL load failed: /,
        /\[WinError (?:126|127|193)\] [^\n'"]{1,120}['"](?<module>[^'"\n]{1,300})['"]/,
        /\[WinError (?:126|127|193|1114)\]/,
      ],
    },
    rootCause: "A DLL[[ that `{module}` needs]] is missing or does not fit this Python",
    explanation:
      "Windows found no DLL that the package needs (126), the DLL is another version (127, 1114), or it is a 32-bit file in a 64-bit process or the reverse (193).",
    checks: [
      "Whether the Microsoft Visual C++ Redistributable is installed",
      "The architecture of Python and of the client library",
    ],
    fixes: [
      "Install the Visual C++ Redistributable (`vc_redist.x64.exe`) or the vendor's client",
      "Reinstall the package for this Python version and architecture: `pip install --force-reinstall`",
    ],
    docs: [CODES],
  },
  {
    id: "windows/path-too-long",
    title: "Path too long (Windows 206)",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/\[WinError (?:206|123|267)\](?: [^\n'"]{1,160}['"](?<path>[^'"\n]{1,300})['"])?/] },
    rootCause: "The path[[ `{path}`]] is too long or not valid on Windows",
    explanation:
      "206: the path or command line is longer than Windows allows. 123 and 267: it contains characters such as `:` or `?`, or is no folder.",
    checks: ["The length of the path, and timestamps with `:` in file names"],
    fixes: [
      "Enable long paths: `LongPathsEnabled=1` under `HKLM\\SYSTEM\\CurrentControlSet\\Control\\FileSystem`, or shorten the folder",
      'Remove characters that Windows forbids in names (`: * ? " < > |`)',
    ],
    docs: [CODES],
  },
  {
    id: "windows/program-missing",
    title: "Program not found (Windows 2)",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/\[WinError 2\]/],
      frames: ["subprocess.py", "asyncio\\windows_utils.py", "asyncio/windows_utils.py"],
    },
    rootCause:
      "The program that the task starts is not installed on this Windows machine or not on its `PATH`",
    explanation:
      "Error 2 from starting a process: Windows found no such executable. It looks only for `.exe` files on the `PATH` of the account that runs the task; a `.cmd`, `.bat` or a shell command needs its full name or a shell.",
    checks: [
      "The command in the failing frame, and `where <program>` as the account that runs the task",
      "Whether the virtual environment's `Scripts` folder is on `PATH`",
    ],
    fixes: [
      "Install the program, or give its full path (`...\\Scripts\\dbt.exe`)",
      "Use `shutil.which(...)` or `shell=True` for `.cmd` files and shell commands",
    ],
    docs: ["https://docs.python.org/3/library/subprocess.html"],
  },
  {
    id: "windows/command-not-found",
    title: "Command not found (Windows)",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /'?(?<command>[^'\n]{1,120}?)'? is not recognized as an internal or external command/,
        /The term '(?<command>[^'\n]{1,120})' is not recognized as (?:the|a) name of a cmdlet/,
      ],
    },
    rootCause:
      "The command `{command}` is not installed for the account that runs the job, or is not on its PATH",
    explanation:
      "Windows found no program by that name in the folders of PATH. A service or a scheduled task has the PATH of its own account, not of yours.",
    checks: ["`where.exe` for the command, as the account that runs the job"],
    fixes: [
      "Call it by its full path, or add its folder to the system's PATH and restart the service",
      "Install it for all users if it was installed for one",
    ],
  },
];
