import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const sqlalchemyUpgradeExamples: SignatureExamples = {
  "sqlalchemy/removed-argument": {
    examples: [
      {
        text: "TypeError: Invalid argument(s) 'encoding' sent to create_engine(), using configuration SQLiteDialect_pysqlite/SingletonThreadPool/Engine.  Please check that the keyword arguments are appropriate for this combination of components.",
        captures: { argument: "encoding" },
      },
      {
        text: "TypeError: MetaData.__init__() got an unexpected keyword argument 'bind'",
        captures: { argument: "bind" },
      },
      {
        text: "TypeError: Additional arguments should be named <dialectname>_<argument>, got 'autoload'",
        captures: { argument: "autoload" },
      },
    ],
    nearMisses: [{ text: "AttributeError: 'Engine' object has no attribute 'execute'" }],
  },
  "sqlalchemy/parameter-shape": {
    examples: [
      { text: "sqlalchemy.exc.ArgumentError: List argument must consist only of dictionaries" },
      { text: "sqlalchemy.exc.ArgumentError: List argument must consist only of tuples or dictionaries" },
    ],
    nearMisses: [{ text: "sqlalchemy.exc.ObjectNotExecutableError: Not an executable object: 'select 1'" }],
  },
  "sqlalchemy/annotation": {
    examples: [
      {
        text: 'sqlalchemy.orm.exc.MappedAnnotationError: Type annotation for "TaskInstance.dag_model" can\'t be correctly interpreted for Annotated Declarative Table form.',
        captures: { attribute: "TaskInstance.dag_model" },
      },
      {
        text: "sqlalchemy.orm.exc.MappedAnnotationError: Could not locate SQLAlchemy Core type for Python type <class 'dict'> inside the \"settings\" attribute Mapped annotation",
        captures: { attribute: "settings" },
      },
    ],
    nearMisses: [
      {
        text: "sqlalchemy.exc.InvalidRequestError: Table 'x' is already defined for this MetaData instance.",
      },
    ],
  },
};
