import CLuaBridge

/// Records with named columns, and an order to visit them in: what scripts loop over.
///
/// Scripts read rows and values of it in C. Its rows keep it, the buffers of its columns and what it
/// was made to keep; what is charged for them is up to the host.
///
/// `@safe`: the description that C reads is made by the initialiser, never changed, and freed by the
/// deinitialiser; what holds its address holds the rows.
@safe
public final class LuaRows {
  /// The columns' names, which are the rows' fields.
  public let names: [String]
  /// The columns, in the order of the names.
  public let columns: [LuaColumn]
  /// How many records the columns are of.
  public let records: Int
  /// The record of each row of a loop, or nil where the rows are all records in their order.
  public let order: LuaBuffer<UInt32>?
  /// How many rows a loop has.
  public var count: Int { order?.count ?? records }

  /// The type of the rows, as error messages name it.
  let rowType: LuaObjectType
  /// The type of iterators, which are functions to a script.
  let iteratorType = LuaObjectType(name: "function", form: .iterator)
  private let places: [String: Int]
  private let owner: AnyObject?
  private let functions: [FunctionBox?]
  private let described: UnsafeMutablePointer<tsk_rows>

  /// Makes rows.
  ///
  /// - Parameters:
  ///   - typeName: What error messages call a row.
  ///   - records: How many records there are, fewer than 2^32 - 1; each column has a value for each.
  ///   - columns: The columns, whose names differ.
  ///   - order: The record of each row of a loop; nil for all records in their order.
  ///   - owner: What else has to live as long as the rows do.
  public init(
    _ typeName: String = "row",
    records: Int,
    columns: [(name: String, column: LuaColumn)],
    order: LuaBuffer<UInt32>? = nil,
    keeping owner: AnyObject? = nil
  ) {
    precondition(records >= 0 && records < UInt32.max, "\(records) records")
    for (name, column) in columns {
      precondition(column.covers(records), "the column \(name) is not of \(records) records")
    }
    names = columns.map(\.name)
    self.columns = columns.map(\.column)
    self.records = records
    self.order = order
    self.owner = owner
    rowType = LuaObjectType(name: typeName, form: .row)
    places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    functions = columns.map { FunctionBox(reading: $0.column) }
    unsafe described = describe(
      typeName,
      records: records,
      columns: columns,
      functions: functions,
      order: order
    )
  }

  deinit {
    unsafe freeDescription(described)
  }

  /// Where C finds what it reads, for as long as the rows live.
  var description: UnsafePointer<tsk_rows> { unsafe UnsafePointer(described) }
}

@available(*, unavailable)
extension LuaRows: Sendable {}

// MARK: - Values

extension LuaRows {
  /// The row of a loop's position, from 0.
  public func row(at position: Int) -> LuaRow {
    LuaRow(self, record: order.map { Int($0[position]) } ?? position)
  }

  /// A new iterator over the rows, in their order: a function that gives the next row, and nil at the
  /// end.
  public func rowIterator() -> LuaValue {
    .object(LuaRowIterator(rows: self, columns: []))
  }

  /// A new iterator over the values of columns: a function that gives those of the next row whose
  /// first value is not nil, and nil at the end.
  ///
  /// - Parameter names: The columns, at least one; a column may come more than once.
  /// - Returns: The iterator, a function to the script.
  /// - Throws: An error about a name that no column has.
  public func valueIterator(over names: [String]) throws(HostError) -> LuaValue {
    precondition(!names.isEmpty, "an iterator over no columns")
    var columns: [Int32] = []
    for name in names { columns.append(Int32(try index(of: name))) }
    return .object(LuaRowIterator(rows: self, columns: columns))
  }

  /// The place of a column among the columns.
  func index(of name: String) throws(HostError) -> Int {
    if let place = places[name] { return place }
    throw HostError(unknownNameMessage(kind: "object", owner: rowType.name, name: name, names))
  }
}

/// One row of ``LuaRows``, as the host makes it or a script hands it back.
public struct LuaRow: LuaObject {
  /// What the row is of.
  public let rows: LuaRows
  /// The number of its record, from 0.
  public let record: Int

  /// Makes the row of a record.
  public init(_ rows: LuaRows, record: Int) {
    precondition(record >= 0 && record < rows.records, "record \(record) of \(rows.records)")
    self.rows = rows
    self.record = record
  }

  /// The rows' type.
  public var luaType: LuaObjectType { rows.rowType }

  /// A field's value: the same that scripts read.
  ///
  /// - Parameter name: The column's name.
  /// - Returns: The value.
  /// - Throws: An error about a name that no column has, or what the host's closure throws.
  public func value(_ name: String) throws -> LuaValue {
    let index = try rows.index(of: name)
    guard let value = try rows.columns[index].value(of: record) else {
      throw HostError("\(luaType.name).\(name): a code has no text")
    }
    return value
  }
}

@available(*, unavailable)
extension LuaRow: Sendable {}

/// An iterator on its way to a script, where it becomes a function.
struct LuaRowIterator: LuaObject {
  let rows: LuaRows
  /// The columns whose values it gives; none where it gives rows.
  let columns: [Int32]

  var luaType: LuaObjectType { rows.iteratorType }
}
