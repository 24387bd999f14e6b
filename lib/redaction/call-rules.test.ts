import { describe, test } from "vitest";
import { expectHidden, expectReadable } from "@/lib/redaction/testing/marked";

describe("positional logins in calls", () => {
  test.each([
    'DriverManager.getConnection(url, "sa", "«Hq7wz9Lm2pXv»")',
    'val c = DriverManager.getConnection(conf.getString(URL), user, "«sesame»")',
    'DriverManager.getConnection("jdbc:sqlserver://db.example.com:1433;databaseName=raw", "sa", "«Hq7wz9Lm2pXv»")',
    'DriverManager.getConnection(s"jdbc:postgresql://$host/raw", "sa", "«Hq7wz9Lm2pXv»")',
    String.raw`{"code": "DriverManager.getConnection(url, \"sa\", \"«Hq7wz9Lm2pXv»\")"}`,
    'dataSource.getConnection("sa", "«sesame»")',
    'DataSource.getConnection("sa", "«Hq7wz9Lm2pXv»")',
    'x.getConnection("sa", "«Hq7wz9Lm2pXv»")',
    'spark.read.jdbc(url, "raw.orders", "sa", "«Hq7wz9Lm2pXv»")',
    "Sql.newInstance(url, 'sa', '«Hq7wz9Lm2pXv»', driver)",
    'Database.forURL(url, "sa", "«sesame»", driver = "x")',
    'new DriverManagerDataSource(url, "sa", "«sesame»")',
    'Transactor.fromDriverManager[IO]("org.h2.Driver", "jdbc:h2:mem:raw", "sa", "«sesame»")',
    "psycopg2.connect(db, user, '«sesame»')",
    'ibm_db.connect(dsn, "etl", "«sesame»")',
    "new PDO(dsn, 'etl', '«sesame»')",
    'oracledb.connect("etl", "«sesame»", "db/orcl")',
    'cx_Oracle.connect(user, "«sesame»", dsn)',
    'AuthTokens.basic("neo4j", "«sesame»")',
    'HTTPBasicAuth(user, "«Hq7wz9Lm2pXv»")',
  ])("%s", expectHidden);

  test.each([
    "DriverManager.getConnection(url, props)",
    "DriverManager.getConnection(url, user, password)",
    "java.sql.DriverManager.getConnection(DriverManager.java:702)",
    'getConnection("orders", "analytics")',
    'pool.getConnection("orders")',
    'spark.read.jdbc(url, "raw.orders", properties)',
    'spark.read.jdbc(url, "raw.orders", "id", 1, 100, 8, props)',
    'spark.read.jdbc(url, "raw.orders", "id", "region")',
    'getConnection(url, "sa", System.getenv("DB_PASSWORD"))',
    'getConnection(url, "sa", "***")',
    'driver.login(user, "timed out")',
  ])("stays readable: %s", expectReadable);
});
