import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const mainframeExamples: SignatureExamples = {
  "zos/data-exception": {
    examples: [
      {
        text: "CEE3207S The system detected a data exception (System Completion Code=0C7). From compile unit CRATEPST at entry point CRATEPST at statement 881",
        captures: { program: "CRATEPST" },
      },
      { text: "IEF450I HARBNGHT STEP020 - ABEND=S0C7 U0000 REASON=00000000", captures: { step: "STEP020" } },
    ],
    nearMisses: [{ text: "IEF450I HARBNGHT STEP020 - ABEND=S0C4 U0000 REASON=00000011" }],
  },
  "zos/addressing": {
    examples: [
      { text: "IEF450I HARBNGHT STEP020 - ABEND=S0C4 U0000 REASON=00000011", captures: { code: "S0C4" } },
      {
        text: "IGZ0006S The reference to table CRATE-TAB by verb number 01 on line 000412 addressed an area outside the region of the table.",
        captures: { table: "CRATE-TAB" },
      },
    ],
    nearMisses: [{ text: "IEF450I HARBNGHT STEP020 - ABEND=S0C7 U0000" }],
  },
  "zos/module-not-found": {
    examples: [
      {
        text: "CSV003I REQUESTED MODULE CRCALC02 NOT FOUND\nIEF450I PRICING STEP010 - ABEND=S806 U0000 REASON=00000004",
        captures: { module: "CRCALC02" },
      },
    ],
    nearMisses: [{ text: "IEF450I PRICING STEP010 - ABEND=S222 U0000" }],
  },
  "zos/space": {
    examples: [
      { text: "IEF450I HARBNGHT STEP030 - ABEND=SB37 U0000 REASON=00000004", captures: { code: "SB37" } },
      { text: "ICE046A SORT CAPACITY EXCEEDED - RECORD COUNT: 88112034" },
    ],
    nearMisses: [{ text: "IEF450I HARBNGHT STEP030 - ABEND=S0C7 U0000" }],
  },
  "zos/cancelled-or-time": {
    examples: [{ text: "IEF450I HARBNGHT STEP030 - ABEND=S322 U0000", captures: { code: "S322" } }],
    nearMisses: [{ text: "IEF450I HARBNGHT STEP030 - ABEND=S000 U0778" }],
  },
  "zos/data-set-missing": {
    examples: [
      {
        text: "IEF212I HARBNGHT STEP020 INFILE - DATA SET NOT FOUND",
        captures: { step: "STEP020", dd: "INFILE" },
      },
      {
        text: "IDC3012I ENTRY PROD.CRATES.G0112V00 NOT FOUND",
        captures: { dataset: "PROD.CRATES.G0112V00" },
      },
    ],
    nearMisses: [{ text: "IEF285I PROD.CRATES.G0112V00 CATALOGED" }],
  },
  "zos/jcl-error": {
    examples: [
      { text: "IEFC452I HARBDAY - JOB NOT RUN - JCL ERROR 218", captures: { job: "HARBDAY" } },
      { text: "IEF453I HARBDAY - JOB FAILED - JCL ERROR - TIME=02.11.04" },
    ],
    nearMisses: [{ text: "IEF404I HARBDAY - ENDED - TIME=02.11.04" }],
  },
  "zos/racf-denied": {
    examples: [
      {
        text: "ICH408I USER(ETLBAT1 ) GROUP(PRODBAT ) NAME(BATCH) PROD.CRATES.MASTER CL(DATASET VOL(PRD011)) INSUFFICIENT ACCESS AUTHORITY ACCESS INTENT(UPDATE ) ACCESS ALLOWED(READ )",
        captures: { user: "ETLBAT1", resource: "PROD.CRATES.MASTER", intent: "UPDATE" },
      },
    ],
    nearMisses: [{ text: "ICH70001I ETLBAT1 LAST ACCESS AT 02:11:04" }],
  },
  "vsam/duplicate-key": {
    examples: [
      {
        text: "IDC3351I ** VSAM I/O RETURN CODE IS 8 - RPLFDBWD = X'08' DUPLICATE RECORD ON KEYED LOAD OF PROD.CRATE.KSDS",
        captures: { dataset: "PROD.CRATE.KSDS" },
      },
    ],
    nearMisses: [{ text: "IDC3351I ** VSAM I/O RETURN CODE IS 28 - RPLFDBWD = X'0000001C'" }],
  },
  "ibm-i/object-missing": {
    examples: [
      {
        text: "CPF4102 File CRATEFEED in library *LIBL with member M20240511 not found.",
        captures: { object: "CRATEFEED", library: "*LIBL", member: "M20240511" },
      },
      { text: "CPF9801 Object HARBOUR in library PRODGL not found.", captures: { object: "HARBOUR" } },
    ],
    nearMisses: [{ text: "CPF2182 Not authorized to library PRODGL." }],
  },
  "ibm-i/not-authorized": {
    examples: [
      {
        text: "CPF2182 Not authorized to library PRODGL. Job 118231/ETLUSR/NIGHTLOAD ended abnormally.",
        captures: { object: "PRODGL", user: "ETLUSR" },
      },
      { text: "CPF9802 Not authorized to object CRATES in PRODGL.", captures: { object: "CRATES" } },
    ],
    nearMisses: [{ text: "CPF9801 Object CRATES in library PRODGL not found." }],
  },
  "ibm-mq/no-message": {
    examples: [
      {
        text: "MQGET ended with reason code 2033 MQRC_NO_MSG_AVAILABLE after waiting 600000 ms on queue EOD.CRATES",
        captures: { queue: "EOD.CRATES" },
      },
    ],
    nearMisses: [{ text: "MQPUT ended with reason code 2053 MQRC_Q_FULL" }],
  },
  "ibm-mq/unreachable": {
    examples: [
      {
        text: "com.ibm.mq.MQException: JMSCMQ0001: IBM MQ call failed with compcode '2' ('MQCC_FAILED') reason '2059' ('MQRC_Q_MGR_NOT_AVAILABLE').",
        captures: { code: "MQRC_Q_MGR_NOT_AVAILABLE" },
      },
      {
        text: "AMQ9558E: The remote channel 'ETL.SVRCONN' on host 'mq01(1414)' is not currently available. MQRC_UNKNOWN_CHANNEL_NAME",
        captures: { channel: "ETL.SVRCONN", host: "mq01(1414)" },
      },
    ],
    nearMisses: [{ text: "reason '2035' ('MQRC_NOT_AUTHORIZED')" }],
  },
};
