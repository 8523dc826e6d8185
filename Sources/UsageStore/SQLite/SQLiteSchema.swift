import GRDB

/// The tables, and how older stores become newer ones.
enum SQLiteSchema {
  /// Brings a store up to date; one from a newer version is refused.
  static func migrate(_ database: DatabaseQueue, path: String) throws {
    let migrator = self.migrator
    var failure: (any Error)?
    // Another process that opens the store at the same moment may be first with a step, which then fails
    // here; so the store is looked at again, once for each step that others can have taken.
    for _ in 0...migrator.migrations.count {
      switch try database.read({ try state(of: $0, under: migrator) }) {
      case .current: return try useLog(database)
      case .foreign: throw StoreError.noStore(path)
      case .newer:
        throw StoreError(
          .unusable,
          "\(path): the store was written by a newer version of tally; update tally"
        )
      case .older:
        do {
          try useLog(database)
          return try migrator.migrate(database)
        } catch {
          failure = error
        }
      }
    }
    if let failure { throw failure }
  }

  /// Turns WAL mode on, of a file that is known to be ours.
  ///
  /// GRDB's own setting writes to the file at every opening, also of a command that only reads.
  private static func useLog(_ database: DatabaseQueue) throws {
    try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
  }

  /// What a file is to this version.
  private enum State {
    case current, older, newer, foreign
  }

  private static func state(
    of database: Database,
    under migrator: DatabaseMigrator
  ) throws -> State {
    // The first query to succeed begins the snapshot that the others share. The migrator's own would fail
    // on a new file, and look a second time at what another process may have made in between.
    let hasTables = try hasTables(database)
    if try migrator.hasBeenSuperseded(database) { return .newer }
    if try migrator.hasCompletedMigrations(database) { return .current }
    return try hasTables && migrator.appliedIdentifiers(database).isEmpty ? .foreign : .older
  }

  /// Whether there is anything in the file yet: a store, or another program's tables.
  static func hasTables(_ database: Database) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name <> 'grdb_migrations' "
        + "AND name NOT LIKE 'sqlite_%')"
    ) ?? false
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("replies and segments") { database in
      try database.execute(sql: repliesAndReadings)
    }
    migrator.registerMigration("metrics") { database in
      try database.execute(sql: metrics)
    }
    migrator.registerMigration("derived records") { database in
      try database.execute(sql: derivedRecords)
    }
    migrator.registerMigration("budget crossings") { database in
      try database.execute(sql: budgetCrossings)
    }
    migrator.registerMigration("shown forecasts") { database in
      try database.execute(sql: shownForecasts)
    }
    migrator.registerMigration("runs") { database in
      try database.execute(sql: runs)
    }
    migrator.registerMigration("imports") { database in
      try database.execute(sql: imports)
    }
    migrator.registerMigration("imported charges") { database in
      try database.execute(sql: statedCharges)
    }
    return migrator
  }

  private static let imports = """
    -- What files told of one billing period of a source, as known from a moment on: in place of what was known before,
    -- or added to it. The head has its lines and times, packed; `length` is that of the unpacked one. The digest is
    -- the SHA-256 of the unpacked head and segments, and a checksum is the CRC-32 of what is packed.
    CREATE TABLE import_batch (
      id INTEGER PRIMARY KEY,
      source TEXT NOT NULL,
      start INTEGER NOT NULL,
      stop INTEGER NOT NULL,
      learnt_at INTEGER NOT NULL,
      is_addition INTEGER NOT NULL,
      digest BLOB NOT NULL,
      file_rows INTEGER NOT NULL,
      charges INTEGER NOT NULL,
      length INTEGER NOT NULL,
      checksum INTEGER NOT NULL,
      head BLOB NOT NULL
    ) STRICT;
    CREATE INDEX import_batch_by_period ON import_batch (source, start, stop);
    -- The files of an import, by the SHA-256 of their bytes.
    CREATE TABLE import_file (
      batch_id INTEGER NOT NULL REFERENCES import_batch(id),
      digest BLOB NOT NULL,
      name TEXT NOT NULL,
      PRIMARY KEY (batch_id, digest)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX import_file_by_digest ON import_file (digest);
    -- Charges of an import, in order of time, that lie between two moments (milliseconds since 1970).
    CREATE TABLE import_segment (
      id INTEGER PRIMARY KEY,
      batch_id INTEGER NOT NULL REFERENCES import_batch(id),
      first INTEGER NOT NULL,
      last INTEGER NOT NULL,
      charges INTEGER NOT NULL,
      length INTEGER NOT NULL,
      checksum INTEGER NOT NULL,
      data BLOB NOT NULL
    ) STRICT;
    CREATE INDEX import_segment_by_batch ON import_segment (batch_id);
    """

  // What follows from the readings, kept so that large questions are answered fast. Anything of it may be dropped.
  private static let derivedRecords = """
    -- Goes up whenever anything is written about a source; `newest` is when the last of it was learnt.
    ALTER TABLE source ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE source ADD COLUMN newest INTEGER NOT NULL DEFAULT -9223372036854775808;
    UPDATE source SET newest = coalesce((
      SELECT max(learnt_at) FROM reply WHERE request_id IN (
        SELECT id FROM request WHERE source_id = source.id
      )
    ), newest);
    CREATE TABLE record_line (
      id INTEGER PRIMARY KEY,
      source_id INTEGER NOT NULL REFERENCES source(id),
      app_id TEXT NOT NULL,
      service TEXT NOT NULL,
      category TEXT NOT NULL,
      meter TEXT NOT NULL,
      charge TEXT NOT NULL,
      unit TEXT NOT NULL,
      currency TEXT NOT NULL,
      UNIQUE (source_id, app_id, service, category, meter, charge, unit, currency)
    ) STRICT;
    -- The records of a month, which is counted from the year 0, with the digest of what they follow from. The head
    -- tells how many of which day there are; the checksum is the CRC-32 of head and columns.
    CREATE TABLE record_segment (
      id INTEGER PRIMARY KEY,
      source_id INTEGER NOT NULL REFERENCES source(id),
      facet TEXT NOT NULL,
      month INTEGER NOT NULL,
      origin BLOB NOT NULL,
      head BLOB NOT NULL,
      checksum INTEGER NOT NULL,
      columns BLOB NOT NULL,
      UNIQUE (source_id, facet, month)
    ) STRICT;
    -- Which terms and which revision of the source the segments are of.
    CREATE TABLE record_state (
      source_id INTEGER NOT NULL REFERENCES source(id),
      facet TEXT NOT NULL,
      basis BLOB NOT NULL,
      revision INTEGER NOT NULL,
      windows BLOB NOT NULL,
      PRIMARY KEY (source_id, facet)
    ) STRICT, WITHOUT ROWID;
    """

  // Moments are milliseconds since 1970. An absent text of a counter is the empty text, so that UNIQUE compares it.
  private static let repliesAndReadings = """
    CREATE TABLE source (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      provider TEXT NOT NULL,
      account TEXT
    ) STRICT;
    -- A request, with the number of entries that its segments have, so that a missing one is noticed.
    CREATE TABLE request (
      id INTEGER PRIMARY KEY,
      source_id INTEGER NOT NULL REFERENCES source(id),
      name TEXT NOT NULL,
      entries INTEGER NOT NULL DEFAULT 0,
      UNIQUE (source_id, name)
    ) STRICT;
    -- A reply as it came, learnt that many milliseconds after it was observed. Its content is packed, against that of
    -- the reply whose id is so much lower, and gone once it was pruned. The digest is the first half of the SHA-256.
    CREATE TABLE reply (
      id INTEGER PRIMARY KEY,
      request_id INTEGER NOT NULL REFERENCES request(id),
      observed_at INTEGER NOT NULL,
      lag INTEGER NOT NULL,
      digest BLOB NOT NULL,
      base INTEGER NOT NULL,
      content BLOB,
      learnt_at INTEGER AS (observed_at + lag),
      base_id INTEGER AS (id - nullif(base, 0))
    ) STRICT;
    CREATE INDEX reply_by_moment ON reply (request_id, observed_at);
    CREATE TABLE facet (
      source_id INTEGER NOT NULL REFERENCES source(id),
      name TEXT NOT NULL,
      learnt_at INTEGER NOT NULL,
      PRIMARY KEY (source_id, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE billing_window (
      id INTEGER PRIMARY KEY,
      source_id INTEGER NOT NULL REFERENCES source(id),
      start INTEGER NOT NULL,
      stop INTEGER NOT NULL,
      basis TEXT NOT NULL,
      learnt_at INTEGER NOT NULL,
      UNIQUE (source_id, start, stop, basis)
    ) STRICT;
    CREATE TABLE counter (
      id INTEGER PRIMARY KEY,
      source_id INTEGER NOT NULL REFERENCES source(id),
      facet TEXT NOT NULL,
      app_id TEXT NOT NULL,
      service TEXT NOT NULL,
      category TEXT NOT NULL,
      meter TEXT NOT NULL,
      charge TEXT NOT NULL,
      measure TEXT NOT NULL,
      unit TEXT NOT NULL,
      UNIQUE (source_id, facet, app_id, service, category, meter, charge, measure, unit)
    ) STRICT;
    CREATE TABLE allowance (
      id INTEGER PRIMARY KEY,
      source_id INTEGER NOT NULL REFERENCES source(id),
      name TEXT NOT NULL,
      unit TEXT NOT NULL,
      UNIQUE (source_id, name, unit)
    ) STRICT;
    -- The readings of a request's replies in a window, or their allowances where there is no window. The checksum is
    -- the CRC-32 of the data: a wrong byte would most often still be a value.
    CREATE TABLE segment (
      id INTEGER PRIMARY KEY,
      request_id INTEGER NOT NULL REFERENCES request(id),
      window_id INTEGER REFERENCES billing_window(id),
      first_reply INTEGER NOT NULL,
      last_reply INTEGER NOT NULL,
      checksum INTEGER NOT NULL,
      data BLOB NOT NULL
    ) STRICT;
    CREATE INDEX segment_by_window ON segment (window_id, request_id);
    CREATE INDEX segment_by_reply ON segment (request_id, last_reply);
    CREATE TABLE terms (
      learnt_at INTEGER PRIMARY KEY,
      content TEXT NOT NULL
    ) STRICT;
    """

  private static let metrics = """
    -- A metric, with what its values are told apart by: a JSON list of names.
    CREATE TABLE metric (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      dimensions TEXT NOT NULL
    ) STRICT;
    -- A value, an exact decimal, of a day (counted from 1970) and of a key, a JSON list with a text for each dimension,
    -- as known from a moment on. Rows are only ever added, except that of one moment the last one stays.
    CREATE TABLE metric_value (
      metric_id INTEGER NOT NULL REFERENCES metric(id),
      day INTEGER NOT NULL,
      key TEXT NOT NULL,
      learnt_at INTEGER NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (metric_id, day, key, learnt_at)
    ) STRICT, WITHOUT ROWID;
    """

  private static let budgetCrossings = """
    -- A threshold of a budget that somebody was told of, by the days of its period (counted from 1970, the last one
    -- excluded), with the last days on which the budget was seen at or above it, and below it since.
    CREATE TABLE budget_crossing (
      budget TEXT NOT NULL,
      start INTEGER NOT NULL,
      stop INTEGER NOT NULL,
      threshold TEXT NOT NULL,
      told_at INTEGER NOT NULL,
      reached_on INTEGER NOT NULL,
      below_on INTEGER,
      PRIMARY KEY (budget, start, stop, threshold)
    ) STRICT, WITHOUT ROWID;
    """

  private static let shownForecasts = """
    -- A forecast that a finished report showed: of the days from start to stop (counted from 1970, the last one
    -- excluded), made when `made_on` was the first day not over, and kept at a moment; with its ranges as JSON. Rows
    -- are only ever added, except that of one moment the last one stays.
    CREATE TABLE shown_forecast (
      question TEXT NOT NULL,
      start INTEGER NOT NULL,
      stop INTEGER NOT NULL,
      made_on INTEGER NOT NULL,
      learnt_at INTEGER NOT NULL,
      expected REAL NOT NULL,
      ranges TEXT NOT NULL,
      PRIMARY KEY (question, start, stop, made_on, learnt_at)
    ) STRICT, WITHOUT ROWID;
    """

  private static let statedCharges = """
    -- An amount, an exact decimal, that no platform reports, as known from a moment on; of the days from start to stop
    -- (counted from 1970, the last one excluded). An empty app or name is none. Rows are only ever added, except that
    -- of one moment the last one stays; zero takes back what was known before.
    CREATE TABLE stated_charge (
      source TEXT NOT NULL,
      start INTEGER NOT NULL,
      stop INTEGER NOT NULL,
      charge TEXT NOT NULL,
      app TEXT NOT NULL,
      name TEXT NOT NULL,
      currency TEXT NOT NULL,
      learnt_at INTEGER NOT NULL,
      amount TEXT NOT NULL,
      PRIMARY KEY (source, start, stop, charge, app, name, currency, learnt_at)
    ) STRICT, WITHOUT ROWID;
    """

  private static let runs = """
    -- A run of the whole job, by its moments in milliseconds since 1970; `facts` is JSON.
    CREATE TABLE run (
      started INTEGER PRIMARY KEY,
      ended INTEGER,
      status INTEGER,
      facts TEXT NOT NULL
    ) STRICT;
    -- What does not work, and, once it has ended, works again without everybody knowing.
    CREATE TABLE problem (
      key TEXT NOT NULL,
      since INTEGER NOT NULL,
      text TEXT NOT NULL,
      ended INTEGER,
      PRIMARY KEY (key, since)
    ) STRICT, WITHOUT ROWID;
    -- Which message was taken by whom; a target is a key that tells no address.
    CREATE TABLE delivery (
      id TEXT NOT NULL,
      target TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (id, target)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX delivery_by_time ON delivery (at);
    -- What somebody has not taken yet, as JSON, in the order in which it is told.
    CREATE TABLE pending_message (
      place INTEGER PRIMARY KEY,
      content TEXT NOT NULL
    ) STRICT;
    -- A report of a period that is over (days counted from 1970, the last one excluded), with a digest of its usage.
    CREATE TABLE final_report (
      report TEXT NOT NULL,
      start INTEGER NOT NULL,
      stop INTEGER NOT NULL,
      final_at INTEGER NOT NULL,
      digest TEXT NOT NULL,
      PRIMARY KEY (report, start, stop)
    ) STRICT, WITHOUT ROWID;
    """
}
