public import Foundation

/// A page of the documentation, or the readme.
public struct Guide: Sendable {
  /// The path in the repository, such as `docs/commands.md`.
  public let path: String
  /// The whole text.
  public let text: String
  /// The blocks of code, in their order.
  public let blocks: [GuideBlock]

  /// Reads a guide, such as `docs/commands.md`.
  public init(_ path: String) throws {
    self.path = path
    text = try String(contentsOf: Self.repository.appending(path: path), encoding: .utf8)
    blocks = GuideBlock.all(in: text)
  }

  /// The texts of the blocks of a language.
  public func texts(_ language: String) -> [String] {
    blocks.filter { $0.language == language }.map(\.text)
  }

  /// The readme and all pages below `docs`, in the order of their names.
  public static func all() throws -> [Guide] {
    let folder = repository.appending(path: "docs").path(percentEncoded: false)
    let pages = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".md") }.sorted()
    return try (["README.md"] + pages.map { "docs/\($0)" }).map(Guide.init)
  }

  /// The folder of the repository.
  public static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
