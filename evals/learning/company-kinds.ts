import { deployed } from "@/evals/learning/evidence";
import { steady, type FailureKind } from "@/evals/learning/kind";

/** Failures whose cause only this company knows: the error does not say it. */
export const COMPANY_KINDS: readonly FailureKind[] = [
  steady(
    {
      id: "ledger-imbalance",
      styles: ["airflow", "prefect"],
      pipelines: 3,
      perYear: 30,
      season: "month_end",
      thrown: ({ number }) => ({
        file: "finance/ledger.py",
        function: "check_balance",
        code: "raise LedgerImbalanceError(difference)",
        error: `finance.errors.LedgerImbalanceError: books differ by ${number(900)}.${10 + number(89)} EUR in batch ${number(99999)}`,
      }),
    },
    {
      categories: ["upstream_missing_data", "data_quality"],
      mentions: [["rates"]],
      said: ({ pick }) =>
        `The exchange rates of the month end ${pick(["arrive", "came", "are published"])} after the close, so the books differ`,
    },
  ),
  steady(
    {
      id: "correction-file",
      styles: ["airflow", "spark"],
      pipelines: 3,
      perYear: 20,
      thrown: ({ number }) => ({
        file: "vendors/edi.py",
        function: "read_trailer",
        code: "raise VendorFileError(record)",
        error: `vendors.errors.VendorFileError: unexpected trailer record 99 at offset ${number(999999)}`,
      }),
    },
    {
      categories: ["data_quality", "schema_change"],
      mentions: [["correction"]],
      said: () => "The vendor sent a correction file, which has a second trailer",
    },
  ),
  steady(
    {
      id: "store-opened",
      styles: ["airflow", "prefect"],
      pipelines: 4,
      perYear: 18,
      thrown: ({ number }) => ({
        file: "stores/check.py",
        function: "check_stores",
        code: "assert len(stores) == EXPECTED",
        error: `AssertionError: ${212 + number(20)} stores, expected 212`,
      }),
    },
    {
      categories: ["configuration", "data_quality"],
      mentions: [["stores.yml"]],
      said: ({ pick }) => `A ${pick(["new", "pop-up"])} store is not in stores.yml`,
    },
  ),
  {
    id: "legacy-exit-three",
    styles: ["airflow"],
    pipelines: 3,
    perYear: 24,
    thrown: ({ number }) => ({
      file: "legacy/run.py",
      function: "run",
      code: "raise LegacyError(code)",
      error: `legacy.errors.LegacyError: engine stopped with code 3 after ${number(400)} s`,
    }),
    causes: [
      {
        id: "legacy-license",
        fromDay: 0,
        categories: ["configuration", "infrastructure"],
        mentions: [["license"]],
        said: () => "Code 3 means that the license of the legacy engine is used up",
        evidence: () => [],
      },
      {
        id: "legacy-memory-map",
        fromDay: 210,
        categories: ["resource_exhausted", "configuration"],
        mentions: [["map", "mmap"]],
        said: () => "Since the upgrade code 3 is a failed mmap: vm.max_map_count is too low",
        evidence: ({ at }) => [
          deployed(at, { kind: "image", name: "legacy-engine", before: "7.2", after: "8.0" }),
        ],
      },
    ],
  },
  steady(
    {
      id: "tier-missing",
      styles: ["prefect", "airflow"],
      pipelines: 3,
      perYear: 20,
      thrown: ({ pick }) => ({
        file: "crm/parse.py",
        function: "parse_account",
        code: 'tier = account["tier"]',
        error: `KeyError: 'tier${pick(["", "_code"])}'`,
      }),
    },
    {
      categories: ["data_quality", "schema_change", "upstream_missing_data"],
      mentions: [["trial"]],
      said: () => "Accounts on trial have no tier in the CRM",
    },
  ),
  steady(
    {
      id: "english-dates",
      styles: ["airflow", "spark"],
      pipelines: 3,
      perYear: 16,
      thrown: ({ number }) => ({
        file: "hr/dates.py",
        function: "to_date",
        code: 'return datetime.strptime(text, "%d.%m.%Y")',
        error: `ValueError: time data '0${1 + number(8)}/2${number(9)}/2026' does not match format '%d.%m.%Y'`,
      }),
    },
    {
      categories: ["data_quality", "configuration"],
      mentions: [["locale"]],
      said: () => "Payroll exported with the English locale",
    },
  ),
  steady(
    {
      id: "offset-gone",
      styles: ["spark", "prefect"],
      pipelines: 3,
      perYear: 16,
      thrown: ({ number }) => ({
        file: "events/consume.py",
        function: "poll",
        code: "records = consumer.poll(timeout_ms=1000)",
        error: `kafka.errors.OffsetOutOfRangeError: [Error 1] OffsetOutOfRangeError: {TopicPartition(topic='clicks', partition=${number(48)}): ${number(99999999)}}`,
      }),
    },
    {
      categories: ["configuration", "upstream_missing_data"],
      mentions: [["retention"]],
      said: () => "The retention of clicks is one day, and the consumer paused for longer over the weekend",
    },
  ),
  steady(
    {
      id: "partner-key",
      styles: ["airflow", "prefect"],
      pipelines: 3,
      perYear: 14,
      thrown: ({ number }) => ({
        file: "partners/decrypt.py",
        function: "decrypt",
        code: "raise DecryptError(result.stderr)",
        error: `partners.errors.DecryptError: gpg: decryption failed: No secret key (file acme_${number(9999)}.csv.gpg)`,
      }),
    },
    {
      categories: ["auth_permission", "configuration"],
      mentions: [["old key"]],
      said: () => "The partner encrypts with our old key after its yearly change of keys",
    },
  ),
  steady(
    {
      id: "clock-change",
      styles: ["airflow", "prefect"],
      pipelines: 5,
      perYear: 12,
      season: "clock_change",
      thrown: ({ number }) => ({
        file: "common/warehouse.py",
        function: "insert_hour",
        code: "cursor.executemany(statement, rows)",
        error: `psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "hours_pkey"\nDETAIL:  Key (hour, id)=(02:00, ${number(99999)}) already exists.`,
      }),
    },
    {
      categories: ["code_bug", "data_quality"],
      mentions: [["clock", "twice"]],
      said: () => "On the night of the clock change the hour from two to three is loaded twice",
    },
  ),
  steady(
    {
      id: "empty-campaign",
      styles: ["spark", "prefect"],
      pipelines: 3,
      perYear: 18,
      thrown: ({ number }) => ({
        file: "ads/rates.py",
        function: "click_rate",
        code: "return clicks / views",
        error: `ZeroDivisionError: division by zero (campaign ${number(9999)})`,
      }),
    },
    {
      categories: ["data_quality", "code_bug"],
      mentions: [["draft"]],
      said: () => "Campaigns in draft are exported with zero views",
    },
  ),
  steady(
    {
      id: "tax-service",
      styles: ["prefect", "airflow"],
      pipelines: 3,
      perYear: 22,
      thrown: ({ number }) => ({
        file: "tax/client.py",
        function: "lookup",
        code: "raise TaxServiceError(body)",
        error: `tax.errors.TaxServiceError: TX-${4000 + number(3)}: request not processed`,
      }),
    },
    {
      categories: ["network_timeout", "infrastructure", "upstream_missing_data"],
      mentions: [["tax office"]],
      said: () => "The service of the tax office is closed at night; TX-4000 and up mean that",
    },
  ),
  steady(
    {
      id: "stale-view",
      styles: ["dbt"],
      pipelines: 4,
      perYear: 20,
      thrown: ({ number, pick }) => ({
        file: "models",
        function: "model",
        code: "",
        error: `002037 (42601): SQL compilation error:\nFailure during expansion of view 'V_${pick(["SALES", "STOCK", "STAFF"])}': SQL compilation error: error line ${number(40)} at position ${number(80)}`,
      }),
    },
    {
      categories: ["schema_change", "warehouse_sql"],
      mentions: [["view"], ["created again", "recreate", "replace"]],
      said: () => "The view must be created again after its source table was rebuilt (replace the view)",
    },
  ),
  steady(
    {
      id: "badge-reader",
      styles: ["airflow", "spark"],
      pipelines: 3,
      perYear: 14,
      thrown: ({ number }) => ({
        file: "iot/frames.py",
        function: "check_gaps",
        code: "raise GapError(minutes)",
        error: `iot.errors.GapError: no readings for ${61 + number(300)} minutes`,
      }),
    },
    {
      categories: ["upstream_missing_data", "infrastructure"],
      mentions: [["gateway"]],
      said: () => "The gateway in the basement loses its network when the lift is serviced",
    },
  ),
];
