/// A titled part of a report; its heading's level follows from how deep it is nested.
public struct Section: Hashable, Sendable {
  /// The title.
  public var title: String

  /// What the section shows.
  public var blocks: [Block]

  /// Creates a section.
  public init(_ title: String, blocks: [Block]) {
    self.title = title
    self.blocks = blocks
  }
}
