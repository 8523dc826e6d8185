/// The limit to how deep a document may be nested.
///
/// Writers call themselves for what is inside of something, and a program may build a document that is deeper
/// than a stack.
enum Nesting {
  /// How many containers, lists, or pieces of inline text may lie one in another.
  static let limit = 64

  /// What stands in place of blocks and lists that lie deeper.
  static let note = "What is nested more than \(limit) levels deep is left out."

  /// What stands in place of inline text that lies deeper.
  static let ellipsis = "…"
}
