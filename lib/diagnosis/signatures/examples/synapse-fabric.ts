import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const synapseFabricExamples: SignatureExamples = {
  "synapse/file-not-readable": {
    examples: [
      {
        text: "File 'https://lake.dfs.core.windows.net/raw/orders/2026.parquet' cannot be opened because it does not exist or it is used by another process.",
        captures: { path: "https://lake.dfs.core.windows.net/raw/orders/2026.parquet" },
      },
      {
        text: "Content of directory on path 'https://lake.dfs.core.windows.net/raw/orders/*.parquet' cannot be listed.",
      },
    ],
    nearMisses: [{ text: 'No files found that match the pattern "s3://x"' }],
  },
  "synapse/file-values": {
    examples: [
      {
        text: "Column 'discount' of type 'INT' is not compatible with external data type 'Parquet physical type: BYTE_ARRAY, logical type: UTF8', please try with 'VARCHAR(8000)'.",
        captures: { column: "discount", type: "INT" },
      },
      {
        text: "Bulk load data conversion error (type mismatch or invalid character for the specified codepage) for row 1, column 2 (discount) in data file orders.csv.",
        captures: { row: "1", column: "discount" },
      },
    ],
    nearMisses: [{ text: "Error converting data type varchar to numeric" }],
  },
  "synapse/capacity": {
    examples: [
      {
        text: "Unable to complete the action because your organization's Fabric compute capacity has exceeded its limits. Try again later.",
      },
      { text: "Msg 24801: The query was rejected due to current capacity constraints." },
    ],
    nearMisses: [{ text: "Resource ID : 1. The request limit for the database is 60 and has been reached." }],
  },
  "synapse/pool-paused": {
    examples: [
      { text: "Cannot connect to database when it is paused." },
      { text: '{"errorCode":"CapacityNotActive","message":"The capacity is not active"}' },
    ],
    nearMisses: [{ text: "Database 'shop' on server 'srv' is not currently available." }],
  },
};
