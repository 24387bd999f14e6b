import { steady, type FailureKind } from "@/evals/learning/kind";

const PLACES = [
  "parse",
  "merge",
  "price",
  "route",
  "split",
  "rank",
  "audit",
  "quote",
  "trim",
  "score",
] as const;
const ERRORS = [
  (n: number) => `IndexError: list index out of range (row ${n})`,
  (n: number) => `TypeError: unsupported operand type(s) for +: 'int' and 'NoneType' in batch ${n}`,
  (n: number) => `AttributeError: 'NoneType' object has no attribute 'amount_${n % 9}'`,
  (n: number) => `FileNotFoundError: [Errno 2] No such file or directory: '/data/in/extra_${n}.csv'`,
  (n: number) =>
    `UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe4 in position ${n}: invalid continuation byte`,
  (n: number) => `RuntimeError: job ${n} gave up`,
] as const;
const CATEGORIES = [
  "code_bug",
  "code_bug",
  "code_bug",
  "upstream_missing_data",
  "data_quality",
  "unknown",
] as const;
const WORDS = ["row", "None", "None", "file", "utf-8", "gave up"] as const;

/** A failure that happens once: its own place, error and cause. */
export function oneOff(index: number): FailureKind {
  const place = PLACES[index % PLACES.length] ?? "parse";
  const which = (index * 7) % ERRORS.length;
  const [error = ERRORS[0], category = "code_bug", word = "row"] = [
    ERRORS[which],
    CATEGORIES[which],
    WORDS[which],
  ];
  return steady(
    {
      id: `one-off-${index}`,
      styles: ["airflow", "prefect", "spark"],
      pipelines: 1,
      perYear: 1,
      thrown: ({ number }) => ({
        file: `once/${place}_${index}.py`,
        function: `${place}_${index}`,
        code: `return ${place}(rows)`,
        error: error(number(900)),
      }),
    },
    {
      categories: [
        category,
        ...(category === "code_bug" ? (["data_quality"] as const) : (["code_bug"] as const)),
      ],
      mentions: [[word, place]],
      said: () => `Something in ${place}_${index} that nobody had thought of (${word})`,
    },
  );
}
