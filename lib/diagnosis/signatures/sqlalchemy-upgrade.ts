import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** SQLAlchemy 2: arguments that went away and parameters in other shapes. */
export const sqlalchemyUpgradeSignatures: Signature[] = [
  {
    id: "sqlalchemy/removed-argument",
    title: "Removed SQLAlchemy argument",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Invalid argument\(s\) '(?<argument>\w{2,40})'(?:,'\w{2,40}'){0,4} sent to create_engine\(\)/,
        /MetaData\.__init__\(\) got an unexpected keyword argument '(?<argument>bind)'/,
        /unknown strategy: '(?<argument>\w{2,40})'/,
        /Additional arguments should be named <dialectname>_<argument>, got '(?<argument>\w{2,40})'/,
      ],
    },
    rootCause: "SQLAlchemy does not know the argument `{argument}` here",
    explanation:
      "SQLAlchemy 2 removed bound metadata, `autoload=True`, `strategy`, `encoding`, `convert_unicode` and others; `create_engine` also rejects arguments that the driver's pool does not have (`pool_size` with SQLite).",
    checks: ["The installed SQLAlchemy against the version the code was written for"],
    fixes: [
      "Use the replacement: `autoload_with=engine`, pass the engine to `create_all(engine)`, drop `encoding`",
      "Pin `sqlalchemy<2` until the code is changed",
    ],
    docs: ["https://docs.sqlalchemy.org/en/20/changelog/migration_20.html"],
  },
  {
    id: "sqlalchemy/parameter-shape",
    title: "Parameters in the wrong shape (SQLAlchemy)",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /List argument must consist only of (?:tuples or )?dictionaries/,
        /mapping or list expected for parameters/,
      ],
    },
    rootCause: "The statement's parameters are not a dictionary or a list of dictionaries",
    explanation:
      "SQLAlchemy 2 takes named parameters as one dictionary (or a list of them for many rows), not positional tuples.",
    checks: ["The second argument of `execute(...)`"],
    fixes: [
      'Pass `{"name": value}` with `text("... :name")`',
      "Use `connection.exec_driver_sql(...)` for the driver's own placeholders",
    ],
    docs: ["https://docs.sqlalchemy.org/en/20/changelog/migration_20.html"],
  },
  {
    id: "sqlalchemy/annotation",
    title: "Declarative annotation not understood (SQLAlchemy 2)",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Type annotation for "(?<attribute>[\w.]{3,160})" can't be correctly interpreted for Annotated Declarative Table form/,
        /Could not locate SQLAlchemy Core type for Python type (?<type>[^\n]{3,80}?) inside the "(?<attribute>[\w.]{2,160})" attribute/,
      ],
    },
    rootCause: "SQLAlchemy 2 cannot map the annotation of `{attribute}`",
    explanation:
      "Annotated attributes must be `Mapped[...]`; models written for 1.4 with plain annotations fail.",
    checks: ["The class of `{attribute}`, and the SQLAlchemy version it was written for"],
    fixes: [
      "Annotate with `Mapped[...]`, or set `__allow_unmapped__ = True`",
      "Pin `sqlalchemy<2` (Airflow plugins: use the versions of Airflow's constraints)",
    ],
    docs: ["https://docs.sqlalchemy.org/en/20/changelog/migration_20.html"],
  },
];
