import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const postgresAccessExamples: SignatureExamples = {
  "postgres/login-failed": {
    examples: [
      {
        text: 'psycopg2.OperationalError: connection to server at "db" (10.4.0.12), port 5432 failed: FATAL:  password authentication failed for user "etl"',
        captures: { user: "etl", method: "password" },
      },
      {
        text: 'asyncpg.exceptions.InvalidPasswordError: password authentication failed for user "etl"',
        captures: { user: "etl" },
      },
      {
        text: "psycopg2.OperationalError: fe_sendauth: no password supplied",
      },
      {
        text: 'psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: FATAL:  Peer authentication failed for user "postgres"',
        captures: { user: "postgres", method: "Peer" },
      },
      {
        text: "org.postgresql.util.PSQLException: The server requested SCRAM-based authentication, but no password was provided.",
      },
      {
        text: "psycopg2.OperationalError: falló la conexión al servidor en «db» (10.0.0.5), puerto 5432: FATAL:  la autentificación password falló para el usuario «etl»",
        captures: { user: "etl" },
      },
      {
        text: "FATAL:  authentification par mot de passe échouée pour l'utilisateur  « etl »",
        captures: { user: "etl" },
      },
      {
        text: 'ВАЖНО:  пользователь "etl" не прошёл проверку подлинности (по паролю)',
        captures: { user: "etl" },
      },
      {
        text: "FATAL:  Passwort-Authentifizierung für Benutzer »etl« fehlgeschlagen",
        captures: { user: "etl" },
      },
    ],
    nearMisses: [
      {
        text: 'psycopg2.OperationalError: FATAL:  no pg_hba.conf entry for host "10.0.0.7", user "etl", database "shop", no encryption',
      },
      {
        text: "pymysql.err.OperationalError: (1045, \"Access denied for user 'etl'@'10.0.0.7' (using password: YES)\")",
      },
    ],
  },
  "postgres/client-too-old": {
    examples: [
      { text: "psycopg2.OperationalError: SCRAM authentication requires libpq version 10 or above" },
      {
        text: "org.postgresql.util.PSQLException: The authentication type 10 is not supported. Check that you have configured the pg_hba.conf file to include the client's IP address or subnet, and that it is using an authentication scheme supported by the driver.",
        captures: { method: "10" },
      },
    ],
    nearMisses: [
      { text: 'psycopg2.OperationalError: FATAL:  password authentication failed for user "etl"' },
    ],
  },
  "postgres/hba-entry": {
    examples: [
      {
        text: 'psycopg2.OperationalError: connection to server at "db.example.com" (10.4.0.12), port 5432 failed: FATAL:  no pg_hba.conf entry for host "10.0.0.7", user "etl", database "shop", no encryption',
        captures: { host: "10.0.0.7", user: "etl", database: "shop", encryption: "no encryption" },
      },
      {
        text: 'asyncpg.exceptions.InvalidAuthorizationSpecificationError: no pg_hba.conf entry for host "10.0.0.7", user "etl", database "shop", SSL off',
        captures: { encryption: "SSL off" },
      },
      {
        text: 'org.postgresql.util.PSQLException: FATAL: pg_hba.conf rejects connection for host "10.0.0.7", user "etl", database "shop", no encryption',
        captures: { user: "etl" },
      },
      {
        text: "FATAL:  no hay una línea en pg_hba.conf para «10.0.0.5», usuario «etl», base de datos «ventas», sin cifrado",
        captures: { host: "10.0.0.5", user: "etl", database: "ventas" },
      },
      {
        text: "FATAL:  kein pg_hba.conf-Eintrag für Host »10.0.0.5«, Benutzer »etl«, Datenbank »verkauf«, keine Verschlüsselung",
        captures: { host: "10.0.0.5", user: "etl", database: "verkauf" },
      },
    ],
    nearMisses: [
      { text: 'FATAL:  password authentication failed for user "etl"' },
      { text: "LOG:  reloading pg_hba.conf" },
    ],
  },
  "postgres/database-missing": {
    examples: [
      {
        text: 'psycopg2.OperationalError: connection to server at "db" (10.4.0.12), port 5432 failed: FATAL:  database "shop" does not exist',
        captures: { database: "shop" },
      },
      { text: 'asyncpg.exceptions.InvalidCatalogNameError: database "shop" does not exist' },
      { text: "FATAL:  no existe la base de datos «ventas»", captures: { database: "ventas" } },
      { text: "FATAL:  Datenbank »verkauf« existiert nicht", captures: { database: "verkauf" } },
      {
        text: 'asyncpg.exceptions.InvalidCatalogNameError: база данных "sales" не существует',
        captures: { database: "sales" },
      },
    ],
    nearMisses: [
      { text: 'psycopg2.errors.UndefinedTable: relation "database" does not exist' },
      { text: 'FATAL:  role "etl" does not exist' },
    ],
  },
  "postgres/role-missing": {
    examples: [
      {
        text: 'psycopg2.OperationalError: connection to server at "db" (10.4.0.12), port 5432 failed: FATAL:  role "airflow" does not exist',
        captures: { role: "airflow" },
      },
      { text: 'ERROR:  role "reporting" does not exist', captures: { role: "reporting" } },
      { text: "FATAL:  no existe el rol «etl»", captures: { role: "etl" } },
      { text: "FATAL:  le rôle « etl » n'existe pas", captures: { role: "etl" } },
    ],
    nearMisses: [{ text: 'FATAL:  database "airflow" does not exist' }],
  },
  "postgres/permission-denied": {
    examples: [
      {
        text: "psycopg2.errors.InsufficientPrivilege: permission denied for table orders",
        captures: { kind: "table", object: "orders" },
      },
      {
        text: "Database Error in model orders (models/orders.sql)\n  permission denied for schema staging\n  LINE 18: from staging.orders",
        captures: { kind: "schema", object: "staging" },
      },
      { text: "ERROR: permission denied for relation orders", captures: { kind: "relation" } },
      {
        text: "asyncpg.exceptions.InsufficientPrivilegeError: must be owner of table orders",
        captures: { kind: "table", object: "orders" },
      },
      {
        text: 'psycopg2.errors.InsufficientPrivilege: new row violates row-level security policy for table "orders"',
        captures: { object: "orders" },
      },
      {
        text: "psycopg2.errors.InsufficientPrivilege: permiso denegado a la tabla pedidos",
        captures: { target: "pedidos" },
      },
      { text: "ERREUR:  droit refusé pour la base de données ventes", captures: { target: "ventes" } },
      { text: "FEHLER:  keine Berechtigung für Schema staging", captures: { target: "staging" } },
      { text: "ОШИБКА:  нет доступа к таблице orders", captures: { target: "orders" } },
      { text: "错误:  对表 orders 权限不够", captures: { target: "orders" } },
      {
        text: "psycopg2.errors.InsufficientPrivilege: テーブル orders へのアクセスが拒否されました",
        captures: { target: "orders" },
      },
    ],
    nearMisses: [
      { text: "bash: line 1: /opt/jobs/run.sh: Permission denied" },
      { text: "sftp: Permission denied (publickey,password)." },
      { text: "FATAL:  permiso denegado" },
    ],
  },
};
