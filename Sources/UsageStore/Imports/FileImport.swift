public import UsageModel

/// What files tell of some billing periods, to be kept at once.
public struct FileImport: Sendable {
  /// A file that was read.
  public struct File: Hashable, Sendable {
    /// What messages call it.
    public var name: String
    /// The SHA-256 of its bytes as they are stored.
    public var digest: [UInt8]

    /// Creates the description of a file.
    public init(name: String, digest: [UInt8]) {
      self.name = name
      self.digest = digest
    }
  }

  /// The periods, each once.
  public var periods: [ImportedPeriod]
  /// The files that tell them.
  public var files: [File]
  /// Whether the periods are added to what is kept of them, and do not take its place.
  public var isAddition: Bool

  /// Creates an import.
  public init(periods: [ImportedPeriod], files: [File], isAddition: Bool = false) {
    self.periods = periods
    self.files = files
    self.isAddition = isAddition
  }
}

/// What became of an imported period.
public enum ImportOutcome: String, Hashable, Sendable {
  /// Nothing was known of the period.
  case new
  /// It took the place of what was known.
  case replaced
  /// It was added to what was known.
  case added
  /// It is what was known.
  case unchanged
}

/// A source that imports tell.
public struct ImportedSource: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// Its providers, by name.
  public var providers: [String]
  /// How many billing periods are known.
  public var periods: Int

  /// Creates the description of a source.
  public init(name: String, providers: [String], periods: Int) {
    self.name = name
    self.providers = providers
    self.periods = periods
  }
}
