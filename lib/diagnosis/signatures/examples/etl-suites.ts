import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const etlSuiteExamples: SignatureExamples = {
  "talend/value-unparsable": {
    examples: [
      {
        text: "Couldn't parse value for column 'RecipientCount' in 'row1', value is 'n/a'. Details: java.lang.NumberFormatException: For input string: \"n/a\"",
        captures: { column: "RecipientCount", row: "row1", value: "n/a" },
      },
    ],
    nearMisses: [{ text: "tFileInputDelimited_1 - Retrieved records count: 812 ." }],
  },
  "talend/child-job-failed": {
    examples: [
      {
        text: "java.lang.RuntimeException: Child job returns 1. It doesn't terminate normally.",
        captures: { code: "1" },
      },
      { text: "tRunJob_1 - Child job running failed" },
    ],
    nearMisses: [{ text: "tRunJob_1 - The child job 'load_orders' is done." }],
  },
  "talend/component-failed": {
    examples: [
      {
        text: "Exception in component tDBInput_1 (load_orders)",
        captures: { component: "tDBInput_1", job: "load_orders" },
      },
    ],
    nearMisses: [{ text: "tDBInput_1 - Done." }],
  },
  "talend/not-compiled": {
    examples: [
      {
        text: 'org.talend.designer.runprocess.ProcessorException: Job compile errors\nAt least job "load_orders" has a compile error, please fix and export again.',
      },
      {
        text: 'Exception in thread "main" java.lang.Error: Unresolved compilation problem: \n\trow1.tier cannot be resolved or is not a field',
        captures: { problem: "row1.tier cannot be resolved or is not a field" },
      },
    ],
    nearMisses: [{ text: "Job compiled without errors" }],
  },
  "kettle/driver-missing": {
    examples: [
      {
        text: "org.pentaho.di.core.exception.KettleDatabaseException:\nError occurred while trying to connect to the database\n\nDriver class 'org.gjt.mm.mysql.Driver' could not be found, make sure the 'MySQL' driver (jar file) is installed.\norg.gjt.mm.mysql.Driver",
        captures: { driver: "org.gjt.mm.mysql.Driver", database: "MySQL" },
      },
    ],
    nearMisses: [{ text: "Driver class 'org.gjt.mm.mysql.Driver' was loaded" }],
  },
  "kettle/connection-failed": {
    examples: [
      {
        text: "org.pentaho.di.core.exception.KettleDatabaseException:\nError occurred while trying to connect to the database\n\nError connecting to database: (using class oracle.jdbc.driver.OracleDriver)\nListener refused the connection",
        captures: { driver: "oracle.jdbc.driver.OracleDriver", reason: "Listener refused the connection" },
      },
    ],
    nearMisses: [
      {
        text: "Error occurred while trying to connect to the database\n\nDriver class 'org.gjt.mm.mysql.Driver' could not be found, make sure the 'MySQL' driver (jar file) is installed.",
      },
    ],
  },
  "kettle/not-loaded": {
    examples: [
      {
        text: "ERROR: Kitchen can't continue because the job couldn't be loaded.",
        captures: { tool: "Kitchen", kind: "job" },
      },
    ],
    nearMisses: [{ text: "Kitchen - Start of run." }],
  },
  "kettle/conversion": {
    examples: [
      {
        text: "Couldn't convert String [12,x] to number : non-numeric character found at position 4 for value [12,x]",
        captures: { value: "12,x", type: "number" },
      },
      {
        text: "There was a data type error: the data type of java.lang.String object [soon] does not correspond to value meta [Date]",
        captures: { value: "soon", field: "Date" },
      },
    ],
    nearMisses: [{ text: "Converted 812 strings to numbers" }],
  },
  "informatica/sql-error": {
    examples: [
      {
        text: "RR_4035 : SQL Error [\nFnName: Prepare -- [Informatica][ODBC 20101 driver]Statement could not be prepared",
        captures: {
          reason: "FnName: Prepare -- [Informatica][ODBC 20101 driver]Statement could not be prepared",
        },
      },
      {
        text: "WRT_8229 Database errors occurred: \nFnName: Execute -- [Informatica][ODBC 20101 driver]Execution failed",
        captures: { reason: "FnName: Execute -- [Informatica][ODBC 20101 driver]Execution failed" },
      },
    ],
    nearMisses: [{ text: "RR_4010 : SQ instance [SQ_ORDERS] SQL Query [SELECT 1 FROM DUAL]" }],
  },
  "informatica/driver": {
    examples: [
      {
        text: "CMN_1022 : Database driver error...\nCMN_1022 [Error occurred loading library [libclntsh.so.12.1: cannot open shared object file]",
      },
      {
        text: "FATAL : Error occurred loading library [pmora8.so]",
        captures: { library: "pmora8.so" },
      },
    ],
    nearMisses: [{ text: "CMN_1021 Database driver event" }],
  },
  "informatica/file-missing": {
    examples: [
      {
        text: "FR_3000 : Error opening file [/infa/SrcFiles/orders.csv].  Operating system error message [No such file or directory].",
        captures: { file: "/infa/SrcFiles/orders.csv", reason: "No such file or directory" },
      },
    ],
    nearMisses: [{ text: "FR_3002 : Opened file [/infa/SrcFiles/orders.csv]" }],
  },
  "informatica/conversion": {
    examples: [
      {
        text: "TT_11132 : Transformation [EXP_ORDERS] had an error evaluating output column [SHIPPED_AT]. Error message is [<<Expression Error>> [TO_DATE]: invalid string for converting to Date",
        captures: { transformation: "EXP_ORDERS", column: "SHIPPED_AT" },
      },
      {
        text: "FR_3065 : Row [12], field [AMOUNT]: Invalid number - [n/a]. The row will be skipped.",
        captures: { row: "12", column: "AMOUNT", value: "n/a", kind: "number" },
      },
    ],
    nearMisses: [{ text: "Transformation [EXP_ORDERS] initialized" }],
  },
  "informatica/parameter-file": {
    examples: [
      {
        text: "VAR_27086 : Cannot find specified parameter file [/infa/ParamFiles/orders.par] for [session [s_m_orders]].",
        captures: { file: "/infa/ParamFiles/orders.par" },
      },
    ],
    nearMisses: [{ text: "Using parameter file [/infa/ParamFiles/orders.par]" }],
  },
  "informatica/session-failed": {
    examples: [
      {
        text: "LM_36320 : Session task instance [s_m_orders]: Execution failed.",
        captures: { session: "s_m_orders" },
      },
    ],
    nearMisses: [{ text: "LM_36330 : Session task instance [s_m_orders]: Execution started." }],
  },
};
