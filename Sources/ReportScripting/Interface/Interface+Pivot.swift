import LuaHost

/// What a cross table has.
func pivotObject(_ context: ScriptContext) -> ObjectDefinition {
  let field = fields(of: PivotObject.self)
  return ObjectDefinition(
    name: "pivot",
    summary: "A cross table: a row for each value of one dimension, a field for each of another.",
    fields: [
      field("columns", "string[]", "the values that have a field, in their order") {
        .table(LuaTable(array: $0.columns.map { .text($0) }))
      },
      field("fields", "{ field: string, title: string }[]", "all columns, as `r:table` takes them")
      {
        pivot in
        let columns = pivot.fields.enumerated().map { place, name in
          let isOwn = place == 0 || place == pivot.fields.count - 1
          let title = isOwn ? name.prefix(1).uppercased() + name.dropFirst() : name
          return LuaValue.table(LuaTable(fields: ["field": .text(name), "title": .text(title)]))
        }
        return .table(LuaTable(array: columns))
      },
    ],
    methods: [
      Definition("pivot:rows", "The rows, for a loop.", result: "fun(): tally.pivot_row?") {
        arguments in
        guard case .object(let object as PivotObject) = arguments.receiver else { return [] }
        return [object.rows.rowIterator()]
      }
    ],
    operators: [
      .length: HostFunction("#") { call in
        guard case .object(let object as PivotObject) = call[0] else { return [0] }
        return [.integer(Int64(object.rows.count))]
      }
    ]
  )
}
