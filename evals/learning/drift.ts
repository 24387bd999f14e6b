import type { ThrownError } from "@/evals/learning/logs";

/** What the big upgrade changed in error texts: other drivers and clients, other words. */
const NEW_TEXTS: readonly [RegExp, string][] = [
  [/\bpsycopg2\./g, "psycopg."],
  [/^MemoryError:/, "numpy._core._exceptions._ArrayMemoryError:"],
  [
    /^requests\.exceptions\.HTTPError: 429 Client Error: Too Many Requests for url: (\S+)/,
    "httpx.HTTPStatusError: Client error '429 Too Many Requests' for url '$1'",
  ],
  [/^botocore\.exceptions\.ClientError:/, "aiobotocore.client.ClientError:"],
  [/unexpected trailer record 99/, "trailer record 99 was not expected"],
  [/^vendors\.errors\.VendorFileError/, "vendors.edi.errors.BadFile"],
];

/** Where the company moved its own code in the same upgrade. */
const NEW_PLACES: Readonly<Record<string, Pick<ThrownError, "file" | "function">>> = {
  "finance/ledger.py": { file: "finance/close/balance.py", function: "assert_balanced" },
  "vendors/edi.py": { file: "vendors/edi/reader.py", function: "trailer" },
  "crm/parse.py": { file: "crm/accounts/parser.py", function: "account" },
  "common/warehouse.py": { file: "platform/db/warehouse.py", function: "run" },
};

/** The same failure after the upgrade. */
export function afterUpgrade(thrown: ThrownError): ThrownError {
  const error = NEW_TEXTS.reduce((text, [old, now]) => text.replace(old, now), thrown.error);
  return { ...thrown, ...NEW_PLACES[thrown.file], error };
}
