import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://www.postgresql.org/docs/current";

/** PostgreSQL: logins, roles, databases and privileges. */
export const postgresAccessSignatures: Signature[] = [
  {
    id: "postgres/login-failed",
    title: "PostgreSQL login failed",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<method>password|Ident|ident|Peer|peer|PAM|LDAP|GSSAPI|RADIUS|certificate|SCRAM|MD5) authentication failed for user "(?<user>[^"\n]{1,100})"/,
        /fe_sendauth: no password supplied/,
        /the server requested (?:SCRAM-based|password-based) authentication, but (?:no password was provided|the password is an empty string)/i,
        /role "(?<user>[^"\n]{1,100})" is not permitted to log in/,
        /(?:la autentifica[cs]ión password falló para el usuario|la autenticación password falló para el usuario|authentification par mot de passe échouée pour l'utilisateur|Passwort-Authentifizierung für Benutzer|autenticazione con password fallita per l'utente|autenticação do tipo senha falhou para (?:o )?usuário|autoryzacja hasłem nie powiodła się dla użytkownika) {1,2}[«»"]\s?(?<user>[^«»"\n]{1,100}?)\s?[«»"]/,
        /пользователь "(?<user>[^"\n]{1,100})" не прошёл проверку подлинности/,
        /用户 "(?<user>[^"\n]{1,100})" Password 认证失败/,
        /ユーザー"(?<user>[^"\n]{1,100})"のパスワード認証に失敗しました/,
        /사용자 "(?<user>[^"\n]{1,100})"의 password 인증을 실패했습니다/,
        /InvalidPassword(?:Error)?[:)] (?:[^"«»“”„『』「」\n]{0,120}["«»“”„『』「」]\s?(?<user>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」])?/,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )28P01\b(?:[^"«»“”„『』「」\n]{0,160}["«»“”„『』「」]\s?(?<user>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」])?/,
      ],
    },
    rootCause: "PostgreSQL rejected the login[[ of `{user}`]][[ ({method})]]",
    explanation:
      "The password, user or authentication method does not match the server. The message is the same for a wrong password, an unknown user and an expired password; a data volume created with an older password keeps it.",
    checks: [
      "User and password as the task receives them (secret, environment, connection), and whether they changed recently",
      "Whether the login works with `psql` from the same machine",
    ],
    fixes: [
      "Put the current password into the task's connection (percent-encode `@`, `/` and `:` in a URL)",
      "Set it on the server:[[ `ALTER ROLE {user} PASSWORD '…'`]]; a container's `POSTGRES_PASSWORD` counts only on an empty volume",
      "For `Peer` or `Ident`, connect over TCP (`-h localhost`), or change the method in `pg_hba.conf`",
    ],
    docs: [`${DOCS}/auth-methods.html`, `${DOCS}/client-authentication-problems.html`],
  },
  {
    id: "postgres/client-too-old",
    title: "Database driver too old for the server's authentication (PostgreSQL)",
    category: "missing_dependency",
    alternatives: ["auth_permission", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /SCRAM authentication requires libpq version 10 or above/,
        /authentication method (?<method>\d{1,3}) not supported/,
        /The authentication type (?<method>\d{1,3}) is not supported/,
      ],
    },
    rootCause: "The client library is too old for the server's authentication method",
    explanation:
      "Since PostgreSQL 14, servers hash passwords with SCRAM by default; drivers built on libpq before version 10 do not support it.",
    checks: ["The driver's version, and the libpq it was built with (`psycopg2.__libpq_version__`)"],
    fixes: ["Install a newer driver or libpq in the image"],
    docs: [`${DOCS}/auth-password.html`],
  },
  {
    id: "postgres/hba-entry",
    title: "Rejected by pg_hba.conf (PostgreSQL)",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /no pg_hba\.conf entry for (?:replication connection from )?host "(?<host>[^"\n]{0,100})", user "(?<user>[^"\n]{0,100})"(?:, database "(?<database>[^"\n]{0,100})")?(?:, (?<encryption>no encryption|SSL off|SSL on|SSL encryption|GSS encryption))?/,
        /pg_hba\.conf rejects connection for host "(?<host>[^"\n]{0,100})", user "(?<user>[^"\n]{0,100})"(?:, database "(?<database>[^"\n]{0,100})")?/,
        /(?:línea en pg_hba\.conf para|entrée dans pg_hba\.conf pour l'hôte|voce in pg_hba\.conf per l'host|entrada no pg_hba\.conf para máquina|wpisu w pg_hba\.conf dla hosta) ?[«»"]\s?(?<host>[^«»"\n]{1,100}?)\s?[«»"][^«»"\n]{1,30}[«»"]\s?(?<user>[^«»"\n]{1,100}?)\s?[«»"](?:[^«»"]{1,30}[«»"]\s?(?<database>[^«»"\n]{1,100}?)\s?[«»"])?/,
        /(?:pg_hba\.conf-Eintrag für Host|pg_hba\.conf нет записи для компьютера|没有用于主机) ?[«»"]\s?(?<host>[^«»"\n]{1,100}?)\s?[«»"][^«»"\n]{1,30}[«»"]\s?(?<user>[^«»"\n]{1,100}?)\s?[«»"](?:[^«»"]{1,30}[«»"]\s?(?<database>[^«»"\n]{1,100}?)\s?[«»"])?/,
      ],
    },
    rootCause:
      "`pg_hba.conf` has no entry for user `{user}` from {host}[[ to database `{database}`]][[ ({encryption})]]",
    explanation:
      "`pg_hba.conf` controls who may connect from where, to what, and whether encrypted. No line matches this connection; with `no encryption` or `SSL off`, the server most likely requires TLS.",
    checks: [
      "Whether the connection uses TLS (`sslmode`), as managed servers require",
      "The address that the server sees (of the NAT or new worker), user and database",
    ],
    fixes: [
      "If it says `no encryption` or `SSL off`, set `sslmode=require` in the connection",
      "Otherwise add a line to `pg_hba.conf`[[: `host {database} {user} {host}/32 scram-sha-256`]] and `SELECT pg_reload_conf()`; on managed servers, allow the address in the firewall",
    ],
    docs: [`${DOCS}/auth-pg-hba-conf.html`],
  },
  {
    id: "postgres/database-missing",
    title: "Database does not exist (PostgreSQL)",
    category: "configuration",
    alternatives: ["warehouse_sql", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /database "(?<database>[^"\n]{1,200})" does not exist/,
        /no existe la base de datos [«"](?<database>[^«»"\n]{1,200})[»"]/,
        /(?:la base de données|Datenbank|il database|banco de dados|база данных|baza danych) [«»"]\s?(?<database>[^«»"\n]{1,200}?)\s?[«»"] (?:existiert nicht|n'existe pas|non esiste|não existe|не существует|nie istnieje|mevcut değil)/,
        /数据库 "(?<database>[^"\n]{1,200})" ?不存在/,
        /データベース"(?<database>[^"\n]{1,200})"は存在しません/,
        /"(?<database>[^"\n]{1,200})" 데이터베이스 없음/,
        /"(?<database>[^"\n]{1,200})" veritabanı mevcut değil/,
        /InvalidCatalogName(?:Error)?[:)] [^"«»“”„『』「」\n]{0,120}["«»“”„『』「」]\s?(?<database>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」]/,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )3D000\b[^"«»“”„『』「」\n]{0,160}["«»“”„『』「」]\s?(?<database>[^"«»“”„『』「」\n]{1,200}?)\s?["«»“”„『』「」]/,
      ],
      not: [/Catalog Error/],
    },
    rootCause: "The database `{database}` does not exist on the server",
    explanation:
      "The connection names a database that was never created there or was dropped. Without a name, libpq uses the user name. Init scripts of the container image run only on an empty volume.",
    checks: ["`\\l` on that server, and the database name in the connection"],
    fixes: [
      "Correct the database in the connection (now `{database}`)",
      "Or create it: `CREATE DATABASE {database}`",
    ],
    docs: [`${DOCS}/manage-ag-createdb.html`],
  },
  {
    id: "postgres/role-missing",
    title: "Role does not exist (PostgreSQL)",
    category: "auth_permission",
    alternatives: ["configuration", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /role "(?<role>[^"\n]{1,100})" does not exist/,
        /no existe el rol [«"](?<role>[^«»"\n]{1,100})[»"]/,
        /(?:le rôle|Rolle|il ruolo|роль|rola) [«»"]\s?(?<role>[^«»"\n]{1,100}?)\s?[«»"] (?:existiert nicht|n'existe pas|non esiste|não existe|не существует|nie istnieje|mevcut değil)/,
        /角色 "(?<role>[^"\n]{1,100})" ?不存在/,
        /ロール"(?<role>[^"\n]{1,100})"は存在しません/,
        /"(?<role>[^"\n]{1,100})" 롤\(role\) 없음/,
      ],
    },
    rootCause: "The role `{role}` does not exist on the server",
    explanation:
      "The connection's user, or the role in a `GRANT` or `OWNER TO`, was never created on this server. Roles belong to the server, not to a dump of one database.",
    checks: ["`\\du` on that server, and the user in the connection (empty means the operating system user)"],
    fixes: [
      "Correct the user in the connection, or create the role: `CREATE ROLE {role} LOGIN PASSWORD '…'`",
      "For a dump from another server, restore with `pg_restore --no-owner --no-privileges`",
    ],
    docs: [`${DOCS}/user-manag.html`],
  },
  {
    id: "postgres/permission-denied",
    title: "Missing privilege on a database object (PostgreSQL)",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /permission denied for (?<kind>table|schema|relation|sequence|view|materialized view|function|database|language|column|foreign server|foreign-data wrapper|type|tablespace|procedure) (?<object>[^\s;',]{1,200})/,
        /must be (?:owner of|able to SET ROLE) (?<kind>table|view|materialized view|sequence|schema|function|database|relation|type|index|extension)? ?(?<object>"?[\w.]{1,100}"?)/,
        /permission denied to (?<kind>create (?:database|role|extension)|set (?:role|parameter)|set session authorization) ?(?<object>"[^"\n]{1,100}")?/,
        /new row violates row-level security policy(?: "[^"\n]{1,100}")? for (?<kind>table) "(?<object>[^"\n]{1,200})"/,
        /must be superuser (?:or |to )(?<kind>[a-zA-Z][\w ]{1,80})/,
        /(?:permiso denegado (?:a la|al)|droit refusé pour (?:la|le)|keine Berechtigung für|permesso negato per (?:la|il|lo)|permissão negada para|нет доступа к|odmowa dostępu do) (?:\S{1,30} de (?:datos|données|dados) |базе данных |\S{1,30} )(?<target>[^\s;',]{1,200})/,
        /对(?:于)?(?:表|模式|数据库|序列|函数|视图) (?<target>[^\s,]{1,200}),? 权限不够/,
        /(?:テーブル|スキーマ|データベース|シーケンス|関数|ビュー) (?<target>[^\s]{1,200}) へのアクセスが拒否されました/,
        /(?:ERROR|오류|InsufficientPrivilege(?:Error)?)[:)] {1,3}(?<target>[^\s]{1,200}) (?:테이블에 대한|스키마\(schema\)|데이터베이스|시퀀스|함수|뷰에 대한) 접근 권한 없음/,
        /(?:debe ser dueño de la tabla|doit être le propriétaire de la table|Berechtigung nur für Eigentümer der Tabelle|bisogna essere proprietari della tabella|deve ser o? ?dono da tabela|нужно быть владельцем таблицы|必须是表) (?<target>[^\s;',]{1,200})/,
        /InsufficientPrivilege(?:Error)?[:)] /,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )42501\b/,
      ],
      not: [/Permission denied \(/],
    },
    rootCause: "The database user lacks a privilege[[ on {kind}]][[ `{object}`]][[ on `{target}`]]",
    explanation:
      "The login worked, but the role may not do this. Recreated tables (dropped and created again, or by another role) lose their old grants; using a table also requires `USAGE` on its schema.",
    checks: [
      "The object's grants (`\\dp`, `\\dn+`) for the task's role",
      "Whether the object was recently recreated or created by another role",
    ],
    fixes: [
      "Grant it: `GRANT SELECT, INSERT ON[[ {object}]] TO role`, and `GRANT USAGE ON SCHEMA … TO role`",
      "For new tables: `ALTER DEFAULT PRIVILEGES IN SCHEMA … GRANT SELECT ON TABLES TO role`",
      "For `must be owner`, run it as the owner or `ALTER TABLE … OWNER TO role`; for row-level security, add a policy",
    ],
    docs: [`${DOCS}/sql-grant.html`, `${DOCS}/ddl-priv.html`],
  },
];
