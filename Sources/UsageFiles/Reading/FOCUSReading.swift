public import UsageModel

/// What came of reading FOCUS files.
public struct FOCUSReading: Sendable {
  /// A file that was read.
  public struct File: Hashable, Sendable {
    /// What messages call it.
    public var name: String
    /// The version that its columns are of; nil for one from before 1.0.
    public var version: FOCUSVersion?
    /// How many rows it has.
    public var rows: Int
  }

  /// The files, in the order in which they were read.
  public var files: [File]
  /// The charges, by source and billing period.
  public var periods: [ImportedPeriod]
  /// How many rows are wrong, and left out.
  public var badRows: Int
  /// What is wrong, one sentence each: the first of them.
  public var problems: [String]
  /// How many problems there are in all.
  public var problemCount: Int
  /// Whether a file could be read only in part, so that nothing of it should be kept.
  public var isCut: Bool
}

/// How FOCUS files are read.
public struct FOCUSReadingOptions: Hashable, Sendable {
  /// The source that everything belongs to; nil for that of the rows: our own export's, else the provider.
  public var source: String?
  /// The tag that names the app.
  public var appTag: String
  /// Columns of the files' own that are kept as tags.
  public var tagColumns: [String]
  /// How many problems are told one by one.
  public var problemLimit: Int

  /// Creates options.
  public init(
    source: String? = nil,
    appTag: String = "app",
    tagColumns: [String] = [],
    problemLimit: Int = 20
  ) {
    self.source = source
    self.appTag = appTag
    self.tagColumns = tagColumns
    self.problemLimit = problemLimit
  }
}
