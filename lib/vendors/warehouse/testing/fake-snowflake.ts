import { generateKeyPairSync } from "node:crypto";
import { sendJson, startFakeServer, type FakeServer } from "@/lib/vendors/testing/fake-server";

/** Columns by table, such as `RAW.ORDERS`: `{ ID: "NUMBER" }`. */
type Tables = Record<string, Record<string, string>>;

export interface FakeSnowflake extends FakeServer {
  /** What it answers from now on; a number is an HTTP status. */
  state: { answer: Tables | number };
  /** Settings and credentials of an integration. */
  connection: {
    config: {
      apiUrl: string;
      warehouse: { engine: "snowflake"; account: string; database: string; warehouse: null; role: null };
    };
    credentials: { user: string; privateKey: string };
  };
}

/** A Snowflake on loopback that answers the one statement of the product, as its SQL API v2 is specified. */
export async function startFakeSnowflake(answer: Tables | number): Promise<FakeSnowflake> {
  const state = { answer };
  const server = await startFakeServer((_, response) => {
    if (typeof state.answer === "number") return sendJson(response, state.answer, { message: "no" });
    const data = Object.entries(state.answer).flatMap(([table, columns]) =>
      Object.entries(columns).map(([name, type]) => [
        "SHOP",
        ...table.split("."),
        name,
        type,
        null,
        null,
        null,
        "YES",
      ]),
    );
    return sendJson(response, 200, { statementHandle: "h", data });
  });
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const warehouse = {
    engine: "snowflake",
    account: "acme-shop",
    database: "SHOP",
    warehouse: null,
    role: null,
  } as const;
  return {
    ...server,
    state,
    connection: {
      config: { apiUrl: server.url, warehouse },
      credentials: { user: "reader", privateKey: pem },
    },
  };
}
