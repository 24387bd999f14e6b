import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const windowsExamples: SignatureExamples = {
  "windows/local-server-down": {
    examples: [
      {
        text: "requests.exceptions.ConnectionError: HTTPConnectionPool(host='localhost', port=9000): Max retries exceeded with url: /api (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at 0x000001>: Failed to establish a new connection: [WinError 10061] Es konnte keine Verbindung hergestellt werden, da der Zielcomputer die Verbindung verweigerte'))",
      },
      {
        text: 'psycopg2.OperationalError: connection to server at "localhost" (::1), port 5432 failed: Connection refused (0x0000274D/10061)\n\tIs the server running on that host and accepting TCP/IP connections?',
        captures: { listening: "5432" },
      },
      {
        text: "pymysql.err.OperationalError: (2003, \"Can't connect to MySQL server on '127.0.0.1' ([WinError 10061] No connection could be made because the target machine actively refused it)\")",
      },
      {
        text: "Error: connect ECONNREFUSED 127.0.0.1:6379",
        around: "    at Object.<anonymous> (C:\\Users\\etl\\loader\\index.js:12:3)",
        captures: { port: "6379" },
      },
    ],
    nearMisses: [
      { text: "Error: connect ECONNREFUSED 127.0.0.1:6379", around: "at /app/index.js:12:3" },
      { text: "[WinError 10061] No connection could be made because the target machine actively refused it" },
    ],
  },
  "windows/connection-refused": {
    examples: [
      {
        text: "ConnectionRefusedError: [WinError 10061] No connection could be made because the target machine actively refused it",
      },
      {
        text: "ConnectionRefusedError: [WinError 10061] No se puede establecer una conexión ya que el equipo de destino denegó expresamente dicha conexión",
      },
    ],
    nearMisses: [
      {
        text: "ConnectionResetError: [WinError 10054] An existing connection was forcibly closed by the remote host",
      },
    ],
  },
  "windows/connection-reset": {
    examples: [
      {
        text: "ConnectionResetError: [WinError 10054] An existing connection was forcibly closed by the remote host",
        captures: { code: "10054" },
      },
      {
        text: "ConnectionAbortedError: [WinError 10053] Eine bestehende Verbindung wurde softwaregesteuert durch den Hostcomputer abgebrochen",
        captures: { code: "10053" },
      },
    ],
    nearMisses: [{ text: "TimeoutError: [WinError 10060] A connection attempt failed" }],
  },
  "windows/connect-timeout": {
    examples: [
      {
        text: "TimeoutError: [WinError 10060] A connection attempt failed because the connected party did not properly respond after a period of time, or established connection failed because connected host has failed to respond",
      },
      {
        text: "TimeoutError: [WinError 10060] Une tentative de connexion a échoué car le parti connecté n’a pas répondu convenablement au-delà d’une certaine durée",
      },
    ],
    nearMisses: [{ text: "ConnectionRefusedError: [WinError 10061] No connection could be made" }],
  },
  "windows/host-unknown": {
    examples: [
      { text: "socket.gaierror: [Errno 11001] Host desconocido" },
      { text: "socket.gaierror: [Errno 11002] Lokale serverbedingte Fehlfunktion" },
    ],
    nearMisses: [{ text: "socket.gaierror: [Errno -2] Name or service not known" }],
  },
  "windows/port-in-use": {
    examples: [
      {
        text: "OSError: [WinError 10048] Only one usage of each socket address (protocol/network address/port) is normally permitted",
      },
      {
        text: "OSError: [Errno 10048] error while attempting to bind on address ('127.0.0.1', 8080): only one usage of each socket address (protocol/network address/port) is normally permitted",
      },
    ],
    nearMisses: [{ text: "OSError: [Errno 98] Address already in use" }],
  },
  "windows/file-missing": {
    examples: [
      {
        text: "FileNotFoundError: [WinError 2] The system cannot find the file specified: 'D:\\\\feeds\\\\orders.csv'",
        captures: { path: "D:\\\\feeds\\\\orders.csv" },
      },
      {
        text: "FileNotFoundError: [WinError 3] Das System kann den angegebenen Pfad nicht finden: 'Z:\\\\in'",
        captures: { path: "Z:\\\\in" },
      },
      { text: "FileNotFoundError: [WinError 2] El sistema no puede encontrar el archivo especificado" },
    ],
    nearMisses: [{ text: "FileNotFoundError: [Errno 2] No such file or directory: '/data/orders.csv'" }],
  },
  "windows/access-denied": {
    examples: [
      {
        text: "PermissionError: [WinError 5] Access is denied: 'D:\\\\out\\\\orders.csv'",
        captures: { path: "D:\\\\out\\\\orders.csv" },
      },
      {
        text: "PermissionError: [WinError 5] Zugriff verweigert: 'D:\\\\out\\\\orders.csv' -> 'D:\\\\archive\\\\orders.csv'",
      },
    ],
    nearMisses: [
      {
        text: "PermissionError: [WinError 32] The process cannot access the file because it is being used by another process: 'a.xlsx'",
      },
    ],
  },
  "windows/file-in-use": {
    examples: [
      {
        text: "PermissionError: [WinError 32] The process cannot access the file because it is being used by another process: 'D:\\\\out\\\\report.xlsx'",
        captures: { path: "D:\\\\out\\\\report.xlsx" },
      },
      {
        text: "PermissionError: [WinError 32] El proceso no tiene acceso al archivo porque está siendo utilizado por otro proceso: 'informe.xlsx'",
        captures: { path: "informe.xlsx" },
      },
      {
        text: "System.IO.IOException: The process cannot access the file 'D:\\Exports\\crates.xlsx' because it is being used by another process.",
        captures: { path: "D:\\Exports\\crates.xlsx" },
      },
    ],
    nearMisses: [{ text: "PermissionError: [WinError 5] Access is denied: 'D:\\\\out'" }],
  },
  "windows/out-of-memory": {
    examples: [
      {
        text: 'OSError: [WinError 1455] The paging file is too small for this operation to complete. Error loading "C:\\python\\Lib\\site-packages\\torch\\lib\\cufft64_10.dll" or one of its dependencies.',
      },
      {
        text: "OSError: [WinError 10055] An operation on a socket could not be performed because the system lacked sufficient buffer space or because a queue was full",
      },
    ],
    nearMisses: [{ text: "MemoryError: Unable to allocate 2.1 GiB" }],
  },
  "windows/library-missing": {
    examples: [
      {
        text: "ImportError: DLL load failed while importing _psycopg: The specified module could not be found.",
        captures: { module: "_psycopg" },
      },
      { text: "OSError: [WinError 193] %1 is not a valid Win32 application" },
      {
        text: "ImportError: DLL load failed while importing pyodbc: Das angegebene Modul wurde nicht gefunden.",
        captures: { module: "pyodbc" },
      },
    ],
    nearMisses: [
      { text: "ImportError: libpq.so.5: cannot open shared object file: No such file or directory" },
    ],
  },
  "windows/path-too-long": {
    examples: [
      {
        text: "FileNotFoundError: [WinError 206] The filename or extension is too long: 'D:\\\\dbt\\\\target\\\\compiled'",
        captures: { path: "D:\\\\dbt\\\\target\\\\compiled" },
      },
      {
        text: "OSError: [WinError 123] The filename, directory name, or volume label syntax is incorrect: 'D:\\\\out\\\\2026-03-04T05:06'",
      },
    ],
    nearMisses: [{ text: "OSError: [Errno 36] File name too long: 'a'" }],
  },
  "windows/program-missing": {
    examples: [
      {
        text: "FileNotFoundError: [WinError 2] El sistema no puede encontrar el archivo especificado",
        frames: ["C:\\Users\\etl\\job.py", "C:\\Python312\\Lib\\subprocess.py"],
      },
      {
        text: "FileNotFoundError: [WinError 2] The system cannot find the file specified",
        frames: ["C:\\Python312\\Lib\\subprocess.py"],
      },
    ],
    nearMisses: [
      {
        text: "FileNotFoundError: [WinError 2] The system cannot find the file specified: 'orders.csv'",
        frames: ["C:\\Users\\etl\\job.py"],
      },
    ],
  },
  "windows/command-not-found": {
    examples: [
      {
        text: "'python' is not recognized as an internal or external command,",
        captures: { command: "python" },
      },
      {
        text: "The term 'az' is not recognized as the name of a cmdlet, function, script file, or operable program.",
        captures: { command: "az" },
      },
    ],
    nearMisses: [{ text: "the crane is not recognized as such" }],
  },
};
