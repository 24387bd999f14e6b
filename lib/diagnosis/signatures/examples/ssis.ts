import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const ssisExamples: SignatureExamples = {
  "ssis/column-missing": {
    examples: [
      {
        text: 'Description: SSIS Error Code DTS_E_OLEDBERROR.  An OLE DB error has occurred. Error code: 0x80040E14.\nAn OLE DB record is available.  Source: "Microsoft SQL Server Native Client 11.0"  Hresult: 0x80040E14  Description: "Invalid column name \'loyalty_tier\'.".',
        captures: { column: "loyalty_tier" },
      },
    ],
    nearMisses: [
      {
        text: "pyodbc.ProgrammingError: ('42S22', \"[42S22] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Invalid column name 'loyalty_tier'. (207) (SQLExecDirectW)\")",
      },
    ],
  },
  "ssis/metadata-changed": {
    examples: [
      {
        text: 'Description: The external columns for OLE DB Source are out of synchronization with the data source columns. The column "loyalty_tier" needs to be added to the external columns.',
        captures: { component: "OLE DB Source", column: "loyalty_tier", change: "added to" },
      },
      {
        text: 'Description: "OLE DB Destination" failed validation and returned validation status "VS_NEEDSNEWMETADATA".',
        captures: { component: "OLE DB Destination" },
      },
    ],
    nearMisses: [
      {
        text: 'Description: "OLE DB Source" failed validation and returned validation status "VS_ISBROKEN".',
      },
    ],
  },
  "ssis/follow-up": {
    examples: [
      {
        text: 'Description: "OLE_SRC orders" failed validation and returned validation status "VS_ISBROKEN".',
        captures: { component: "OLE_SRC orders" },
      },
      {
        text: "Description: SSIS Warning Code DTS_W_MAXIMUMERRORCOUNTREACHED.  The Execution method succeeded, but the number of errors raised (4) reached the maximum allowed (1); resulting in failure.",
      },
      { text: "Description: There were errors during task validation." },
    ],
    nearMisses: [{ text: "Validation phase is beginning." }],
  },
  "ssis/connection-failed": {
    examples: [
      {
        text: 'Description: SSIS Error Code DTS_E_CANNOTACQUIRECONNECTIONFROMCONNECTIONMANAGER.  The AcquireConnection method call to the connection manager "DWH" failed with error code 0xC0202009.  There may be error messages posted before this with more information on why the AcquireConnection method call failed.',
        captures: { manager: "DWH", code: "0xC0202009" },
      },
    ],
    nearMisses: [{ text: 'The connection manager "DWH" was opened' }],
  },
  "ssis/connection-missing": {
    examples: [
      {
        text: 'Description: The connection "{B6C7D8E9-0001-4F00-8A00-AAAAAAAAAAAA}" is not found. This error is thrown by Connections collection when the specific connection element is not found.',
        captures: { manager: "{B6C7D8E9-0001-4F00-8A00-AAAAAAAAAAAA}" },
      },
    ],
    nearMisses: [{ text: "Connection is busy with results for another command" }],
  },
  "ssis/truncation": {
    examples: [
      {
        text: 'Description: SSIS Error Code DTS_E_INDUCEDTRANSFORMFAILUREONTRUNCATION.  The "output column "city" (19)" failed because truncation occurred, and the truncation row disposition on "output column "city" (19)" specifies failure on truncation.',
        captures: { column: "city" },
      },
      {
        text: 'Description: Data conversion failed. The data conversion for column "city" returned status value 4 and status text "Text was truncated or one or more characters had no match in the target code page.".',
        captures: { column: "city" },
      },
    ],
    nearMisses: [
      {
        text: 'Data conversion failed. The data conversion for column "amount" returned status value 2 and status text "The value could not be converted because of a potential loss of data.".',
      },
    ],
  },
  "ssis/conversion": {
    examples: [
      {
        text: 'Description: Data conversion failed. The data conversion for column "amount" returned status value 2 and status text "The value could not be converted because of a potential loss of data.".',
        captures: {
          column: "amount",
          reason: "The value could not be converted because of a potential loss of data",
        },
      },
      {
        text: 'Description: There was an error with OLE DB Destination.Inputs[OLE DB Destination Input].Columns[order_id] on OLE DB Destination.Inputs[OLE DB Destination Input]. The column status returned was: "The value violated the integrity constraints for the column.".',
        captures: { name: "order_id" },
      },
    ],
    nearMisses: [
      {
        text: 'Data conversion failed. The data conversion for column "city" returned status value 4 and status text "Text was truncated or one or more characters had no match in the target code page.".',
      },
    ],
  },
  "ssis/unicode": {
    examples: [
      {
        text: 'Description: Column "city" cannot convert between unicode and non-unicode string data types.',
        captures: { column: "city" },
      },
    ],
    nearMisses: [{ text: 'Column "city" is not Unicode' }],
  },
  "ssis/package-password": {
    examples: [
      {
        text: 'Description: Failed to decrypt protected XML node "DTS:Password" with error 0x8009000B "Key not valid for use in specified state.". You may not be authorized to access this information.',
        captures: { node: "DTS:Password" },
      },
    ],
    nearMisses: [{ text: "Package password was set" }],
  },
  "ssis/driver-missing": {
    examples: [
      {
        text: "Description: SSIS Error Code DTS_E_OLEDB_NOPROVIDER_64BIT_ERROR.  The requested OLE DB provider Microsoft.ACE.OLEDB.12.0 is not registered. If the 64-bit driver is not installed, run the package in 32-bit mode. Error code: 0x80040154.",
        captures: { provider: "Microsoft.ACE.OLEDB.12.0" },
      },
      {
        text: "System.InvalidOperationException: The 'Microsoft.ACE.OLEDB.12.0' provider is not registered on the local machine.",
        captures: { provider: "Microsoft.ACE.OLEDB.12.0" },
      },
    ],
    nearMisses: [{ text: "Registered OLE DB provider MSOLEDBSQL" }],
  },
  "ssis/file-missing": {
    examples: [
      {
        text: 'Description: Cannot open the datafile "D:\\feeds\\orders_20250218.csv".',
        captures: { file: "D:\\feeds\\orders_20250218.csv" },
      },
    ],
    nearMisses: [{ text: 'The processing of file "D:\\feeds\\orders_20250218.csv" has started.' }],
  },
  "ssis/file-layout": {
    examples: [
      {
        text: 'Description: The column delimiter for column "amount" was not found.',
        captures: { column: "amount" },
      },
      {
        text: 'Description: An error occurred while processing file "D:\\feeds\\orders.csv" on data row 88.',
        captures: { file: "D:\\feeds\\orders.csv", row: "88" },
      },
    ],
    nearMisses: [{ text: "The total number of data rows processed is 88." }],
  },
  "ssis/lookup-no-match": {
    examples: [{ text: "Description: Row yielded no match during lookup." }],
    nearMisses: [{ text: "The Lookup transformation encountered duplicate reference key values" }],
  },
  "ssis/buffer-memory": {
    examples: [
      {
        text: "Description: A buffer failed while allocating 10485760 bytes.",
        captures: { bytes: "10485760" },
      },
      {
        text: "Description: The system reports 98 percent memory load. There are 34359738368 bytes of physical memory with 412316860 bytes free.",
        captures: { percent: "98" },
      },
    ],
    nearMisses: [{ text: "Buffer manager allocated 10 buffers" }],
  },
};
