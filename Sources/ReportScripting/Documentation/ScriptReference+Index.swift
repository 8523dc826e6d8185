import UsageModel

extension ScriptReference {
  /// What every page says of itself.
  static let generated =
    "<!-- Made from the definitions in Sources/ReportScripting; `./dev docs` writes it. -->"

  /// The first page: what there is, and the words that all pages use.
  static func index(of interface: Interface, _ notation: TypeNotation) -> String {
    var blocks = [
      "# Scripting reference", generated,
      """
      Everything that scripts find besides Lua's own functions. The [guide](../scripting.md) says how it \
      is used; this says what it is. Every example here is run by the tests, on made-up usage of two \
      apps, `Shop` and `Wallet`, as of 21 November 2026.
      """,
      "## Functions",
      table(
        ["Module", "Functions", ""],
        interface.modules.map { module in
          let functions = (module.call.map { [$0.name] } ?? []) + module.functions.map(\.name)
          let names = functions + module.values.map(\.name)
          let links = names.map { "[`\($0)`](\(module.name).md#\(anchor($0)))" }
          return [
            "[\(module.name)](\(module.name).md)", links.joined(separator: " "), module.summary,
          ]
        }
      ),
      "## Objects",
      table(
        ["Object", "Methods", ""],
        interface.objects.map { object in
          let page = ReferencePage.homes[object.name] ?? object.name
          let links = object.methods.map { "[`\($0.lastName)`](\(page).md#\(anchor($0.name)))" }
          return [
            notation.words("tally.\(object.name)"), links.joined(separator: " "), object.summary,
          ]
        }
      ),
    ]
    blocks += conventions
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static var conventions: [String] {
    let dimensions = UsageDimension.named.map { "`\($0.name)`" } + ["`tag.NAME`"]
    let rows = Interface.rows.map { row in
      "[\(row.name.replacing("_", with: " "))](\(row.page).md#\(row.name.replacing("_", with: "-")))"
    }
    return [
      "## Conventions",
      """
      - Options are one table, called with braces: `usage.load { dims = { "app" } }`. An unknown option \
      is an error that names the one that was probably meant.
      - nil means "not known". It never means zero, and never an error.
      - Lists have no gaps: a nil in the middle of one would end it.
      - Methods are called with a colon: `report:text("…")`.
      - In a signature, `[…]` may be left out, and `…` stands for any number of further arguments.
      """,
      "## Dimensions",
      "What usage can be told apart by: \(dimensions.joined(separator: ", ")).",
      "## Names",
      """
      The names of sources, apps and budgets are those of the configuration. Where a function asks for a \
      source or a budget, a name that nothing has is an error with a suggestion.
      """,
      "## Rows",
      """
      A row's fields are read like those of a table. It cannot be changed, and a field that it does not \
      have is an error. The kinds: \(rows.joined(separator: ", ")).
      """,
    ]
  }

  /// A heading's place in its page, as renderers of Markdown name it.
  private static func anchor(_ heading: String) -> String {
    heading.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
  }

  private static func table(_ header: [String], _ rows: [[String]]) -> String {
    ([header, header.map { _ in ":--" }] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
      .joined(separator: "\n")
  }
}
