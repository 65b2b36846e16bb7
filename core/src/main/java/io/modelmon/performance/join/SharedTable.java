package io.modelmon.performance.join;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tables of a shared database, in PostgreSQL's SQL.
 *
 * <p>A batch is one transaction that first locks the row of its model: batches of all processes run
 * one after the other per model, so the rules of joining hold in the database as they do in memory.
 * The number of the newest batch of every process is written with it, so that after a broken
 * connection it is known whether the batch was stored.
 */
final class SharedTable {

  /**
   * Of all processes one at a time makes tables: "if not exists" fails where two make one at once.
   * The number is any.
   */
  private static final String TURN = "SELECT pg_advisory_xact_lock(7236271848124)";

  private static final String[] CREATE = {
    "CREATE TABLE IF NOT EXISTS modelmon_label_model (name TEXT PRIMARY KEY)",
    """
    CREATE TABLE IF NOT EXISTS modelmon_label_writer (
      model TEXT NOT NULL, writer BIGINT NOT NULL, batch BIGINT NOT NULL, seen BIGINT NOT NULL,
      PRIMARY KEY (model, writer))\
    """,
    """
    CREATE TABLE IF NOT EXISTS modelmon_label_entry (
      model TEXT NOT NULL, id_high BIGINT NOT NULL, id_low BIGINT NOT NULL,
      version_hash INTEGER NOT NULL, kind SMALLINT NOT NULL, made BIGINT NOT NULL,
      entry BYTEA NOT NULL, PRIMARY KEY (model, id_high, id_low, version_hash))\
    """,
    """
    CREATE INDEX IF NOT EXISTS modelmon_label_entry_made
      ON modelmon_label_entry (model, kind, made)\
    """
  };
  private static final String COLUMNS =
      "SELECT id_high, id_low, version_hash, kind, made, entry FROM modelmon_label_entry ";

  private final Connection connection;
  private final long writer;

  /**
   * Makes the tables where there are none.
   *
   * @param connection without autocommit
   * @param writer a random number of this process
   */
  SharedTable(Connection connection, long writer) throws SQLException {
    this.connection = connection;
    this.writer = writer;
    try (Statement statement = connection.createStatement()) {
      // Asks first, since making what is there needs the right to make it.
      if (!isThere(statement)) {
        statement.execute(TURN);
        for (String sql : CREATE) {
          statement.execute(sql);
        }
      }
    }
    connection.commit();
  }

  /** Returns whether there is what is made last. */
  private static boolean isThere(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("SELECT to_regclass('modelmon_label_entry_made') IS NOT NULL")) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  /** Waits for the turn of this process with a model; it ends with the transaction. */
  void lock(String model) throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO modelmon_label_model VALUES (?) ON CONFLICT DO NOTHING");
        PreparedStatement lock =
            connection.prepareStatement(
                "SELECT name FROM modelmon_label_model WHERE name = ? FOR UPDATE")) {
      lock.setString(1, model);
      if (!any(lock)) {
        insert.setString(1, model);
        insert.executeUpdate();
        any(lock);
      }
    }
  }

  private static boolean any(PreparedStatement query) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      return rows.next();
    }
  }

  /** Returns the number of the newest batch of this process that was stored, 0 before the first. */
  long newestBatch(String model) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT batch FROM modelmon_label_writer WHERE model = ? AND writer = ?")) {
      query.setString(1, model);
      query.setLong(2, writer);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  /** Writes the number of the batch that this transaction stores. */
  void newestBatch(String model, long batch, long nowMillis) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            INSERT INTO modelmon_label_writer VALUES (?, ?, ?, ?)
            ON CONFLICT (model, writer) DO UPDATE SET batch = excluded.batch, seen = excluded.seen
            """)) {
      update.setString(1, model);
      update.setLong(2, writer);
      update.setLong(3, batch);
      update.setLong(4, nowMillis);
      update.executeUpdate();
    }
  }

  /** Forgets processes that were not seen since. */
  void forgetWriters(String model, long beforeMillis) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM modelmon_label_writer WHERE model = ? AND seen < ?")) {
      delete.setString(1, model);
      delete.setLong(2, beforeMillis);
      delete.executeUpdate();
    }
  }

  /** Returns all entries of the ids of a batch's events, newest first. */
  List<StoredEntry> entriesOf(SharedJoin join, SharedBatch batch) throws SQLException {
    Set<List<Long>> ids = new LinkedHashSet<>();
    for (SharedEvent event : batch.events) {
      ids.add(List.of(event.idHigh(), event.idLow()));
    }
    String marks = "(?, ?), ".repeat(ids.size() - 1) + "(?, ?)";
    try (PreparedStatement query =
        connection.prepareStatement(
            COLUMNS
                + "WHERE model = ? AND (id_high, id_low) IN ("
                + marks
                + ") ORDER BY made DESC")) {
      query.setString(1, join.model());
      int at = 2;
      for (List<Long> id : ids) {
        query.setLong(at++, id.get(0));
        query.setLong(at++, id.get(1));
      }
      return read(join, query, batch.sets);
    }
  }

  /** Returns entries of a kind that were made before a time, newest first. */
  List<StoredEntry> olderThan(SharedJoin join, EntryKind kind, long beforeMillis, int most)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            COLUMNS + "WHERE model = ? AND kind = ? AND made < ? ORDER BY made DESC LIMIT ?")) {
      query.setString(1, join.model());
      query.setInt(2, kind.ordinal());
      query.setLong(3, beforeMillis);
      query.setInt(4, most);
      return read(join, query, ItemSets.ofAll());
    }
  }

  /** Returns the entries that are given up first when there are too many. */
  List<StoredEntry> mostDispensable(SharedJoin join, long most) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            COLUMNS
                + "WHERE model = ? ORDER BY CASE kind WHEN ? THEN 0 WHEN ? THEN 1 ELSE 2 END, made"
                + " LIMIT ?")) {
      query.setString(1, join.model());
      query.setInt(2, EntryKind.REMEMBERED.ordinal());
      query.setInt(3, EntryKind.EARLY.ordinal());
      query.setLong(4, most);
      return read(join, query, ItemSets.ofAll());
    }
  }

  /** Returns how many entries a model has. */
  long count(String model) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT count(*) FROM modelmon_label_entry WHERE model = ?")) {
      query.setString(1, model);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  private static List<StoredEntry> read(SharedJoin join, PreparedStatement query, ItemSets sets)
      throws SQLException {
    List<StoredEntry> entries = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        byte[] key =
            EntryCodec.key(rows.getLong(5), rows.getLong(1), rows.getLong(2), rows.getInt(3));
        StoredEntry entry = join.codec().decodeOrNull(key, rows.getBytes(6), sets);
        if (entry != null) {
          entries.add(entry);
        }
      }
    }
    return entries;
  }

  /** Writes the changes of a batch. */
  void write(SharedJoin join, SharedBatch batch) throws SQLException {
    try (PreparedStatement delete =
            connection.prepareStatement(
                """
                DELETE FROM modelmon_label_entry
                WHERE model = ? AND id_high = ? AND id_low = ? AND version_hash = ?\
                """);
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO modelmon_label_entry VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (model, id_high, id_low, version_hash) DO UPDATE
                SET kind = excluded.kind, made = excluded.made, entry = excluded.entry\
                """)) {
      for (Map.Entry<SharedBatch.Place, SharedBatch.Row> change : batch.changes.entrySet()) {
        SharedBatch.Row row = change.getValue();
        PreparedStatement statement = row == null ? delete : insert;
        statement.setString(1, join.model());
        statement.setLong(2, change.getKey().idHigh());
        statement.setLong(3, change.getKey().idLow());
        statement.setInt(4, change.getKey().version());
        if (row != null) {
          statement.setInt(5, row.kind.ordinal());
          statement.setLong(6, row.timeMillis);
          statement.setBytes(7, row.value);
        }
        statement.addBatch();
      }
      delete.executeBatch();
      insert.executeBatch();
    }
  }
}
