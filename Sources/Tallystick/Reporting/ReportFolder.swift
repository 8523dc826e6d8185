import Foundation
import ReportDocument
import UsageModel

/// The folder of finished reports, with a list of them all.
public struct ReportFolder: Sendable {
  /// The folder's path.
  public let path: String

  /// How the list looks.
  public let appearance: Configuration.Appearance

  /// Creates a folder.
  public init(_ path: String, appearance: Configuration.Appearance = .standard) {
    self.path = path
    self.appearance = appearance
  }

  /// How many periods of a report are listed before the earlier ones are folded away: a year of months.
  private static let unfolded = 12

  /// Where a file of the folder is.
  public func path(of file: RenderedFile) -> String { "\(path)/\(file.path)" }

  /// Writes files whole or not at all, then the list; what a writer made of the same documents before and makes no longer, goes.
  ///
  /// - Parameters:
  ///   - files: The files.
  ///   - documents: What they are of, where a format may have made no file of it.
  /// - Returns: The paths of the files, in the order given.
  /// - Throws: What cannot be written, and why.
  @discardableResult
  public func write(
    _ files: [RenderedFile],
    of documents: [RenderedDocument] = []
  ) throws(OutputError) -> [String] {
    var paths: [String] = []
    for folder in Set(files.map { path(of: $0).folderOfFile } + [path]) {
      TemporaryFile.removeAbandoned(in: folder)
    }
    for file in files {
      let path = path(of: file)
      try AtomicFile.write(file.bytes, to: path)
      paths.append(path)
    }
    try keepOwners(of: files, documents)
    try writeIndex()
    return paths
  }

  /// Writes `index.html` and `index.md`, which list what is in the folder, newest period first.
  private func writeIndex() throws(OutputError) {
    for format in ReportFormat.BuiltIn.allCases {
      let document = index(of: format)
      let text = appearance.render(document, as: format)
      try AtomicFile.write(Array(text.utf8), to: "\(path)/index.\(format.fileExtension)")
    }
  }

  private func index(of format: ReportFormat.BuiltIn) -> ReportDocument {
    var document = ReportDocument(title: "Reports")
    var columns: [[Block]] = []
    for name in entries(of: path) {
      let listed = reports(in: name, format)
      let items = listed.compactMap { report -> BulletList.Item? in
        let links = report.links(in: name)
        return links.isEmpty ? nil : BulletList.Item(links)
      }
      guard !items.isEmpty else { continue }
      columns.append([.section(Section(name, blocks: list(of: items)))])
    }
    document.blocks =
      columns.isEmpty ? [.paragraph([.text("There are none yet.")])] : [.columns(columns)]
    return document
  }

  /// The reports of a folder, with what writers of the user's made of each.
  private func reports(in name: String, _ format: ReportFormat.BuiltIn) -> [ListedReport] {
    let folder = "\(path)/\(name)"
    let all = entries(of: folder)
    var reports = all.filter { $0.hasSuffix(".\(format.fileExtension)") }
      .map { ListedReport(name: $0.nameOfFile, page: $0) }
    for entry in all
    where !ReportFormat.BuiltIn.allCases.contains(where: { entry.hasSuffix(".\($0.fileExtension)") }
    ) {
      let inside = entries(of: "\(folder)/\(entry)")
      let stem = inside.isEmpty ? entry.nameOfFile : entry
      let others = inside.isEmpty ? [entry] : inside.map { "\(entry)/\($0)" }
      if let index = reports.firstIndex(where: { $0.name == stem }) {
        reports[index].others += others
      } else {
        var report = ListedReport(name: stem, page: nil)
        report.others = others
        // Other things may lie in the folder.
        if report.period != nil { reports.append(report) }
      }
    }
    return reports.sorted()
  }

  private func list(of items: [BulletList.Item]) -> [Block] {
    let recent = Block.list(BulletList(items: Array(items.prefix(Self.unfolded))))
    guard items.count > Self.unfolded else { return [recent] }
    let earlier = Array(items.dropFirst(Self.unfolded))
    return [
      recent,
      .details(Details("Earlier (\(earlier.count))", blocks: [.list(BulletList(items: earlier))])),
    ]
  }

  private func entries(of folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasPrefix(".") && !$0.hasSuffix(".tmp") }.sorted()
  }
}

/// A finished report as the list shows it.
private struct ListedReport {
  /// The name of its files without an ending.
  let name: String
  /// The file in the list's own format; nil where it was not written in it.
  let page: String?
  /// What writers of the user's made: files beside the page, or in a folder of its name.
  var others: [String] = []
  let period: Period?
  /// What the file is about: its period in words, with the name that the script gave it.
  let label: String

  init(name: String, page: String?) {
    self.name = name
    self.page = page
    var (period, label) = (Period(name), name)
    if let period { label = period.label }
    for end in name.indices.reversed() where name[end] == "-" && period == nil {
      period = Period(String(name[..<end]))
      if let period { label = "\(period.label), \(name[name.index(after: end)...])" }
    }
    self.period = period
    self.label = label
  }
}

extension ListedReport {
  /// The page, then the other files by their endings, or by their names in a folder.
  func links(in folder: String) -> [Inline] {
    var links: [Inline] = []
    if let target = page.flatMap({ LinkTarget.file("\(folder)/\($0)") }) {
      links.append(.link([.text(label)], target))
    }
    for other in others {
      guard let target = LinkTarget.file("\(folder)/\(other)") else { continue }
      links.append(.text(links.isEmpty ? "\(label): " : ", "))
      let isInFolder = other.contains("/")
      let text = other.dropFirst(name.count + 1)
      links.append(.link([.text(isInFolder ? String(text) : text.uppercased())], target))
    }
    return links
  }
}

extension ListedReport: Comparable {
  /// The latest period first, of those that end together the shortest; then by name.
  static func < (left: Self, right: Self) -> Bool {
    switch (left.period, right.period) {
    case (let first?, let second?):
      if first.stop != second.stop { return first.stop > second.stop }
      if first.length != second.length { return first.length < second.length }
      return left.name < right.name
    case (.some, nil): return true
    case (nil, .some): return false
    case (nil, nil): return left.name < right.name
    }
  }
}
