public import Logging
import SystemPackage
public import UsageModel
public import UsageProviders

/// Writes the log to standard error, one line or one JSON object an event, without secrets.
///
/// Nothing is global: the command makes its logger with `Logger(label:factory:)`, and the library takes the one
/// that it is given.
public struct TallyLogHandler: LogHandler {
  /// The least important level that is written.
  public var logLevel: Logger.Level
  /// What each event has besides its own metadata.
  public var metadata: Logger.Metadata = [:]
  /// What the logger's surroundings add.
  public var metadataProvider: Logger.MetadataProvider?

  private let label: String
  private let style: LogStyle
  private let secrets: KnownSecrets
  private let now: @Sendable () -> Timestamp
  private let write: @Sendable (String) -> Void

  /// Creates a handler.
  ///
  /// - Parameters:
  ///   - label: The logger's name.
  ///   - style: How lines are written.
  ///   - level: The least important level that is written.
  ///   - secrets: What is blanked out, also what it learns later.
  ///   - now: The time.
  ///   - write: Takes each line with its line break.
  public init(
    label: String,
    style: LogStyle,
    level: Logger.Level,
    secrets: KnownSecrets,
    now: @escaping @Sendable () -> Timestamp = FetchClock.system.now,
    write: @escaping @Sendable (String) -> Void = TallyLogHandler.toStandardError
  ) {
    self.label = label
    self.style = style
    self.secrets = secrets
    self.now = now
    self.write = write
    logLevel = level
  }

  /// One value of the metadata.
  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes one event.
  public func log(event: LogEvent) {
    var all = metadataProvider?.get() ?? [:]
    all.merge(metadata) { $1 }
    all.merge(event.metadata ?? [:]) { $1 }
    if let error = event.error { all["error"] = "\(error)" }
    // Before the line is put together: its quotes and escapes could hide a secret's end.
    let line = LogLine(
      time: now(),
      level: event.level,
      label: label,
      message: secrets.redacted(event.message.description),
      metadata: all.sorted { $0.key < $1.key }
        .map { (secrets.redacted($0.key), secrets.redacted($0.value.description)) }
    )
    write(line.text(style) + "\n")
  }

  /// Writes to standard error, all of a line at once.
  @Sendable public static func toStandardError(_ line: String) {
    // Where messages cannot go, there is no place to say so.
    _ = try? FileDescriptor.standardError.writeAll(line.utf8)
  }
}
