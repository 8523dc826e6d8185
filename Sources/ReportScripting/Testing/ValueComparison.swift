import LuaHost

/// Where two values differ first.
struct ValueDifference {
  /// The way into the tables, such as `[2].cost`; empty for the values themselves.
  let path: String
  /// What was expected there, and what was found.
  let expected: LuaValue
  let found: LuaValue
}

/// Compares a value with the one that a test expects: tables entry by entry, money, days and periods by value.
///
/// - Returns: The first difference; nil for equal values.
/// - Throws: For values that have nothing to compare, such as functions and frames.
func difference(
  from expected: LuaValue,
  to found: LuaValue,
  at path: String = ""
) throws(HostError) -> ValueDifference? {
  let isEqual: Bool
  switch (expected, found) {
  case (.table(let expected), .table(let found)):
    return try tableDifference(from: expected, to: found, at: path)
  case (.nil, .nil): isEqual = true
  case (.boolean(let first), .boolean(let second)): isEqual = first == second
  case (.integer(let first), .integer(let second)): isEqual = first == second
  case (.number(let first), .number(let second)): isEqual = first == second
  case (.integer(let integer), .number(let number)), (.number(let number), .integer(let integer)):
    isEqual = Int64(exactly: number) == integer
  case (.string(let first), .string(let second)): isEqual = first == second
  case (.object(let first as MoneyObject), .object(let second as MoneyObject)):
    isEqual = first.money == second.money
  case (.object(let first as DayObject), .object(let second as DayObject)):
    isEqual = first.day == second.day
  case (.object(let first as PeriodObject), .object(let second as PeriodObject)):
    isEqual = first.period == second.period
  case (.object, .object), (.function, .function), (.hostFunction, .hostFunction):
    throw HostError(
      "\(describe(found)) cannot be compared\(path.isEmpty ? "" : " (at \(path))"); "
        + "compare what it tells"
    )
  default: isEqual = false
  }
  return isEqual ? nil : ValueDifference(path: path, expected: expected, found: found)
}

private func tableDifference(
  from expected: LuaTable,
  to found: LuaTable,
  at path: String
) throws(HostError) -> ValueDifference? {
  for index in 0..<max(expected.array.count, found.array.count) {
    let first = expected.array.indices.contains(index) ? expected.array[index] : .nil
    let second = found.array.indices.contains(index) ? found.array[index] : .nil
    if let found = try difference(from: first, to: second, at: "\(path)[\(index + 1)]") {
      return found
    }
  }
  for name in Set(expected.fields.keys).union(found.fields.keys).sorted() {
    let place = path.isEmpty ? name : "\(path).\(name)"
    if let found = try difference(from: expected[name], to: found[name], at: place) {
      return found
    }
  }
  let (first, second) = (entriesByKey(of: expected), entriesByKey(of: found))
  for key in Set(first.keys).union(second.keys).sorted() {
    let place = "\(path)[\(key)]"
    if let found = try difference(
      from: first[key] ?? .nil,
      to: second[key] ?? .nil,
      at: place
    ) {
      return found
    }
  }
  return nil
}

/// The entries whose keys are no texts, by the text of the key: 2 and 2.0 are never both keys of a table.
private func entriesByKey(of table: LuaTable) -> [String: LuaValue] {
  Dictionary(
    table.others.map { (valueText($0.key), $0.value) },
    uniquingKeysWith: { first, _ in first }
  )
}
