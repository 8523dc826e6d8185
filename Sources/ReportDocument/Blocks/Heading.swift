/// A heading without a section of its own.
public struct Heading: Hashable, Sendable {
  /// The text.
  public var text: String

  /// The level, 2 to 4; the title is level 1.
  public var level: Int

  /// Creates a heading; a level out of range becomes the nearest one.
  public init(_ text: String, level: Int = 2) {
    self.text = text
    self.level = min(max(level, 2), 4)
  }
}
