import Foundation
import UsagePlugins

extension ReportFolder {
  /// Removes what writers made of documents before and no longer make, and keeps which writer made which file.
  ///
  /// A writer makes one file beside the others, `2026-11.csv`, or several in a folder, `2026-11/1.csv`. What it makes no
  /// longer would look current. A file that another writer made is never touched, nor one that nobody here made.
  func keepOwners(
    of files: [RenderedFile],
    _ documents: [RenderedDocument]
  ) throws(OutputError) {
    let made = files.filter { $0.format.builtIn == nil }
    let told = documents + made.map { RenderedDocument($0) }
    for report in Set(told.map(\.report)).sorted() {
      let formats = Set(told.filter { $0.report == report }.flatMap(\.formats))
        .filter { $0.builtIn == nil }
      var owners = FileOwners(of: "\(path)/\(report)")
      guard !formats.isEmpty || !owners.formatOf.isEmpty else { continue }
      let current = Set(files.map(\.path))
      let again = Set(
        told.filter { $0.report == report }.flatMap { document in
          document.formats.map { FileOwners.Making(format: $0.rawValue, file: document.file) }
        }
      )
      for (name, format) in owners.formatOf where !current.contains("\(report)/\(name)") {
        let file = name.nameOfDocument
        guard again.contains(.init(format: format, file: file)) else { continue }
        unlink("\(path)/\(report)/\(name)")
        owners.formatOf[name] = nil
        // Fails as long as anything is in it.
        if name.contains("/") { rmdir("\(path)/\(report)/\(file)") }
      }
      for file in files where file.report == report {
        // A page that takes the place of what a writer made is no longer the writer's.
        owners.formatOf[file.nameInReport] = file.format.builtIn == nil ? file.format.rawValue : nil
      }
      try owners.keep()
    }
  }
}

/// Which writer made which file of a report, kept in a hidden file beside them.
private struct FileOwners {
  /// A writer and what its files of one document are called without an ending.
  struct Making: Hashable {
    let format: String
    let file: String
  }

  /// The writers' names by the files' paths in the report's folder.
  var formatOf: [String: String]
  private let before: [String: String]
  private let path: String

  /// Reads what was kept; a file that cannot be read tells of nothing, so that nothing is removed.
  init(of folder: String) {
    path = "\(folder)/.writers.json"
    let bytes = FileManager.default.contents(atPath: path) ?? Data()
    let kept = (try? JSONDecoder().decode([String: String].self, from: bytes)) ?? [:]
    // Who can write the folder shall not make tally remove what is elsewhere.
    formatOf = kept.filter { name, _ in
      let names = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      return names.count <= 2 && names.allSatisfy(WrittenFile.isName)
    }
    before = formatOf
  }

  /// Writes it, if anything is new.
  func keep() throws(OutputError) {
    guard formatOf != before else { return }
    guard !formatOf.isEmpty else {
      unlink(path)
      return
    }
    let coder = JSONEncoder()
    coder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    // Texts by texts are always JSON.
    let bytes = (try? coder.encode(formatOf)) ?? Data()
    try AtomicFile.write(Array(bytes), to: path)
  }
}

extension RenderedDocument {
  /// What a file is of.
  fileprivate init(_ file: RenderedFile) {
    self.init(report: file.report, file: file.nameInReport.nameOfDocument, formats: [file.format])
  }
}

extension RenderedFile {
  /// Its path below the report's folder.
  fileprivate var nameInReport: String { String(path.dropFirst(report.count + 1)) }
}

extension String {
  /// Of a file's path in a report's folder, what the document's files are called.
  fileprivate var nameOfDocument: String {
    split(separator: "/").count > 1
      ? String(prefix { $0 != "/" }) : lastIndex(of: ".").map { String(self[..<$0]) } ?? self
  }
}
