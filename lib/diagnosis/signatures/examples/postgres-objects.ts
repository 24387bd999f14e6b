import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const postgresObjectExamples: SignatureExamples = {
  "postgres/already-exists": {
    examples: [
      {
        text: 'psycopg2.errors.DuplicateTable: relation "orders" already exists',
        captures: { name: "orders", kind: "relation" },
      },
      {
        text: 'sqlalchemy.exc.ProgrammingError: (psycopg2.errors.DuplicateColumn) column "discount" of relation "orders" already exists\n\n[SQL: ALTER TABLE orders ADD COLUMN discount numeric]',
        captures: { name: "discount", table: "orders" },
      },
      {
        text: 'Database Error in model orders (models/orders.sql)\n  relation "orders__dbt_backup" already exists',
        captures: { name: "orders__dbt_backup" },
      },
      { text: 'psql:init.sql:1: ERROR:  schema "staging" already exists', captures: { name: "staging" } },
      {
        text: "psycopg2.errors.DuplicateTable: la relación «pedidos» ya existe",
        captures: { name: "pedidos" },
      },
      { text: "FEHLER:  Relation »bestellungen« existiert bereits", captures: { name: "bestellungen" } },
    ],
    nearMisses: [
      { text: 'NOTICE:  relation "orders" already exists, skipping' },
      {
        text: 'psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "orders_pkey"\nDETAIL:  Key (id)=(1) already exists.',
      },
    ],
  },
  "postgres/dependent-objects": {
    examples: [
      {
        text: "psycopg2.errors.DependentObjectsStillExist: cannot drop table orders because other objects depend on it\nDETAIL:  view daily_orders depends on table orders\nHINT:  Use DROP ... CASCADE to drop the dependent objects too.",
        captures: { object: "table orders" },
      },
      {
        text: 'Database Error in model daily_orders (models/daily_orders.sql)\n  cannot change name of view column "day" to "order_day"',
      },
      {
        text: 'ERROR:  cannot alter type of a column used by a view or rule\nDETAIL:  rule _RETURN on view daily_orders depends on column "amount"',
      },
      {
        text: "psycopg2.errors.DependentObjectsStillExist: no se puede eliminar tabla pedidos porque otros objetos dependen de él",
      },
    ],
    nearMisses: [{ text: 'psycopg2.errors.UndefinedTable: table "orders" does not exist' }],
  },
};
