public import LuaHost
public import ReportDocument
import ReportScripting
import UsageModel

/// Runs a writer over finished reports, in a sandbox of its own.
public struct WriterRun: Sendable {
  /// A report to write.
  public struct Document: Sendable {
    /// The report.
    public var document: ReportDocument
    /// What its files are called, without an ending: `2026-11`.
    public var file: String

    /// Creates a report to write.
    public init(_ document: ReportDocument, file: String) {
      self.document = document
      self.file = file
    }
  }

  /// What came of it.
  public struct Result: Sendable {
    /// What the writer says of itself.
    public var header: PluginHeader
    /// What ends the names of its files.
    public var fileExtension: String
    /// The files of each document, in the documents' order.
    public var files: [[WrittenFile]]
    /// What the writer printed and logged.
    public var log: [String]
  }

  /// The writer.
  public var file: PluginFile
  /// The folder that its `require` looks in; nil for none.
  public var libraryFolder: String?
  /// What it may use up, for all documents together.
  public var limits: LuaLimits
  /// How numbers, amounts and days are shown.
  public var format: NumberFormat
  /// The name of the report.
  public var report: String

  /// Describes a run.
  public init(
    _ file: PluginFile,
    libraryFolder: String? = nil,
    limits: LuaLimits,
    format: NumberFormat,
    report: String
  ) {
    self.file = file
    self.libraryFolder = libraryFolder
    self.limits = limits
    self.format = format
    self.report = report
  }

  /// Writes documents, one after the other, on a thread of its own.
  ///
  /// - Throws: A ``PluginProblem``, or that no thread can be started.
  public func write(_ documents: [Document]) async throws -> Result {
    try await withLuaThread { try writeHere(documents) }
  }

  private func writeHere(_ documents: [Document]) throws(PluginProblem) -> Result {
    let state: LuaState
    let tools: PluginTools
    do {
      state = try LuaState(
        limits: limits,
        environment: LuaEnvironment(
          now: documents.first?.document.generatedAt?.seconds ?? 0,
          randomSeed: 1,
          libraryFolder: libraryFolder,
          libraryName: libraryFolder.map { _ in "\(file.path.dropLast(file.name.count + 4))lib" }
        )
      )
      tools = try PluginTools(in: state)
    } catch {
      throw PluginProblem(error, in: file.path)
    }
    let writer = try WriterPlugin(file, in: state)
    let encoding = DocumentEncoding(format: format)
    var files: [[WrittenFile]] = []
    for document in documents {
      let context = LuaTable(fields: [
        "report": .text(report), "file": .text(document.file),
        "locale": .text(format.locale.identifier),
      ])
      files.append(try writer.files(of: encoding.table(of: document.document), context, in: state))
    }
    return Result(
      header: writer.header,
      fileExtension: writer.fileExtension,
      files: files,
      log: tools.log
    )
  }
}
