import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const netCodeExamples: SignatureExamples = {
  "dotnet/null-reference": {
    examples: [
      {
        text: "System.NullReferenceException: Object reference not set to an instance of an object.\n   at Acme.Loader.PriceService.Apply(Order order) in /src/PriceService.cs:line 42",
      },
      {
        text: "'Type=System.NullReferenceException,Message=Object reference not set to an instance of an object.,Source=Microsoft.DataTransfer.ClientLibrary,'",
        captures: { source: "Microsoft.DataTransfer.ClientLibrary" },
      },
    ],
    nearMisses: [{ text: "java.lang.NullPointerException: null" }],
  },
  "dotnet/assembly-missing": {
    examples: [
      {
        text: "System.IO.FileNotFoundException: Could not load file or assembly 'Parquet, Version=4.23.5.0, Culture=neutral, PublicKeyToken=d380b3dee6d01926'. The system cannot find the file specified.",
        captures: { assembly: "Parquet", version: "4.23.5.0" },
      },
      {
        text: "System.DllNotFoundException: Unable to load shared library 'libSkiaSharp' or one of its dependencies.",
        captures: { assembly: "libSkiaSharp" },
      },
    ],
    nearMisses: [{ text: "System.IO.FileNotFoundException: Could not find file '/data/orders.csv'." }],
  },
  "dotnet/runtime-missing": {
    examples: [
      {
        text: "You must install or update .NET to run this application.\n\nApp: /app/Loader\nArchitecture: x64\nFramework: 'Microsoft.NETCore.App', version '8.0.0' (x64)",
      },
      {
        text: "The framework 'Microsoft.AspNetCore.App', version '8.0.0' (x64) was not found.",
        captures: { framework: "Microsoft.AspNetCore.App", version: "8.0.0" },
      },
    ],
    nearMisses: [{ text: "Welcome to .NET 8.0!" }],
  },
  "dotnet/http-timeout": {
    examples: [
      {
        text: "System.Threading.Tasks.TaskCanceledException: The request was canceled due to the configured HttpClient.Timeout of 100 seconds elapsing.",
        captures: { seconds: "100" },
      },
    ],
    nearMisses: [{ text: "System.Threading.Tasks.TaskCanceledException: A task was canceled." }],
  },
  "dotnet/connection-pool": {
    examples: [
      {
        text: "System.InvalidOperationException: Timeout expired.  The timeout period elapsed prior to obtaining a connection from the pool.  This may have occurred because all pooled connections were in use and max pool size was reached.",
      },
    ],
    nearMisses: [
      {
        text: "Execution Timeout Expired.  The timeout period elapsed prior to completion of the operation or the server is not responding.",
      },
    ],
  },
  "dotnet/value-format": {
    examples: [
      { text: "System.FormatException: Input string was not in a correct format." },
      {
        text: "System.FormatException: The input string 'n/a' was not in a correct format.",
        captures: { value: "n/a" },
      },
      {
        text: "System.Text.Json.JsonException: The JSON value could not be converted to System.Int32. Path: $.orders[3].qty | LineNumber: 0 | BytePositionInLine: 88.",
        captures: { type: "System.Int32", path: "$.orders[3].qty" },
      },
    ],
    nearMisses: [{ text: 'java.lang.NumberFormatException: For input string: "n/a"' }],
  },
  "dotnet/dbnull": {
    examples: [
      {
        text: "System.InvalidCastException: Unable to cast object of type 'System.DBNull' to type 'System.String'.",
        captures: { type: "System.String" },
      },
      { text: "System.InvalidCastException: Object cannot be cast from DBNull to other types." },
    ],
    nearMisses: [
      {
        text: "System.InvalidCastException: Unable to cast object of type 'System.Int64' to type 'System.Int32'.",
      },
    ],
  },
  "dotnet/out-of-memory": {
    examples: [
      {
        text: "System.OutOfMemoryException: Exception of type 'System.OutOfMemoryException' was thrown.",
      },
    ],
    nearMisses: [{ text: "java.lang.OutOfMemoryError: Java heap space" }],
  },
  "dotnet/file-missing": {
    examples: [
      {
        text: "Unhandled exception. System.IO.FileNotFoundException: Could not find file '/data/in/orders.csv'.",
        captures: { path: "/data/in/orders.csv" },
      },
    ],
    nearMisses: [
      {
        text: "System.IO.FileNotFoundException: Could not load file or assembly 'Parquet, Version=4.23.5.0'",
      },
    ],
  },
  "functions/timeout": {
    examples: [
      {
        text: "Timeout value of 00:05:00 exceeded by function 'Functions.NightlyExport' (Id: 'b2d1dd72-80e2-412b-a22e-3b4558f378b4'). Initiating cancellation.",
        captures: { limit: "00:05:00", function: "Functions.NightlyExport" },
      },
      {
        text: "Microsoft.Azure.WebJobs.Host.FunctionTimeoutException: Timeout value of 00:10:00 was exceeded by function: Functions.NightlyExport",
        captures: { function: "Functions.NightlyExport" },
      },
    ],
    nearMisses: [{ text: "Executing 'Functions.NightlyExport' (Reason='Timer fired')" }],
  },
  "functions/worker-not-started": {
    examples: [
      {
        text: "System.InvalidOperationException: Did not find any initialized language workers",
      },
      { text: "Did not find functions with language [python].", captures: { language: "python" } },
    ],
    nearMisses: [{ text: "Worker process started and initialized." }],
  },
  "functions/listener-failed": {
    examples: [
      {
        text: "The listener for function 'Functions.OnOrder' was unable to start.",
        captures: { function: "Functions.OnOrder" },
      },
      {
        text: "System.InvalidOperationException: Storage account connection string 'AzureWebJobsOrders' does not exist. Make sure that it is a defined App Setting.",
        captures: { setting: "AzureWebJobsOrders" },
      },
    ],
    nearMisses: [{ text: "Host started (412ms)" }],
  },
  "functions/invocation-failed": {
    examples: [
      {
        text: "Microsoft.Azure.WebJobs.Host.FunctionInvocationException: Exception while executing function: Functions.NightlyExport",
        captures: { function: "Functions.NightlyExport" },
      },
      {
        text: "Executed 'Functions.NightlyExport' (Failed, Id=98d8ea26-9f19-420e-b1d0-3ef47760b640, Duration=66ms)",
      },
    ],
    nearMisses: [{ text: "Executed 'Functions.NightlyExport' (Succeeded, Id=98d8ea26, Duration=66ms)" }],
  },
};
