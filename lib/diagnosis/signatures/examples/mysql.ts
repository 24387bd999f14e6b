import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const mysqlExamples: SignatureExamples = {
  "mysql/unknown-column": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1054, \"Unknown column 'o.customer_ref' in 'field list'\")",
        captures: { column: "o.customer_ref", clause: "field list" },
      },
      {
        text: "sqlalchemy.exc.OperationalError: (MySQLdb.OperationalError) (1054, \"Unknown column 'customer_ref' in 'where clause'\")\n[SQL: select 1 from orders where customer_ref = 1]",
        captures: { column: "customer_ref" },
      },
      { text: "ERROR 1054 (42S22) at line 3: Unknown column 'discount' in 'field list'" },
      {
        text: "pymysql.err.OperationalError: (1054, \"Unbekanntes Tabellenfeld 'rabatt' in field list\")",
        captures: { column: "rabatt" },
      },
      {
        text: "mysql.connector.errors.ProgrammingError: 1054 (42S22): Champ 'remise' inconnu dans field list",
        captures: { column: "remise" },
      },
    ],
    nearMisses: [
      { text: "pymysql.err.ProgrammingError: (1146, \"Table 'shop.orders' doesn't exist\")" },
      { text: 'psycopg2.errors.UndefinedColumn: column "customer_ref" does not exist' },
    ],
  },
  "mysql/drop-missing": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1091, \"Can't DROP 'discount'; check that column/key exists\")",
        captures: { column: "discount" },
      },
    ],
    nearMisses: [{ text: "ERROR 1054 (42S22) at line 3: Unknown column 'discount' in 'field list'" }],
  },
  "mysql/no-such-table": {
    examples: [
      {
        text: "pymysql.err.ProgrammingError: (1146, \"Table 'shop.raw_orders' doesn't exist\")",
        captures: { table: "shop.raw_orders" },
      },
      {
        text: "java.sql.SQLSyntaxErrorException: Table 'shop.raw_orders' doesn't exist",
        captures: { table: "shop.raw_orders" },
      },
      {
        text: "pymysql.err.ProgrammingError: (1146, \"Tabla 'ventas.pedidos' no existe\")",
        captures: { table: "ventas.pedidos" },
      },
      {
        text: "sqlMessage: \"Tabelle 'shop.bestellungen' existiert nicht\",\n  code: 'ER_NO_SUCH_TABLE',\n  errno: 1146,",
      },
    ],
    nearMisses: [
      { text: "pymysql.err.OperationalError: (1050, \"Table 'raw_orders' already exists\")" },
      { text: "Path 's3://shop/raw_orders' doesn't exist" },
    ],
  },
  "mysql/unknown-database": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1049, \"Unknown database 'shop'\")",
        captures: { database: "shop" },
      },
      { text: "ERROR 1049 (42000): Unknown database 'shop'" },
      {
        text: "MySQLdb.OperationalError: (1049, \"Base de datos desconocida 'ventas'\")",
        captures: { database: "ventas" },
      },
    ],
    nearMisses: [{ text: 'FATAL:  database "shop" does not exist' }],
  },
  "mysql/column-count": {
    examples: [
      {
        text: 'pymysql.err.OperationalError: (1136, "Column count doesn\'t match value count at row 1")',
        captures: { row: "1" },
      },
    ],
    nearMisses: [
      { text: "ValueError: Length mismatch: Expected axis has 3 elements, new values have 2 elements" },
    ],
  },
  "mysql/syntax-error": {
    examples: [
      {
        text: "pymysql.err.ProgrammingError: (1064, \"You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near 'form orders' at line 1\")",
      },
      {
        text: "ERROR 1064 (42000) at line 12: You have an error in your SQL syntax; check the manual that corresponds to your MariaDB server version for the right syntax to use near ')' at line 4",
      },
      {
        text: "pymysql.err.ProgrammingError: (1064, \"Fehler in der SQL-Syntax. Bitte die korrekte Syntax im Handbuch nachschlagen bei 'form orders' in Zeile 1\")",
        captures: { token: "form orders" },
      },
    ],
    nearMisses: [{ text: 'psycopg2.errors.SyntaxError: syntax error at or near "form"' }],
  },
  "mysql/group-by": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1055, \"Expression #2 of SELECT list is not in GROUP BY clause and contains nonaggregated column 'shop.o.status' which is not functionally dependent on columns in GROUP BY clause; this is incompatible with sql_mode=only_full_group_by\")",
        captures: { column: "shop.o.status" },
      },
    ],
    nearMisses: [{ text: 'psycopg2.errors.AmbiguousColumn: column reference "id" is ambiguous' }],
  },
  "mysql/ambiguous-column": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1052, \"Column 'id' in field list is ambiguous\")",
        captures: { column: "id" },
      },
    ],
    nearMisses: [{ text: "Column 'id' cannot be null" }],
  },
  "mysql/already-exists": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1050, \"Table 'orders' already exists\")",
        captures: { name: "orders" },
      },
      { text: "pymysql.err.OperationalError: (1060, \"Duplicate column name 'discount'\")" },
      {
        text: "pymysql.err.OperationalError: (1050, \"Tabelle 'orders' bereits vorhanden\")",
        captures: { name: "orders" },
      },
    ],
    nearMisses: [{ text: 'psycopg2.errors.DuplicateTable: relation "orders" already exists' }],
  },
};
