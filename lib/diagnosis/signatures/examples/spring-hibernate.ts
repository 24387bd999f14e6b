import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const springHibernateExamples: SignatureExamples = {
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
