import LuaHost
import UsageModel

/// How a session runs an entry and shows its values.
///
/// Values stay in Lua, so that `_` is the very value and not a copy of it. Only what is shown of them comes over,
/// since tables may be deep, large, or contain themselves.
enum SessionEvaluation {
  /// Makes the function that runs an entry and returns the texts of its values.
  static func function(in state: LuaState) throws(LuaError) -> LuaFunction {
    guard
      case .function(let make)? = try state.run(Array(source.utf8), name: "entry").first,
      case .function(let evaluate)? = try make.call([
        .hostFunction(hasRows), .hostFunction(text), .hostFunction(listing),
        .object(ElisionObject(isRest: false)), .object(ElisionObject(isRest: true)),
      ]).first
    else { preconditionFailure("the source above returns a function that returns one") }
    return evaluate
  }

  /// The first 20 entries of a table, three levels deep, and the first ten rows of a frame.
  private static let source = """
    local type, pairs, select, tostring = type, pairs, select, tostring
    return function(has_rows, text, listing, deeper, more)
      local function pruned(value, depth)
        if type(value) == "thread" then return "a coroutine" end
        if type(value) ~= "table" then return value end
        if depth == 0 then return deeper end
        local copy, count = {}, 0
        for key, entry in pairs(value) do
          count = count + 1
          if count > 20 then
            copy[#copy + 1] = more
            break
          end
          if type(key) == "table" or type(key) == "thread" then key = tostring(key) end
          copy[key] = pruned(entry, depth - 1)
        end
        return copy
      end
      local function shown(value)
        if type(value) ~= "userdata" or not has_rows(value) then return text(pruned(value, 3)) end
        local rows, count = {}, 0
        for row in value:rows() do
          count = count + 1
          if count <= 10 then rows[count] = row end
        end
        return listing(rows, count)
      end
      local function finish(...)
        local texts, count = {}, select("#", ...)
        for i = 1, count do
          local value = select(i, ...)
          texts[i] = shown(value)
        end
        if count > 0 then _ = (...) end
        return texts
      end
      return function(entry) return finish(entry()) end
    end
    """

  private static var hasRows: HostFunction {
    HostFunction("has_rows") { call in
      guard case .object(let object) = call[0] else { return false }
      return .boolean(object.luaType.methods.contains { $0.lastName == "rows" })
    }
  }

  private static var text: HostFunction {
    HostFunction("text") { call in .text(valueText(call[0], width: 2000)) }
  }

  private static var listing: HostFunction {
    HostFunction("listing") { call in
      guard case .table(let table) = call[0], case .integer(let count) = call[1] else {
        return .nil
      }
      let rows = table.array.compactMap { value in
        if case .object(let row as LuaRow) = value { row } else { nil }
      }
      return .text(listing(of: rows, count: Int(count)))
    }
  }

  /// Rows as a small table for a terminal.
  private static func listing(of rows: [LuaRow], count: Int) -> String {
    guard let first = rows.first else { return "no rows" }
    // A week or month says no more than the day beside it, and a column that tells nothing only takes room.
    let names = first.rows.names
    let implied = names.contains("day") ? ["week", "month"] : []
    let columns = names.filter { name in
      !implied.contains(name) && rows.allSatisfy { isPlain($0, name) }
        && rows.contains { tells($0, name) }
    }
    let lines =
      [columns.map { ($0, false) }]
      + rows.map { row in columns.map { name in cell(row, name) } }
    let widths = columns.indices.map { column in lines.map { $0[column].0.count }.max() ?? 0 }
    var texts = lines.map { line in
      var text = line.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.0.count)
        return cell.1 ? padding + cell.0 : cell.0 + padding
      }.joined(separator: "  ")
      while text.hasSuffix(" ") { text.removeLast() }
      return text
    }
    if count > rows.count { texts.append("… \(count) rows in all") }
    return texts.joined(separator: "\n")
  }

  /// Whether a cell can be written in a few words; a frame or a series cannot.
  private static func isPlain(_ row: LuaRow, _ name: String) -> Bool {
    switch try? row.value(name) {
    case .object(let object):
      object is MoneyObject || object is DayObject || object is PeriodObject
    case .table, .function, .hostFunction: false
    default: true
    }
  }

  /// Whether a cell says anything.
  private static func tells(_ row: LuaRow, _ name: String) -> Bool {
    switch try? row.value(name) {
    case .none, .nil: false
    case .string(let text): text.text != ReservedName.notBrokenDown
    default: true
    }
  }

  /// A cell, and whether it is an amount.
  private static func cell(_ row: LuaRow, _ name: String) -> (String, Bool) {
    let value = (try? row.value(name)) ?? .nil
    switch value {
    case .nil: return ("–", true)
    case .string(let text): return (text.text, false)
    case .integer, .number: return (valueText(value), true)
    default: return (valueText(value), value.money != nil)
    }
  }
}
