import LuaHost
import UsageModel

/// `json.encode` and its like.
func jsonModule(_ context: ScriptContext) -> ModuleDefinition {
  let encode = Definition(
    "json.encode",
    "Writes a value as JSON; the same value gives the same text.",
    [
      Parameter("value", .any, optional: true, "what to write"),
      Parameter(
        "options",
        .options([Parameter("indent", .boolean, optional: true, "true puts each value on a line")]),
        optional: true,
        "{ indent = true }"
      ),
    ],
    result: "string"
  ) { arguments in
    var isIndented = false
    if case .table(let options) = arguments[1], case .boolean(true) = options["indent"] {
      isIndented = true
    }
    var writer = try JSONWriter(isIndented: isIndented, in: context)
    return [.string(LuaString(bytes: try writer.text(of: arguments[0])))]
  }
  .explained(
    """
    - A table with a list part is an array, any other an object with its keys sorted. An empty table is \
    `{}`; see `json.array`.
    - Money is its exact text, such as `"12.5 USD"`; a day is `"2026-11-20"`, a period `"2026-11"`.
    - nil and `json.null` are `null`. A whole number is written with all its digits, any other with as \
    many as it takes to read the same number again.
    - Numbers that are not finite, functions, other objects, lists with gaps, and tables with both a list \
    and names are errors that name the place, such as `at .rows[3].cost`.
    """
  )
  .example(
    """
    local text = json.encode { name = "Shop", cost = money("12.50 USD"), days = { 1, 2 } }
    assert(text == '{"cost":"12.5 USD","days":[1,2],"name":"Shop"}')
    """
  )
  .example(
    """
    assert(json.encode({ a = { 1 } }, { indent = true }) == [[
    {
      "a": [
        1
      ]
    }]])
    """
  )
  let decode = Definition(
    "json.decode",
    "Reads a text that is exactly one JSON value.",
    [Parameter("text", .text, "the JSON text")],
    result: "any"
  ) { arguments in
    guard case .string(let text) = arguments[0] else { return [] }
    var reader = try JSONReader(text.bytes, in: context)
    return [try reader.document()]
  }
  .explained(
    """
    - A `null` in an object is a field that is not there, since nil means "not known". A `null` in an \
    array is [`json.null`](#jsonnull), so that the list keeps its length. A `null` alone is nil.
    - A number without a point or exponent is an integer where it fits 64 bits, any other a float.
    - What RFC 8259 does not allow is an error with line and column; so are a name that an object has \
    twice, text that is not UTF-8, and arrays and objects nested deeper than 64.
    """
  )
  .example(
    """
    local value = json.decode('{ "users": [120, null, 1.5], "note": null }')
    assert(#value.users == 3 and value.users[1] == 120)
    assert(value.users[2] == json.null and value.note == nil)
    """
  )
  let array = Definition(
    "json.array",
    "Marks a list for `json.encode`, so that an empty one is written as `[]` and not as `{}`.",
    [Parameter("list", .list(.any), "the list")],
    result: "tally.array"
  ) { arguments in
    guard case .table(let list) = arguments[0] else { return [] }
    let entries = try entries(of: list, as: "argument 1 (list): ")
    // The host keeps a copy for as long as the script keeps the mark.
    let extent = try JSONExtent(of: list, in: context)
    guard extent.depth < jsonDepthLimit else {
      throw HostError("lists are nested deeper than \(jsonDepthLimit)")
    }
    let memory = try context.hold(extent.bytes)
    return [
      .object(
        JSONArray(entries: entries, depth: extent.depth + 1, memory: memory, context: context)
      )
    ]
  }
  .explained("It keeps the list as it is now; what is added to the table later is not in it.")
  .example(
    """
    local rows = {}
    assert(json.encode { rows = json.array(rows) } == '{"rows":[]}')
    """
  )
  let null = ValueDefinition(
    name: "json.null",
    annotation: "tally.null",
    summary: "`null` in a JSON array, where nil would end the list.",
    value: .object(JSONNull(context: context)),
    example: """
      assert(json.encode { 1, json.null, 3 } == "[1,null,3]")
      assert(json.decode("[null]")[1] == json.null)
      """
  )
  return ModuleDefinition(
    name: "json",
    summary: "Values as JSON texts, and back.",
    functions: [encode, decode, array],
    values: [null]
  )
}

/// The type of `json.null`.
func jsonNullObject() -> ObjectDefinition {
  ObjectDefinition(
    name: "null",
    summary: "The type of `json.null`, which stands for nothing and is not nil.",
    operators: [
      .equal: HostFunction("==") { call in
        guard case .object(is JSONNull) = call[0], case .object(is JSONNull) = call[1] else {
          return [false]
        }
        return [true]
      },
      .toString: HostFunction("tostring") { _ in [.text("null")] },
    ],
    examples: [
      #"assert(json.decode("[null]")[1] == json.null and tostring(json.null) == "null")"#
    ]
  )
}

/// What `json.array` gives.
func jsonArrayObject() -> ObjectDefinition {
  ObjectDefinition(
    name: "array",
    summary: "A list that `json.encode` writes as an array, whatever it holds.",
    operators: [
      .length: HostFunction("#") { call in
        guard case .object(let object as JSONArray) = call[0] else { return [0] }
        return [.integer(Int64(object.entries.count))]
      }
    ],
    examples: ["assert(#json.array { 1, 2 } == 2)"]
  )
}
