import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const changeDataCaptureExamples: SignatureExamples = {
  "cdc/binlog-purged": {
    examples: [
      {
        text: "io.debezium.DebeziumException: The connector is trying to read binlog starting at SourceInfo [currentGtid=null, currentBinlogFilename=mysql-bin.000003, currentBinlogPosition=154], but this is no longer available on the server. Reconfigure the connector to use a snapshot when needed.",
        captures: { file: "mysql-bin.000003" },
      },
      {
        text: "org.apache.kafka.connect.errors.ConnectException: The connector is trying to read binlog starting at binlog file 'binlog.000602', pos=457725550, skipping 0 events plus 0 rows, but this is no longer available on the server. Reconfigure the connector to use a snapshot when needed.",
        captures: { file: "binlog.000602" },
      },
      {
        text: "com.github.shyiko.mysql.binlog.network.ServerException: Could not find first log file name in binary log index file",
      },
      {
        text: "io.debezium.DebeziumException: The slave is connecting using CHANGE MASTER TO MASTER_AUTO_POSITION = 1, but the master has purged binary logs containing GTIDs that the slave requires. Error code: 1236; SQLSTATE: HY000.",
      },
    ],
    nearMisses: [
      {
        text: "io.debezium.DebeziumException: The connector is trying to read change stream starting at PostgresOffsetContext [sourceInfo=x], but this is no longer available on the server. Reconfigure the connector to use a snapshot when needed.",
      },
      { text: "INFO Purged binary logs older than 7 days" },
    ],
  },
  "cdc/binlog-settings": {
    examples: [
      {
        text: "io.debezium.DebeziumException: The MySQL server is not configured to use a ROW binlog_format, which is required for this connector to work properly. Change the MySQL configuration to use a binlog_format=ROW and restart the connector.",
        captures: { setting: "ROW binlog_format" },
      },
      {
        text: "io.debezium.DebeziumException: The MySQL server is not configured to use a FULL binlog_row_image, which is required for this connector to work properly. Change the MySQL configuration to use a binlog_row_image=FULL and restart the connector.",
        captures: { setting: "FULL binlog_row_image" },
      },
      {
        text: "io.debezium.DebeziumException: Cannot read the binlog filename and position via 'SHOW MASTER STATUS'. Make sure your server is correctly configured",
      },
    ],
    nearMisses: [{ text: "INFO MySQL server is configured with binlog_format=ROW" }],
  },
  "cdc/server-id-conflict": {
    examples: [
      {
        text: "io.debezium.DebeziumException: A slave with the same server_uuid/server_id as this slave has connected to the master; the first event 'mysql-bin.000003' at 154, the last event read from './mysql-bin.000003' at 123. Error code: 1236; SQLSTATE: HY000.",
      },
      {
        text: "com.github.shyiko.mysql.binlog.network.ServerException: A replica with the same server_uuid/server_id as this replica has connected to the source; the first event '' at 4",
      },
    ],
    nearMisses: [
      {
        text: "com.github.shyiko.mysql.binlog.network.ServerException: Could not find first log file name in binary log index file",
      },
    ],
  },
  "cdc/schema-history-lost": {
    examples: [
      {
        text: "io.debezium.DebeziumException: The db history topic or its content is fully or partially missing. Please check database schema history topic configuration and re-execute the snapshot.",
      },
      {
        text: "io.debezium.DebeziumException: Encountered change event for table shop.orders whose schema isn't known to this connector",
        captures: { table: "shop.orders" },
      },
      {
        text: "java.lang.IllegalStateException: The database schema history couldn't be recovered. Consider to increase the value for schema.history.internal.kafka.recovery.poll.interval.ms",
      },
    ],
    nearMisses: [{ text: "INFO Database schema history topic 'schema-changes.shop' has correct settings" }],
  },
  "cdc/oracle-redo-gone": {
    examples: [
      {
        text: "io.debezium.DebeziumException: Online REDO LOG files or archive log files do not contain the offset scn 119680689.  Please perform a new snapshot.",
        captures: { scn: "119680689" },
      },
      {
        text: "io.debezium.DebeziumException: None of the log files contain offset SCN: 119680689, re-snapshot is required.",
        captures: { scn: "119680689" },
      },
      {
        text: "java.lang.IllegalStateException: None of log files contains offset SCN: 119680689, re-snapshot is required.",
      },
    ],
    nearMisses: [{ text: "ORA-01555: snapshot too old: rollback segment number 9 too small" }],
  },
  "cdc/oracle-supplemental-logging": {
    examples: [
      {
        text: "io.debezium.DebeziumException: Supplemental logging not configured for table ORCL.SHOP.ORDERS.  Use command: ALTER TABLE SHOP.ORDERS ADD SUPPLEMENTAL LOG DATA (ALL) COLUMNS",
        captures: { table: "ORCL.SHOP.ORDERS" },
      },
      {
        text: "io.debezium.DebeziumException: Supplemental logging not properly configured. Use: ALTER DATABASE ADD SUPPLEMENTAL LOG DATA",
      },
    ],
    nearMisses: [{ text: "INFO Supplemental logging is enabled for table SHOP.ORDERS" }],
  },
  "cdc/sql-server-disabled": {
    examples: [
      {
        text: "WARN No maximum LSN recorded in the database; please ensure that the SQL Server Agent is running",
      },
      {
        text: "com.microsoft.sqlserver.jdbc.SQLServerException: An insufficient number of arguments were supplied for the procedure or function cdc.fn_cdc_get_all_changes_ ... .",
      },
      {
        text: "WARN No table has enabled CDC or security constraints prevents getting the list of change tables",
      },
    ],
    nearMisses: [
      {
        text: "An insufficient number of arguments were supplied for the procedure or function dbo.fn_price.",
      },
    ],
  },
  "cdc/oplog-history-lost": {
    examples: [
      {
        text: "com.mongodb.MongoCommandException: Command failed with error 286 (ChangeStreamHistoryLost): 'Resume of change stream was not possible, as the resume point may no longer be in the oplog.' on server mongo-0:27017",
      },
      {
        text: "pymongo.errors.OperationFailure: PlanExecutor error during aggregation :: caused by :: Resume of change stream was not possible, as the resume point may no longer be in the oplog., full error: {'code': 286, 'codeName': 'ChangeStreamHistoryLost'}",
      },
    ],
    nearMisses: [{ text: "pymongo.errors.OperationFailure: PlanExecutor error during aggregation" }],
  },
  "cdc/ddl-unparsed": {
    examples: [
      {
        text: "io.debezium.text.ParsingException: DDL statement couldn't be parsed. Please open a Jira issue with the statement 'ALTER TABLE orders ADD COLUMN day date INVISIBLE'\nmismatched input 'INVISIBLE' expecting {<EOF>, ';'}",
      },
      {
        text: "io.debezium.DebeziumException: io.debezium.text.ParsingException: DDL statement couldn't be parsed.",
      },
    ],
    nearMisses: [{ text: "sqlparse.exceptions.SQLParseError: statement couldn't be parsed" }],
  },
};
