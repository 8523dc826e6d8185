/// One page of the reference: a module, a type of object, or both where they share their name.
struct ReferencePage {
  let name: String
  let interface: Interface
  let notation: TypeNotation

  /// Types that another page describes, since few would look for them alone.
  static let homes = [
    "null": "json", "array": "json", "reports": "report", "point": "series", "day": "period",
    "rule": "allocation", "policy": "allocation", "shares": "allocation",
    "outlook": "forecast", "event": "forecast",
  ]

  private var module: ModuleDefinition? { interface.modules.first { $0.name == name } }

  private var objects: [ObjectDefinition] {
    interface.objects.filter { (Self.homes[$0.name] ?? $0.name) == name }
  }

  /// The page.
  var text: String {
    var blocks = ["# \(name)", ScriptReference.generated]
    if let module {
      blocks += module.call?.summary == module.summary ? [] : [module.summary]
      blocks += module.details.map { [$0] } ?? []
      if let call = module.call { blocks += entry(of: call) }
      blocks += module.functions.flatMap(entry)
      blocks += module.values.flatMap { value in
        [
          "## \(value.name)", sentence(value.summary), "Type: \(notation.words(value.annotation)).",
          lua(value.example),
        ]
      }
    }
    for object in objects { blocks += section(of: object) }
    blocks += Interface.rows.filter { $0.page == name }.flatMap(section)
    blocks += Interface.shapes.filter { $0.page == name }.flatMap(section)
    return blocks.joined(separator: "\n\n") + "\n"
  }
}

// MARK: - Functions

extension ReferencePage {
  private func entry(of function: Definition) -> [String] {
    var blocks = ["## \(function.name)", "```text\n\(function.signature)\n```", function.summary]
    blocks += function.shownDetails.map { [$0] } ?? []
    let options = function.optionTable
    let parameters =
      function.parameters.filter { $0.name != options?.name } + (function.rest.map { [$0] } ?? [])
    let repeats = function.rest != nil && function.rest?.name == function.parameters.last?.name
    blocks += table("Argument", repeats ? parameters.dropLast() : parameters)
    blocks += table("Option", function.allOptions)
    if let result = function.result { blocks.append("Gives: \(notation.words(result)).") }
    return blocks + function.shownExamples.map(lua)
  }

  private func table(_ title: String, _ parameters: [Parameter]) -> [String] {
    guard !parameters.isEmpty else { return [] }
    let rows = parameters.map { parameter in
      let mark = parameter.isOptional ? "" : ", required"
      return "| `\(parameter.name)` | \(type(parameter))\(mark) | \(cell(parameter.summary)) |"
    }
    return [(["| \(title) | Type | |", "| :-- | :-- | :-- |"] + rows).joined(separator: "\n")]
  }

  private func type(_ parameter: Parameter) -> String {
    cell(notation.words(parameter.type.annotation))
  }
}

// MARK: - Objects

extension ReferencePage {
  private func section(of object: ObjectDefinition) -> [String] {
    var blocks: [String] = []
    if module != nil || object.name != name { blocks.append("## \(object.name) objects") }
    blocks += [object.summary] + (object.shownDetails.map { [$0] } ?? [])
    blocks += table("Field", object.fields.map { ($0.name, $0.annotation, $0.summary) })
    if !object.operators.isEmpty {
      let rows = object.operators.map {
        "| `\($0.form)` | \(cell(notation.words($0.result))) | \(cell($0.summary)) |"
      }
      blocks.append(
        (["| Operator | Gives | |", "| :-- | :-- | :-- |"] + rows).joined(separator: "\n")
      )
    }
    return blocks + object.shownExamples.map(lua) + object.methods.flatMap(entry)
  }

  private func section(of row: RowDefinition) -> [String] {
    ["## \(row.name.replacing("_", with: " "))", row.summary]
      + table("Field", row.shownFields.map { ($0.name, $0.annotation, $0.summary) })
  }

  private func section(of shape: TableShape) -> [String] {
    ["## \(shape.name)", shape.summary] + table("Entry", shape.entries)
      + table("Field", shape.fields)
  }

  private func table(
    _ title: String,
    _ fields: [(name: String, annotation: String, summary: String)]
  ) -> [String] {
    guard !fields.isEmpty else { return [] }
    let rows = fields.map { field in
      "| `\(field.name)` | \(cell(notation.words(field.annotation))) | \(cell(field.summary)) |"
    }
    return [(["| \(title) | Type | |", "| :-- | :-- | :-- |"] + rows).joined(separator: "\n")]
  }

  /// A text in a cell, where a bar would end it.
  private func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }

  private func sentence(_ text: String) -> String { text.hasSuffix(".") ? text : text + "." }

  private func lua(_ script: String) -> String { "```lua\n\(script)\n```" }
}

extension Definition {
  /// How the function is called: `usage.restated(since [, { … }])`.
  var signature: String {
    var texts: [(text: String, isOptional: Bool)] = parameters.map { parameter in
      let isOptions = parameter.name == optionTable?.name
      return (isOptions ? "{ … }" : parameter.name, parameter.isOptional)
    }
    if rest != nil { texts.append(("…", true)) }
    let receiver = isMethod ? "\(owner):\(lastName)" : name
    if texts.count == 1, texts[0].text == "{ … }" { return "\(receiver) { … }" }
    var list = ""
    for (index, part) in texts.enumerated() {
      let text = index > 0 ? ", " + part.text : part.text
      list += part.isOptional ? (index > 0 ? " [\(text)]" : "[\(text)]") : text
    }
    return "\(receiver)(\(list))"
  }
}
