/// A table whose first column names the rows.
public struct Table: Hashable, Sendable {
  /// What the table shows; also the name of its scroll box.
  public var caption: String?

  /// The columns.
  public var columns: [Column]

  /// The rows, in the order in which they are shown.
  public var rows: [Row]

  /// The last row, set apart; cells without a sum are ``Value/missing``.
  public var total: Row?

  /// How many rows the script left out.
  public var leftOut: Int

  /// Creates a table.
  public init(
    caption: String? = nil,
    columns: [Column],
    rows: [Row],
    total: Row? = nil,
    leftOut: Int = 0
  ) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.total = total
    self.leftOut = leftOut
  }
}

/// A column of a table.
public struct Column: Hashable, Sendable {
  /// Where the cells stand.
  public enum Alignment: String, Hashable, Sendable {
    case left
    case right
  }

  /// The header.
  public var title: String

  /// Where the cells stand; nil follows from the values: numbers right, text left.
  public var alignment: Alignment?

  /// Whether the amounts are also drawn as bars.
  public var hasBar: Bool

  /// Whether phones leave the column out.
  public var isSecondary: Bool

  /// Whether this is the column to read first.
  ///
  /// If no column of the table says that it is, the second one is, unless it says no or holds no amounts.
  public var isMain: Bool?

  /// The series colour of the column's swatch and bars.
  public var swatch: Int?

  /// Creates a column.
  public init(
    _ title: String,
    alignment: Alignment? = nil,
    hasBar: Bool = false,
    isSecondary: Bool = false,
    isMain: Bool? = nil,
    swatch: Int? = nil
  ) {
    self.title = title
    self.alignment = alignment
    self.hasBar = hasBar
    self.isSecondary = isSecondary
    self.isMain = isMain
    self.swatch = swatch
  }
}

/// A row of a table.
public struct Row: Hashable, Sendable {
  /// What kind of row it is.
  public enum Style: String, Hashable, Sendable {
    /// A row for one thing.
    case normal
    /// A row for the rest, such as `Other (7)` or `(unallocated)`, set back in grey.
    case folded
    /// A muted line above the rows that it names, of which only the first cell is shown.
    case group
  }

  /// The cells; missing ones at the end are ``Value/missing``, extra ones are left out.
  public var cells: [Value]

  /// What kind of row it is.
  public var style: Style

  /// The series colour of the row's swatch and bar, from 0.
  public var swatch: Int?

  /// Creates a row.
  public init(_ cells: [Value], style: Style = .normal, swatch: Int? = nil) {
    self.cells = cells
    self.style = style
    self.swatch = swatch
  }
}
