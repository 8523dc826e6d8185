import Foundation
import ReportDocument
import ReportRendering
import UsageModel

/// The folder of finished reports, with a list of them all.
public struct ReportFolder: Sendable {
  /// The folder's path.
  public let path: String

  /// Creates a folder.
  public init(_ path: String) {
    self.path = path
  }

  /// Writes files whole or not at all, then the list.
  ///
  /// - Returns: The paths of the files, in the order given.
  @discardableResult
  public func write(_ files: [RenderedFile]) throws(OutputError) -> [String] {
    var paths: [String] = []
    for file in files {
      let path = "\(path)/\(file.path)"
      try AtomicFile.write(file.bytes, to: path)
      paths.append(path)
    }
    try writeIndex()
    return paths
  }

  /// Writes `index.html` and `index.md`, which list what is in the folder, newest period first.
  private func writeIndex() throws(OutputError) {
    for format in ReportFormat.allCases {
      let document = index(of: format)
      let text =
        switch format {
        case .html: HTMLRenderer().render(document)
        case .markdown: MarkdownRenderer().render(document)
        }
      try AtomicFile.write(Array(text.utf8), to: "\(path)/index.\(format.fileExtension)")
    }
  }

  private func index(of format: ReportFormat) -> ReportDocument {
    var document = ReportDocument(title: "Reports")
    for name in entries(of: path) {
      let files = entries(of: "\(path)/\(name)")
        .filter { $0.hasSuffix(".\(format.fileExtension)") }
        .sorted(by: >)
      let items = files.compactMap { file -> BulletList.Item? in
        guard let target = LinkTarget.file("\(name)/\(file)") else { return nil }
        return BulletList.Item([.link([.text(Self.label(of: file))], target)])
      }
      guard !items.isEmpty else { continue }
      document.blocks.append(.section(Section(name, blocks: [.list(BulletList(items: items))])))
    }
    if document.blocks.isEmpty { document.blocks = [.paragraph([.text("There are none yet.")])] }
    return document
  }

  /// What a file is about: its period in words, with the name that the script gave it.
  private static func label(of file: String) -> String {
    let name = (file as NSString).deletingPathExtension
    if let period = Period(name) { return period.label }
    for end in name.indices.reversed() where name[end] == "-" {
      if let period = Period(String(name[..<end])) {
        return "\(period.label), \(name[name.index(after: end)...])"
      }
    }
    return name
  }

  private func entries(of folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasPrefix(".") && !$0.hasSuffix(".tmp") }.sorted()
  }
}
