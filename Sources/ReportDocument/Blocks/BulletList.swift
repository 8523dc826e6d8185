/// A list, numbered or not, whose items may hold lists.
public struct BulletList: Hashable, Sendable {
  /// One item.
  public struct Item: Hashable, Sendable {
    /// The text.
    public var text: [Inline]

    /// The list below the text.
    public var sublist: BulletList? {
      get { sublists.first }
      set { sublists = newValue.map { [$0] } ?? [] }
    }

    // An array gives the indirection that a recursive value needs; it holds one list at most.
    private var sublists: [BulletList]

    /// Creates an item.
    public init(_ text: [Inline], sublist: BulletList? = nil) {
      self.text = text
      sublists = sublist.map { [$0] } ?? []
    }
  }

  /// Whether the items are numbered.
  public var isOrdered: Bool

  /// The items.
  public var items: [Item]

  /// Creates a list.
  public init(isOrdered: Bool = false, items: [Item]) {
    self.isOrdered = isOrdered
    self.items = items
  }
}
