import type { Signature } from "@/lib/diagnosis/signatures/signature";

const ERRORS =
  "https://learn.microsoft.com/en-us/sql/relational-databases/errors-events/database-engine-events-and-errors";
const LEARN = "https://learn.microsoft.com/en-us/sql";

/** SQL Server: logins, permissions and connections. */
export const sqlServerConnectionSignatures: Signature[] = [
  {
    id: "sql-server/login-failed",
    title: "SQL Server login failed",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Login failed for user '(?<user>[^'\n]{0,200})'/,
        /Login failed for user[^\n]{0,200}token-identified principal/,
        /\[SQL Server\][^'\n]{0,160}'(?<user>[^'\n]{0,200})'[^\n]{0,240}\((?:18456|18452|18470|18486|18487|18488)\) \(SQL/,
        /Msg 18456, Level/,
        /\(18456, b['"]/,
        /(?:Fehler bei der Anmeldung für den Benutzer|Error de inicio de sesión del usuario|Échec de l'ouverture de session de l'utilisateur|Falha d[eo] logon do usuário|Accesso non riuscito per l'utente) '(?<user>[^'\n]{0,200})'/,
      ],
      not: [/Cannot open database|\(4060\)/],
    },
    rootCause: "SQL Server rejected the login[[ of `{user}`]]",
    explanation:
      "The user or password is wrong, or the server does not know the directory account. The state number in the server's error log says which (8: wrong password, 5: no such login, 58: SQL logins are off).",
    checks: [
      "User and password as the task receives them",
      "The server's error log: the state of error 18456",
    ],
    fixes: [
      "Put the current password into the connection[[ for `{user}`]]",
      "If the login is locked or expired: `ALTER LOGIN … WITH PASSWORD = '…' UNLOCK`",
      "For Entra ID, create the user in the database: `CREATE USER [name] FROM EXTERNAL PROVIDER`",
    ],
    docs: [`${LEARN}/relational-databases/errors-events/mssqlserver-18456-database-engine-error`],
  },
  {
    id: "sql-server/database-not-opened",
    title: "Database cannot be opened (SQL Server)",
    category: "configuration",
    alternatives: ["auth_permission", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot open database ["'\\]{1,2}(?<database>[^"'\\\n]{1,100})["'\\]{1,2}(?: requested by the login)?/,
        /\[SQL Server\][^"\n]{0,160}"(?<database>[^"\n]{1,100})"[^\n]{0,400}\(4060\) \(SQL/,
        /Msg 4060, Level/,
        /\(4060, b['"]/,
      ],
      also: [/Login failed for user '(?<user>[^'\n]{1,120})|$/],
    },
    rootCause:
      "The login cannot open the database[[ `{database}`]]: it does not exist on that server, or the login has no user in it",
    explanation:
      "The server accepted the login (error 4060 comes after it). The database's name is wrong, it is offline, or the login is not a user there.",
    checks: ["`SELECT name, state_desc FROM sys.databases` on that server"],
    fixes: [
      "Correct the database in the connection[[ (now `{database}`)]]",
      "If it exists: `CREATE USER … FOR LOGIN …` in that database and grant it a role",
      "If it is offline or paused, bring it online: `ALTER DATABASE … SET ONLINE`",
    ],
  },
  {
    id: "sql-server/permission-denied",
    title: "Missing permission (SQL Server)",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The (?<permission>[A-Z]{3,20}(?: [A-Z]{3,20}){0,3}) permission was denied on the (?:object|column|schema) '(?<object>[^'\n]{1,200})'/,
        /(?<permission>[A-Z]{3,20} [A-Z]{3,20}) permission denied in database '(?<object>[^'\n]{1,100})'/,
        /The server principal "(?<object>[^"\n]{1,100})" is not able to access the database "[^"\n]{1,100}" under the current security context/,
        /\[SQL Server\][^'\n]{0,160}'(?<object>[^'\n]{1,200})'[^\n]{0,240}\((?:229|230|262|297|300|916|15247)\) \(SQL/,
        /Msg (?:229|230|262|916), Level/,
        /\((?:229|230|262|916), b['"]/,
      ],
    },
    rootCause: "The database user lacks a permission[[: {permission}]][[ on `{object}`]]",
    explanation: "The login worked, but its user may not do this in that database or schema.",
    checks: ["`fn_my_permissions` for the object as the task's user"],
    fixes: [
      "Grant it:[[ `GRANT {permission} ON {object} TO user`]] (for tables of a whole schema, `GRANT SELECT ON SCHEMA::dbo TO user`)",
      "If the login has no user in that database: `CREATE USER … FOR LOGIN …`",
    ],
    docs: [ERRORS],
  },
  {
    id: "sql-server/odbc-driver-missing",
    title: "ODBC driver not installed",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Can't open lib '(?<driver>[^'\n]{1,200})' : file not found/,
        /Data source name not found,? and no default driver specified/,
      ],
    },
    rootCause: "The connection's ODBC driver[[ `{driver}`]] is not installed",
    explanation:
      "pyodbc only manages drivers; the driver itself (`msodbcsql18`) and unixODBC are operating system packages. The name in the connection must match the output of `odbcinst -q -d`.",
    checks: ["`odbcinst -q -d` in the image against the name in the connection"],
    fixes: ["Install `msodbcsql18` and `unixodbc` in the image", "Use the name of the installed driver"],
    docs: [`${LEARN}/connect/odbc/linux-mac/installing-the-microsoft-odbc-driver-for-sql-server`],
  },
  {
    id: "sql-server/unreachable",
    title: "SQL Server unreachable or connection lost",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?<what>Login timeout expired)/,
        /(?<what>A network-related or instance-specific error (?:has )?occurred while establishing a connection to SQL Server)/,
        /(?<what>Named Pipes Provider: Could not open a connection to SQL Server)/,
        /(?<what>TCP Provider: (?:Error code 0x[0-9A-F]{1,8}|[A-Z][\w ,']{1,100}))/,
        /The TCP\/IP connection to the host (?<host>[\w.-]{1,200}), port (?<port>\d{1,5}) has failed/,
        /(?<what>Adaptive Server (?:is unavailable or does not exist|connection (?:failed|timed out)))/,
        /\[08S01\] \[Microsoft\]\[[^\]\n]{1,60}\](?:\[SQL Server\])?(?<what>Communication link failure)/,
      ],
      not: [/Cannot open database|Login failed for user/],
    },
    rootCause: "The connection to SQL Server failed or was lost[[ at {host}, port {port}]][[: {what}]]",
    explanation:
      "The server is down or paused, listens on another port or instance, or is behind a firewall; a connection lost mid-work points to restarts, failovers or idle timeouts.",
    checks: [
      "Whether the server was up at that time, and whether the worker can reach its port (1433)",
      "Host, port and instance of the connection",
    ],
    fixes: ["Retry with backoff", "Fix the address, or open the network path"],
    docs: [ERRORS],
  },
  {
    id: "sql-server/certificate",
    title: "SQL Server certificate not trusted",
    category: "configuration",
    alternatives: ["auth_permission", "network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["OperationalError", "InterfaceError", "SQLServerException"],
      message: [
        /SSL Provider: (?<reason>\[[^\n]{1,160}certificate verify failed[^\n]{0,60}|The certificate chain was issued by an authority that is not trusted|\[[^\n]{0,100}unsupported protocol[^\n]{0,60})/,
        /The driver could not establish a secure connection to SQL Server by using Secure Sockets Layer \(SSL\) encryption/,
      ],
    },
    rootCause: "The TLS connection to SQL Server failed[[: {reason}]]",
    explanation:
      "Since ODBC driver 18 and JDBC 10, connections are encrypted by default and the server's certificate is verified; many servers use a self-signed one.",
    checks: ["Version of the driver, and the server's certificate"],
    fixes: ["Install the CA certificate", "Set `TrustServerCertificate=yes` inside a trusted network"],
    docs: [`${LEARN}/connect/odbc/dsn-connection-string-attribute`],
  },
];
