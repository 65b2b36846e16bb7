package io.modelmon.export.log;

import io.modelmon.performance.join.ConnectionSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table of a log, in PostgreSQL's SQL: {@code modelmon_prediction_log}, a row per record, which
 * is kept as the JSON that a file would hold. A batch is one transaction.
 *
 * <p>The table is made where there is none; where there is one, no right is needed but to insert.
 * Nothing is ever deleted. A batch whose commit was not answered is not repeated: it may be there,
 * and counts as failed.
 *
 * <p><b>Threads:</b> confined to the thread that writes.
 */
final class LogTable implements LogTarget {

  private static final int BATCH_ROWS = 500;
  private static final int BATCH_CHARS = 1 << 20;

  /** Of all processes one at a time makes tables; the number is any. */
  private static final String TURN = "SELECT pg_advisory_xact_lock(7236271848123)";

  private static final String[] CREATE = {
    // Not JSONB, which refuses texts that it cannot hold: a zero character, half a pair.
    """
    CREATE TABLE IF NOT EXISTS modelmon_prediction_log (
      made TIMESTAMPTZ NOT NULL, kind TEXT NOT NULL, model TEXT NOT NULL, version TEXT, id TEXT,
      record JSON NOT NULL)\
    """,
    """
    CREATE INDEX IF NOT EXISTS modelmon_prediction_log_made
      ON modelmon_prediction_log USING brin (made)\
    """
  };
  private static final String INSERT =
      "INSERT INTO modelmon_prediction_log (made, kind, model, version, id, record)"
          + " VALUES (?, ?, ?, ?, ?, CAST(? AS JSON))";

  private final ConnectionSource connections;
  private final List<LogRecord> batch = new ArrayList<>();
  private @Nullable Connection connection;
  private int chars;

  LogTable(ConnectionSource connections) {
    this.connections = connections;
  }

  @Override
  public void add(LogRecord written) {
    String json = written.json().toString();
    chars += json.length();
    batch.add(
        new LogRecord(
            written.kind(),
            written.model(),
            written.version(),
            written.epochMillis(),
            written.id(),
            json));
  }

  @Override
  public boolean full() {
    return batch.size() >= BATCH_ROWS || chars >= BATCH_CHARS;
  }

  @Override
  public void clear() {
    batch.clear();
    chars = 0;
  }

  @Override
  public void write() throws IOException {
    try {
      insert(connected());
      clear();
    } catch (SQLException e) {
      close();
      throw new IOException(e.getMessage(), e);
    } catch (RuntimeException | LinkageError e) {
      close();
      throw e;
    }
  }

  private void insert(Connection open) throws SQLException {
    try (PreparedStatement insert = open.prepareStatement(INSERT)) {
      for (LogRecord row : batch) {
        Instant made = Instant.ofEpochMilli(row.epochMillis());
        insert.setObject(1, OffsetDateTime.ofInstant(made, ZoneOffset.UTC));
        insert.setString(2, row.kind());
        insert.setString(3, storable(row.model()));
        insert.setString(4, storable(row.version()));
        insert.setString(5, storable(row.id()));
        insert.setString(6, row.json().toString());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    open.commit();
  }

  private Connection connected() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = connections.open();
      connection = open;
      open.setAutoCommit(false);
      create(open);
    }
    return open;
  }

  /** Asks first, since making what is there needs the right to make it. */
  private static void create(Connection open) throws SQLException {
    try (Statement statement = open.createStatement()) {
      boolean there;
      try (ResultSet rows =
          statement.executeQuery("SELECT to_regclass('modelmon_prediction_log') IS NOT NULL")) {
        there = rows.next() && rows.getBoolean(1);
      }
      if (!there) {
        statement.execute(TURN);
        for (String sql : CREATE) {
          statement.execute(sql);
        }
      }
    }
    open.commit();
  }

  /** The database has no text with a zero character, and its driver none with half a pair. */
  private static @Nullable String storable(@Nullable String text) {
    if (text == null) {
      return null;
    }
    StringBuilder storable = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                    ? 0xFFFD
                    : c)
        .forEach(storable::appendCodePoint);
    return storable.toString();
  }

  /** Keeps the connection: it is only opened with a record, so who logs nothing needs none. */
  @Override
  public void tick() {
    // A broken connection is noticed by the next batch.
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException | RuntimeException | LinkageError e) {
        // Its transaction ends with it.
      }
    }
  }
}
