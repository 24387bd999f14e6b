import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const mysqlRowExamples: SignatureExamples = {
  "mysql/auto-increment-exhausted": {
    examples: [
      {
        text: "pymysql.err.IntegrityError: (1062, \"Duplicate entry '2147483647' for key 'clicks.PRIMARY'\")",
        captures: { value: "2147483647", key: "clicks.PRIMARY" },
      },
      { text: "ERROR 1467 (HY000): Failed to read auto-increment value from storage engine" },
    ],
    nearMisses: [
      { text: "(1062, \"Duplicate entry '2147483646' for key 'clicks.PRIMARY'\")" },
      { text: "(1062, \"Duplicate entry '2147483647' for key 'clicks.uq_event'\")" },
    ],
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
        text: "pymysql.err.IntegrityError: (1048, \"La columna 'total' no puede ser nula\")",
        captures: { column: "total" },
      },
    ],
    nearMisses: [
      { text: 'null value in column "customer_id" of relation "orders" violates not-null constraint' },
    ],
  },
  "mysql/no-default": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1364, \"Field 'currency' doesn't have a default value\")",
        captures: { column: "currency" },
      },
    ],
    nearMisses: [{ text: "pymysql.err.IntegrityError: (1048, \"Column 'customer_id' cannot be null\")" }],
  },
  "mysql/foreign-key": {
    examples: [
      {
        text: "pymysql.err.IntegrityError: (1452, 'Cannot add or update a child row: a foreign key constraint fails (`shop`.`orders`, CONSTRAINT `orders_ibfk_1` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`))')",
        captures: { table: "`shop`.`orders`", constraint: "orders_ibfk_1" },
      },
      {
        text: "MySQLdb.IntegrityError: (1452, 'Hinzufügen oder Aktualisieren eines Kind-Datensatzes schlug fehl (`shop`.`lines`, CONSTRAINT `lines_ibfk_1` FOREIGN KEY (`order_id`) REFERENCES `orders` (`id`))')",
        captures: { constraint: "lines_ibfk_1" },
      },
    ],
    nearMisses: [{ text: "sqlite3.IntegrityError: FOREIGN KEY constraint failed" }],
  },
  "mysql/parent-referenced": {
    examples: [
      {
        text: "ERROR 1451 (23000): Cannot delete or update a parent row: a foreign key constraint fails (`shop`.`orders`, CONSTRAINT `orders_ibfk_1` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`))",
      },
    ],
    nearMisses: [
      {
        text: "pymysql.err.IntegrityError: (1452, 'Cannot add or update a child row: a foreign key constraint fails')",
      },
    ],
  },
  "mysql/invalid-value": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1366, \"Incorrect integer value: 'N/A' for column 'quantity' at row 2\")",
        captures: { column: "quantity", row: "2" },
      },
      {
        text: "com.mysql.cj.jdbc.exceptions.MysqlDataTruncation: Data truncation: Incorrect datetime value: '2024-13-01' for column 'ordered_at' at row 1",
        captures: { column: "ordered_at" },
      },
    ],
    nearMisses: [
      { text: "psycopg2.errors.StringDataRightTruncation: value too long for type character varying(50)" },
    ],
  },
  "mysql/value-too-long": {
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
        text: "pymysql.err.DataError: (1406, \"Datos demasiado largos para la columna 'nombre' en la línea 3\")",
        captures: { column: "nombre", row: "3" },
      },
    ],
    nearMisses: [
      {
        text: "pymysql.err.OperationalError: (1366, \"Incorrect integer value: 'N/A' for column 'quantity' at row 2\")",
      },
    ],
  },
  "mysql/file-column-count": {
    examples: [
      {
        text: 'pymysql.err.OperationalError: (1261, "Row 17 doesn\'t contain data for all columns")',
        captures: { row: "17" },
      },
    ],
    nearMisses: [
      { text: 'pymysql.err.OperationalError: (1136, "Column count doesn\'t match value count at row 1")' },
    ],
  },
};
