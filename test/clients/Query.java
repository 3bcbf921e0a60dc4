import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Properties;

/** Asks a server by the JDBC driver of Flight SQL: Query PORT; prints ok, or what is wrong. */
public class Query {
  static void same(Object found, Object wanted) {
    if (!String.valueOf(found).equals(String.valueOf(wanted))) throw new AssertionError(found + " where " + wanted + " is expected");
  }

  static String rows(ResultSet set, String... columns) throws SQLException {
    StringBuilder out = new StringBuilder();
    try (set) {
      int width = set.getMetaData().getColumnCount();
      while (set.next()) {
        if (columns.length == 0) for (int i = 1; i <= width; i++) out.append(set.getObject(i)).append(i == width ? ";" : ",");
        else for (int i = 0; i < columns.length; i++) out.append(set.getObject(columns[i])).append(i == columns.length - 1 ? ";" : ",");
      }
    }
    return out.toString();
  }

  static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return rows(statement.executeQuery(sql));
    }
  }

  static void returning(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("create table rules (id int not null default 7, name varchar)");
    }
    DatabaseMetaData about = connection.getMetaData();
    same(rows(about.getColumns(null, null, "rules", "%"), "COLUMN_NAME", "NULLABLE", "IS_NULLABLE"), "id,0,NO;name,1,YES;");
    same(query(connection, "insert into rules (name) values ('a'), ('b') returning id, name"), "7,a;7,b;");
    try (PreparedStatement insert = connection.prepareStatement("insert into rules values (?, 'c') returning id * 2")) {
      insert.setInt(1, 21);
      same(rows(insert.executeQuery()), "42;");
    }
    try (Statement statement = connection.createStatement()) {
      same(statement.executeUpdate("drop table rules"), 0);
    }
  }

  /** The driver's commit and rollback are empty, and it begins nothing: each statement counts at once. */
  static void autoCommit(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("insert into trades (id) values (99)");
    }
    connection.rollback();
    same(query(connection, "select count(*) from trades where id = 99"), "1;");
    connection.setAutoCommit(true);
  }

  /** With a catalog in its properties the connection has a session of its own, in which texts begin and end transactions. */
  static void transactions(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("create table moves (id int)");
      statement.executeUpdate("begin");
      statement.executeUpdate("insert into moves values (1)");
      same(query(connection, "select count(*) from moves"), "1;");
      statement.executeUpdate("savepoint one");
      try (PreparedStatement insert = connection.prepareStatement("insert into moves values (?)")) {
        insert.setInt(1, 2);
        same(insert.executeUpdate(), 1);
      }
      same(query(connection, "select count(*) from moves"), "2;");
      statement.executeUpdate("rollback to one");
      same(query(connection, "select count(*) from moves"), "1;");
      statement.executeUpdate("rollback");
      same(query(connection, "select count(*) from moves"), "0;");
      statement.executeUpdate("begin");
      statement.executeUpdate("insert into moves values (3)");
      statement.executeUpdate("commit");
      same(query(connection, "select * from moves"), "3;");
      statement.executeUpdate("drop table moves");
    }
  }

  public static void main(String[] args) throws Exception {
    Properties properties = new Properties();
    properties.put("useEncryption", "false");
    try (Connection connection = DriverManager.getConnection("jdbc:arrow-flight-sql://127.0.0.1:" + args[0], properties)) {
      try (Statement statement = connection.createStatement()) {
        same(statement.executeUpdate("create table trades (id bigint, symbol varchar, price double, day date, n int)"), 0);
        same(statement.executeUpdate("insert into trades values (1, 'AAPL', 190.5, date '2024-01-02', 3)"), 1);
      }
      try (PreparedStatement insert = connection.prepareStatement("insert into trades values (?, ?, ?, ?, ?)")) {
        for (int i = 2; i < 5; i++) {
          insert.setLong(1, i);
          insert.setString(2, "S" + i);
          insert.setDouble(3, i * 1.5);
          insert.setDate(4, Date.valueOf("2024-01-0" + i));
          insert.setInt(5, i);
          insert.addBatch();
        }
        same(Arrays.stream(insert.executeBatch()).sum(), 3);
      }
      same(query(connection, "select count(*), sum(n) from trades"), "4,12;");
      try (PreparedStatement select = connection.prepareStatement("select id, symbol, price from trades where id >= ? and symbol <> ? order by id")) {
        same(select.getParameterMetaData().getParameterCount(), 2);
        select.setLong(1, 2);
        select.setString(2, "S3");
        same(rows(select.executeQuery()), "2,S2,3.0;4,S4,6.0;");
        select.setLong(1, 4);
        same(rows(select.executeQuery()), "4,S4,6.0;");
      }
      // The driver writes milliseconds, whatever unit a parameter has.
      try (PreparedStatement moment = connection.prepareStatement("select cast(cast(? as timestamp) as varchar), cast(cast(cast(? as varchar) as time) as varchar)")) {
        moment.setTimestamp(1, Timestamp.valueOf("2024-01-02 03:04:05.678"));
        moment.setString(2, "10:11:12.5");
        same(rows(moment.executeQuery()), "2024-01-02 03:04:05.678,10:11:12.5;");
      }
      same(query(connection, "select cast(1.25 as decimal(10, 2)), date '2024-02-29', true, null, [1, 2]"), new BigDecimal("1.25") + ",2024-02-29,true,null,[1,2];");

      DatabaseMetaData about = connection.getMetaData();
      same(about.getDatabaseProductName(), "Polaroid");
      same(about.getIdentifierQuoteString(), "\"");
      same(about.supportsTransactions() && about.supportsGroupBy() && about.supportsUnionAll() && about.supportsFullOuterJoins(), true);
      same(about.isReadOnly() || about.supportsConvert() || about.supportsStoredProcedures(), false);
      same(about.nullsAreSortedAtEnd(), true);
      same(about.getMaxColumnsInSelect(), 0);
      same(about.getNumericFunctions().contains("sqrt"), true);
      same(rows(about.getCatalogs()), "polaroid;");
      same(rows(about.getSchemas()), "main,polaroid;");
      same(rows(about.getTableTypes()), "TABLE;");
      same(rows(about.getTables(null, null, "tr%", new String[] {"TABLE"}), "TABLE_SCHEM", "TABLE_NAME"), "main,trades;");
      same(rows(about.getColumns(null, null, "trades", "%"), "COLUMN_NAME", "TYPE_NAME", "ORDINAL_POSITION"), "id,BIGINT,1;symbol,VARCHAR,2;price,DOUBLE,3;day,DATE,4;n,INTEGER,5;");
      same(rows(about.getPrimaryKeys(null, null, "trades")), "");

      try {
        query(connection, "select nope from trades");
        throw new AssertionError("a column that is not there was found");
      } catch (SQLException error) {
        same(error.getMessage().contains("no column \"nope\""), true);
      }
      returning(connection);
      autoCommit(connection);
      try (Statement statement = connection.createStatement()) {
        same(statement.executeUpdate("drop table trades"), 0);
      }
    }
    properties.put("catalog", "polaroid");
    Connection own = DriverManager.getConnection("jdbc:arrow-flight-sql://127.0.0.1:" + args[0], properties);
    transactions(own);
    try {
      own.close();
    } catch (SQLException error) {
      // The driver closes its session twice, the second time over a connection that is closed.
      same(error.getMessage(), "Channel shutdown invoked");
    }
    System.out.println("ok");
  }
}
