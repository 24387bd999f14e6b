import type { ScriptedCase } from "@/e2e/loop/scripted-claude";

export const ORDERS_PATH = "dags/orders_daily.py";
export const ORDERS_TASK = "transform_orders";

const orders = (key: string) => `"""Totals the orders of each customer."""


def read_orders():
    return [{"client_id": 7, "amount": 3}, {"client_id": 8, "amount": 5}]


def transform_orders(rows):
    totals = {}
    for row in rows:
        customer = row["${key}"]
        totals[customer] = totals.get(customer, 0) + row["amount"]
    return totals
`;

/** The file before and after the commit that broke it. */
export const ORDERS_BEFORE = orders("client_id");
export const ORDERS_BROKEN = orders("customer_id");

/** What the failing task logs and its callback reports. */
export const ORDERS_TRACEBACK = `Traceback (most recent call last):
  File "/opt/airflow/dags/orders_daily.py", line 11, in transform_orders
    customer = row["customer_id"]
               ~~~^^^^^^^^^^^^^^^
KeyError: 'customer_id'
`;

/** What the scripted model says about it. */
export const ORDERS_CASE: ScriptedCase = {
  about: "customer_id",
  rootCause: "transform_orders reads customer_id, but the rows of read_orders have client_id",
  category: "code_bug",
  from: ORDERS_TASK,
  to: "rows with client_id",
  claims: [
    { text: "The task failed on a key that the row lacks", quote: "KeyError: 'customer_id'" },
    { text: "read_orders returns rows with client_id", quote: 'return [{"client_id": 7, "amount": 3}' },
  ],
  actions: ["Read client_id in transform_orders"],
  change: {
    title: "Read client_id, or customer_id where a row has it",
    rationale: "read_orders returns rows with client_id, so transform_orders has to read that.",
    path: ORDERS_PATH,
    search: 'customer = row["customer_id"]',
    replace: 'customer = row["client_id"] if "client_id" in row else row["customer_id"]',
  },
};
