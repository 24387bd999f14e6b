import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://www.postgresql.org/docs/current";

/** PostgreSQL: logins, roles, databases and privileges. */
export const postgresAccessSignatures: Signature[] = [
  {
    id: "postgres/login-failed",
    title: "Login to PostgreSQL refused",
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
      ],
    },
    rootCause: "The database did not accept the login[[ of `{user}`]][[ ({method})]]",
    explanation:
      "Password, user or way of login do not fit what the server knows. The message is the same for a wrong password, an unknown user and an expired password; a data volume made with an older password keeps that one.",
    checks: [
      "User and password as the task gets them (secret, environment, connection), and whether they changed lately",
      "Whether the login works with `psql` from the same machine",
    ],
    fixes: [
      "Correct or renew the secret in the task's connection",
      "Set the password on the server with `ALTER ROLE`",
    ],
    docs: [`${DOCS}/auth-methods.html`, `${DOCS}/client-authentication-problems.html`],
  },
  {
    id: "postgres/client-too-old",
    title: "Database driver too old for the server's login (PostgreSQL)",
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
    rootCause: "The client library is too old for the way of login that the server asks for",
    explanation:
      "Since PostgreSQL 14 servers store passwords for SCRAM by default; drivers built on libpq before version 10 do not know it.",
    checks: ["The version of the driver and of the libpq it brings (`psycopg2.__libpq_version__`)"],
    fixes: ["Install a newer driver or libpq in the image"],
    docs: [`${DOCS}/auth-password.html`],
  },
  {
    id: "postgres/hba-entry",
    title: "Server does not admit this client (pg_hba.conf)",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /no pg_hba\.conf entry for (?:replication connection from )?host "(?<host>[^"\n]{0,100})", user "(?<user>[^"\n]{0,100})"(?:, database "(?<database>[^"\n]{0,100})")?(?:, (?<encryption>no encryption|SSL off|SSL on|SSL encryption|GSS encryption))?/,
        /pg_hba\.conf rejects connection for host "(?<host>[^"\n]{0,100})", user "(?<user>[^"\n]{0,100})"(?:, database "(?<database>[^"\n]{0,100})")?/,
      ],
    },
    rootCause:
      "The server's rules do not admit user `{user}` from {host}[[ to database `{database}`]][[ ({encryption})]]",
    explanation:
      "`pg_hba.conf` says who may connect from where, to what and whether encrypted. No line fits this connection; with `no encryption` or `SSL off` the server most often wants TLS.",
    checks: [
      "Whether the connection uses TLS (`sslmode`), as managed servers demand",
      "The address the server sees (that of the NAT or new worker), user and database",
    ],
    fixes: [
      "Set `sslmode=require` in the connection",
      "Add a line for the worker's network to `pg_hba.conf`",
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
    match: { message: [/database "(?<database>[^"\n]{1,200})" does not exist/], not: [/Catalog Error/] },
    rootCause: "The server has no database `{database}`",
    explanation:
      "The connection names a database that was never made there or was dropped. Without a name, libpq takes the user's name for it. An init script of the container image runs only on an empty volume.",
    checks: ["`\\l` on that server, and the database name in the connection"],
    fixes: ["Correct the name in the connection", "Create the database"],
    docs: [`${DOCS}/manage-ag-createdb.html`],
  },
  {
    id: "postgres/role-missing",
    title: "Role does not exist (PostgreSQL)",
    category: "auth_permission",
    alternatives: ["configuration", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/role "(?<role>[^"\n]{1,100})" does not exist/] },
    rootCause: "The server has no role `{role}`",
    explanation:
      "The user of the connection, or the one a `GRANT` or `OWNER TO` names, was never made on this server. Roles belong to a server, not to a dump of one database.",
    checks: [
      "`\\du` on that server, and the user in the connection (empty means the operating system's user)",
    ],
    fixes: [
      "Create the role, or correct the user",
      "Restore with `--no-owner` where a dump names foreign roles",
    ],
    docs: [`${DOCS}/user-manag.html`],
  },
  {
    id: "postgres/permission-denied",
    title: "Missing right on a database object (PostgreSQL)",
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
      ],
      not: [/Permission denied \(/],
    },
    rootCause: "The database user lacks a right[[: {kind}]][[ `{object}`]]",
    explanation:
      "The login worked, but the role may not do this. Tables made anew (dropped and made again, or by another role) carry none of the old grants; a table also needs `USAGE` on its schema.",
    checks: [
      "The grants of the object (`\\dp`, `\\dn+`) for the role the task uses",
      "Whether the object was made again or by another role lately",
    ],
    fixes: [
      "Grant the right on the object and `USAGE` on its schema",
      "Set `ALTER DEFAULT PRIVILEGES`, so that new objects get it too",
    ],
    docs: [`${DOCS}/sql-grant.html`, `${DOCS}/ddl-priv.html`],
  },
];
