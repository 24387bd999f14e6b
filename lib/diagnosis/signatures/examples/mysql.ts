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
  "mysql/duplicate-entry": {
    examples: [
      {
        text: "pymysql.err.IntegrityError: (1062, \"Duplicate entry '1042' for key 'orders.PRIMARY'\")",
        captures: { value: "1042", key: "orders.PRIMARY" },
      },
      {
        text: "sqlalchemy.exc.IntegrityError: (MySQLdb.IntegrityError) (1062, \"Duplicate entry '1042-1' for key 'order_line'\")\n[SQL: INSERT INTO order_lines (order_id, line) VALUES (%s, %s)]",
        captures: { key: "order_line" },
      },
      {
        text: "pymysql.err.IntegrityError: (1062, \"Doppelter Eintrag '5' für Schlüssel 'PRIMARY'\")",
        captures: { value: "5", key: "PRIMARY" },
      },
      {
        text: "mysql.connector.errors.IntegrityError: 1062 (23000): Entrada duplicada '5' para la clave 'PRIMARY'",
        captures: { value: "5", key: "PRIMARY" },
      },
    ],
    nearMisses: [
      {
        text: 'psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "orders_pkey"',
      },
      { text: "zipfile warning: Duplicate entry 'orders.csv' in archive" },
    ],
  },
  "mysql/null-or-default": {
    examples: [
      {
        text: "pymysql.err.IntegrityError: (1048, \"Column 'customer_id' cannot be null\")",
        captures: { column: "customer_id" },
      },
      {
        text: "pymysql.err.OperationalError: (1364, \"Field 'currency' doesn't have a default value\")",
        captures: { column: "currency" },
      },
      {
        text: "pymysql.err.IntegrityError: (1048, \"La columna 'total' no puede ser nula\")",
        captures: { column: "total" },
      },
    ],
    nearMisses: [
      { text: 'null value in column "customer_id" of relation "orders" violates not-null constraint' },
    ],
  },
  "mysql/foreign-key": {
    examples: [
      {
        text: "pymysql.err.IntegrityError: (1452, 'Cannot add or update a child row: a foreign key constraint fails (`shop`.`orders`, CONSTRAINT `orders_ibfk_1` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`))')",
        captures: { side: "child", table: "`shop`.`orders`", constraint: "orders_ibfk_1" },
      },
      {
        text: "ERROR 1451 (23000): Cannot delete or update a parent row: a foreign key constraint fails (`shop`.`orders`, CONSTRAINT `orders_ibfk_1` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`))",
        captures: { side: "parent" },
      },
      {
        text: "MySQLdb.IntegrityError: (1452, 'Hinzufügen oder Aktualisieren eines Kind-Datensatzes schlug fehl (`shop`.`lines`, CONSTRAINT `lines_ibfk_1` FOREIGN KEY (`order_id`) REFERENCES `orders` (`id`))')",
        captures: { constraint: "lines_ibfk_1" },
      },
    ],
    nearMisses: [{ text: "sqlite3.IntegrityError: FOREIGN KEY constraint failed" }],
  },
  "mysql/invalid-value": {
    examples: [
      {
        text: "pymysql.err.DataError: (1406, \"Data too long for column 'city' at row 1\")",
        captures: { column: "city", row: "1" },
      },
      {
        text: "pymysql.err.DataError: (1264, \"Out of range value for column 'quantity' at row 17\")",
        captures: { column: "quantity" },
      },
      {
        text: "pymysql.err.OperationalError: (1366, \"Incorrect integer value: 'N/A' for column 'quantity' at row 2\")",
        captures: { column: "quantity", row: "2" },
      },
      {
        text: "com.mysql.cj.jdbc.exceptions.MysqlDataTruncation: Data truncation: Incorrect datetime value: '2024-13-01' for column 'ordered_at' at row 1",
        captures: { column: "ordered_at" },
      },
      {
        text: "pymysql.err.DataError: (1406, \"Datos demasiado largos para la columna 'nombre' en la línea 3\")",
        captures: { column: "nombre", row: "3" },
      },
    ],
    nearMisses: [
      { text: "psycopg2.errors.StringDataRightTruncation: value too long for type character varying(50)" },
    ],
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
      {
        text: "pymysql.err.OperationalError: (1052, \"Column 'id' in field list is ambiguous\")",
        captures: { column: "id" },
      },
    ],
    nearMisses: [{ text: 'psycopg2.errors.AmbiguousColumn: column reference "id" is ambiguous' }],
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
