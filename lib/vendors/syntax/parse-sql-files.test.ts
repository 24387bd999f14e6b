import { beforeAll, describe, expect, it } from "vitest";
import {
  parseSqlFiles,
  COMMON_DIALECTS,
  type SqlDialect,
  type SqlFile,
  type SqlFinding,
} from "@/lib/vendors/syntax/parse-sql-files";

type Case = readonly [name: string, dialect: SqlDialect | null, text: string];

const GOOD: readonly Case[] = [
  [
    "an incremental dbt model",
    "snowflake",
    `{{ config(materialized='incremental', unique_key=['order_id'], tags=["finance"]) }}

with orders as (
    select * from {{ ref('stg_orders') }}
    {%- if is_incremental() %}
    where updated_at > (select coalesce(max(updated_at), '1900-01-01') from {{ this }})
    {%- endif %}
)

select
    order_id,
    {{ dbt_utils.generate_surrogate_key(['order_id', 'customer_id']) }} as order_key,
    payload:customer.id::string as customer_id
from orders
qualify row_number() over (partition by order_id order by updated_at desc) = 1
`,
  ],
  [
    "a pivot with a loop",
    "bigquery",
    `{%- set methods = ['card', 'coupon', "bank_transfer"] -%}
select order_id,
  {% for method in methods -%}
  sum(case when payment_method = '{{ method }}' then amount end) as {{ method }}_amount{% if not loop.last %},{% endif %}
  {% endfor %}
from {{ source('shop', 'payments') }}
group by 1
`,
  ],
  [
    "a model that asks the warehouse",
    "postgresql",
    `{% call statement('latest', fetch_result=True) -%}
    select max(loaded_at) from {{ ref('loads') }}
{%- endcall %}
{% set latest = load_result('latest')['data'][0][0] if execute else none %}
{% do log("latest: " ~ latest, info=true) %}
{# a comment with {{ braces and 'a quote #}
select * from {{ ref('events') }} where loaded_at >= '{{ latest }}'::timestamp
  and status in ({{ var('states', ["'a'"]) | join(', ') }})
`,
  ],
  [
    "a macro",
    "snowflake",
    `{% macro cents_to_dollars(column_name, scale=2) -%}
    ({{ column_name }} / 100)::numeric(16, {{ scale }})
{%- endmacro %}

{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- set default_schema = target.schema -%}
    {%- if custom_schema_name is none -%}{{ default_schema }}
    {%- elif target.name == 'prod' and node.resource_type not in ['seed'] -%}{{ custom_schema_name | trim }}
    {%- else -%}{{ exceptions.raise_compiler_error("no schema for '" ~ node.name ~ "' %}") }}
    {%- endif -%}
{%- endmacro %}
`,
  ],
  [
    "a snapshot",
    "redshift",
    `{% snapshot orders_snapshot %}
{{ config(target_schema='snapshots', unique_key='id', strategy='check', check_cols=['status']) }}
select * from {{ source('shop', 'orders') }}
{% endsnapshot %}
`,
  ],
  [
    "a generic test",
    null,
    "{% test positive(model, column_name) %}\nselect * from {{ model }} where {{ column_name }} < 0\n{% endtest %}\n",
  ],
  ["a raw block", "postgresql", "select '{% raw %}{{ not a tag }}{% endraw %}' as template\n"],
  [
    "a template of Airflow",
    "postgresql",
    "delete from daily where day = '{{ ds }}' and region = '{{ params.region }}';\ninsert into daily select * from raw where day = '{{ macros.ds_add(ds, -1) }}';\n",
  ],
  [
    "parameters of a driver",
    "postgresql",
    "select * from orders where id = %(id)s and day = %s and region = :region\n",
  ],
  ["parameters of a format", "postgresql", "select * from {table} where day = '{day}'\n"],
  [
    "PostgreSQL",
    "postgresql",
    "with x as (select 1 as a) insert into t (a) select a from x on conflict (a) do update set a = excluded.a returning *;\n",
  ],
  [
    "Snowflake",
    "snowflake",
    "merge into t using s on t.id = s.id when matched then update set v = s.v when not matched then insert (id, v) values (s.id, s.v);\n",
  ],
  [
    "BigQuery",
    "bigquery",
    "select * except (a), array_agg(struct(b, c) order by d limit 3) from `p.d.t`, unnest(e) as e where _PARTITIONDATE >= date_sub(current_date(), interval 7 day) group by all\n",
  ],
  [
    "Databricks",
    "databricks",
    "select a, explode(b) as c from delta.`/mnt/x` lateral view explode(d) t as e where a <=> null\n",
  ],
  ["DuckDB", "duckdb", "from read_parquet('s3://x/*.parquet') select columns('a_.*') order by all\n"],
  ["MySQL", "mysql", "insert into `t` (a) values (1) on duplicate key update a = values(a);\n"],
  ["T-SQL", "tsql", "select top 10 [order id] from dbo.orders with (nolock) cross apply openjson(payload)\n"],
  ["Trino", "trino", "select a, x from t cross join unnest(b) as u (x) where contains(c, 'y')\n"],
  [
    "ClickHouse",
    "clickhouse",
    "select a from t final prewhere d = today() array join b limit 1 by a settings max_threads = 1\n",
  ],
  ["only comments", null, "-- nothing yet\n/* really */\n"],
];

const BROKEN: readonly Case[] = [
  ["a call that is not closed", "snowflake", "select * from {{ ref('orders' }}\n"],
  ["an if without an end", "snowflake", "select 1 {% if is_incremental() %} where a > 1\n"],
  ["an end without a loop", "snowflake", "select 1 {% endfor %}\n"],
  ["a tag that is not closed", "snowflake", "select {{ var('a') from t\n"],
  ["an assignment without a name", "snowflake", "{% set = 1 %}select 1\n"],
  ["a filter without a name", "snowflake", "select {{ x | }}\n"],
  ["a macro that ends as a loop", null, "{% macro a() %}x{% endfor %}\n"],
  ["a misspelt keyword", "snowflake", "select a form {{ ref('t') }} wher b = 1\n"],
  ["a misspelt verb", null, "selec a\n"],
  ["a parenthesis in a model", "bigquery", "select count(*) from {{ ref('t') }} where (a = 1\n"],
  ["a comma before from", "postgresql", "select a, from t\n"],
  ["a common table expression without a body", "snowflake", "with a as ( select * from a\n"],
  ["two commas", "redshift", "select a,, b from t\n"],
  ["a missing table", "duckdb", "select a from where b = 1\n"],
  ["a merge", "snowflake", "merge into t using s on t.id = s.id when matched then updat set v = 1\n"],
  ["no dialect at all", null, "insert into t (a values (1, (2\n"],
];

async function parseOne([name, dialect, text]: Case) {
  const files: SqlFile[] = [{ path: `${name}.sql`, text, language: "sql" }];
  const [finding] = (await parseSqlFiles(files, dialect ? [dialect] : COMMON_DIALECTS)) ?? [];
  return finding;
}

/** The findings of all cases by name; those of one dialect share a process. */
async function parseAll(cases: readonly Case[]) {
  const found = new Map<string, SqlFinding>();
  for (const dialect of new Set(cases.map(([, dialect]) => dialect))) {
    const group = cases.filter(([, other]) => other === dialect);
    const files = group.map(([path, , text]) => ({ path, text, language: "sql" as const }));
    const findings = await parseSqlFiles(files, dialect ? [dialect] : COMMON_DIALECTS);
    for (const finding of findings ?? []) found.set(finding.path, finding);
  }
  return found;
}

describe("parseSqlFiles", () => {
  let found = new Map<string, SqlFinding>();
  beforeAll(async () => {
    found = await parseAll([...GOOD, ...BROKEN]);
  });

  it.each(GOOD)("accepts %s", (name) => {
    expect(found.get(name)).toMatchObject({ status: "ok" });
  });

  it.each(BROKEN)("finds %s", (name) => {
    expect(found.get(name)).toMatchObject({ status: "broken" });
  });

  it("names the dialect in which a file of unknown origin parses", async () => {
    const text = "select a from t qualify row_number() over (partition by a order by b) = 1\n";
    expect(await parseOne(["q", null, text])).toMatchObject({
      status: "ok",
      detail: "parses as SQL (snowflake)",
    });
    expect((await parseOne(["q", "postgresql", text]))?.status).toBe("broken");
  });

  it("says where PostgreSQL found an error", async () => {
    const finding = await parseOne(["q", "postgresql", "select a\nfrom t\nwher b = 1 = 2\n"]);
    expect(finding?.detail).toBe('SQL (postgresql): line 3: syntax error at or near "b"');
  });

  it("does not call a tag broken that it does not know", async () => {
    expect(await parseOne(["q", null, "{% extends 'base.sql' %}select 1\n"])).toMatchObject({
      status: "unknown",
    });
  });

  it("does not claim to have parsed a statement that its parser passes over", async () => {
    expect(await parseOne(["q", "snowflake", "alter sesion set x = 1\n"])).toMatchObject({
      status: "unknown",
    });
  });

  it("counts expressions that may stand for any text", async () => {
    expect(
      await parseOne(["q", "snowflake", "select {{ columns() }} from t {{ filter() }} = \n"]),
    ).toMatchObject({
      status: "broken",
      unknown: 2,
    });
  });

  it("parses templates of other texts as Jinja only", async () => {
    const files: SqlFile[] = [
      { path: "a.yml", text: "a: {{ env_var('A') }}\n", language: "template" },
      { path: "b.yml", text: "a: {{ env_var('A' }}\n", language: "template" },
    ];
    const findings = await parseSqlFiles(files, ["snowflake"]);
    expect(findings?.map(({ status }) => status)).toEqual(["ok", "broken"]);
  });

  it("survives a text that exhausts a parser", async () => {
    const deep = `select ${"(".repeat(200_000)}1${")".repeat(200_000)}`;
    const started = performance.now();
    const findings = await parseSqlFiles(
      [{ path: "deep.sql", text: deep, language: "sql" }],
      COMMON_DIALECTS,
    );
    expect(findings?.[0]?.status ?? "none").not.toBe("ok");
    expect(performance.now() - started).toBeLessThan(25_000);
  });
});
