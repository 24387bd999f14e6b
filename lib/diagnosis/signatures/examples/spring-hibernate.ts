import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const springHibernateExamples: SignatureExamples = {
  "spring/placeholder": {
    examples: [
      {
        text: "java.lang.IllegalArgumentException: Could not resolve placeholder 'crates.input.dir' in value \"${crates.input.dir}\"",
        captures: { setting: "crates.input.dir" },
      },
      {
        text: "com.typesafe.config.ConfigException$Missing: system properties: No configuration setting found for key 'harbour.kafka.topic'",
        captures: { setting: "harbour.kafka.topic" },
      },
    ],
    nearMisses: [{ text: "KeyError: 'crates.input.dir'" }],
  },
  "spring/data-source-url": {
    examples: [
      {
        text: "Failed to configure a DataSource: 'url' attribute is not specified and no embedded datasource could be configured.\n\nReason: Failed to determine a suitable driver class",
      },
      { text: "java.lang.IllegalArgumentException: jdbcUrl is required with driverClassName." },
      {
        text: "java.lang.RuntimeException: Driver org.postgresql.Driver claims to not accept jdbcUrl, postgres://harbour/crates",
        captures: { driver: "org.postgresql.Driver", url: "postgres://harbour/crates" },
      },
    ],
    nearMisses: [{ text: "java.sql.SQLException: No suitable driver" }],
  },
  "spring/bean-missing": {
    examples: [
      {
        text: "org.springframework.beans.factory.NoSuchBeanDefinitionException: No qualifying bean of type 'harbour.CrateLoader' available: expected at least 1 bean which qualifies as autowire candidate.",
        captures: { bean: "harbour.CrateLoader" },
      },
    ],
    nearMisses: [
      {
        text: "org.springframework.beans.factory.NoUniqueBeanDefinitionException: No qualifying bean of type 'harbour.CrateLoader' available: expected single matching bean but found 2: a,b",
      },
    ],
  },
  "spring-batch/already-complete": {
    examples: [
      {
        text: "org.springframework.batch.core.repository.JobInstanceAlreadyCompleteException: A job instance already exists and is complete for parameters={date=2024-03-12}.  If you want to run this job again, change the parameters.",
        captures: { parameters: "date=2024-03-12" },
      },
    ],
    nearMisses: [{ text: "Job crates completed with parameters={date=2024-03-12}" }],
  },
  "spring-batch/input-missing": {
    examples: [
      {
        text: "java.lang.IllegalStateException: Input resource must exist (reader is in 'strict' mode): file [/in/crates.csv]",
        captures: { file: "/in/crates.csv" },
      },
    ],
    nearMisses: [{ text: "WARN Input resource does not exist file [/in/crates.csv]" }],
  },
  "spring-batch/skip-limit": {
    examples: [
      {
        text: "org.springframework.batch.core.step.skip.SkipLimitExceededException: Skip limit of '10' exceeded",
        captures: { limit: "10" },
      },
    ],
    nearMisses: [{ text: "retry limit of 10 exceeded" }],
  },
  "hikari/pool-timeout": {
    examples: [
      {
        text: "java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 30001ms (total=10, active=10, idle=0, waiting=4)",
        captures: { pool: "HikariPool-1", ms: "30001" },
      },
    ],
    nearMisses: [{ text: "HikariPool-1 - Shutdown completed." }],
  },
  "hibernate/no-session": {
    examples: [
      {
        text: "org.hibernate.LazyInitializationException: failed to lazily initialize a collection of role: harbour.Crate.orders, could not initialize proxy - no Session",
        captures: { member: "harbour.Crate.orders" },
      },
      {
        text: "org.hibernate.LazyInitializationException: could not initialize proxy [harbour.Crate#7] - no Session",
        captures: { member: "harbour.Crate#7" },
      },
    ],
    nearMisses: [{ text: "requests: no Session cookie" }],
  },
  "hibernate/entity-state": {
    examples: [
      {
        text: "org.hibernate.PersistentObjectException: detached entity passed to persist: harbour.Crate",
        captures: { problem: "detached entity passed to persist", entity: "harbour.Crate" },
      },
      {
        text: "org.hibernate.TransientObjectException: object references an unsaved transient instance - save the transient instance before flushing: harbour.Customer",
        captures: { entity: "harbour.Customer" },
      },
      {
        text: "org.hibernate.NonUniqueObjectException: A different object with the same identifier value was already associated with the session : [harbour.Crate#4471]",
        captures: { entity: "harbour.Crate#4471" },
      },
    ],
    nearMisses: [
      {
        text: "sqlalchemy.orm.exc.DetachedInstanceError: Instance <Crate at 0x7f> is not bound to a Session; attribute refresh operation cannot proceed",
      },
    ],
  },
  "hibernate/schema-validation": {
    examples: [
      {
        text: "org.hibernate.tool.schema.spi.SchemaManagementException: Schema-validation: missing column [weight_kg] in table [crate]",
        captures: { problem: "missing column", object: "weight_kg", table: "crate" },
      },
      {
        text: "Schema-validation: wrong column type encountered in column [status] in table [crate]; found [int4 (Types#INTEGER)], but expecting [varchar(255) (Types#VARCHAR)]",
        captures: { object: "status", table: "crate" },
      },
    ],
    nearMisses: [{ text: "Schema validation passed: no missing column" }],
  },
  "hibernate/stale-row": {
    examples: [
      {
        text: "org.hibernate.StaleObjectStateException: Row was updated or deleted by another transaction (or unsaved-value mapping was incorrect) : [harbour.Crate#7]",
        captures: { entity: "harbour.Crate#7" },
      },
    ],
    nearMisses: [{ text: "ERROR:  could not serialize access due to concurrent update" }],
  },
  "hibernate/dialect": {
    examples: [
      {
        text: "org.hibernate.HibernateException: Access to DialectResolutionInfo cannot be null when 'hibernate.dialect' not set",
      },
      {
        text: "org.hibernate.HibernateException: Unable to determine Dialect without JDBC metadata (please set 'jakarta.persistence.jdbc.url' for common cases)",
      },
    ],
    nearMisses: [
      {
        text: "HHH90000025: PostgreSQLDialect does not need to be specified explicitly using 'hibernate.dialect'",
      },
    ],
  },
};
