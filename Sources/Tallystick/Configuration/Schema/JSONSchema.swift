import Foundation
public import UsageProviders

/// The configuration as a JSON Schema (draft 2020-12), for editors that complete and check YAML.
public enum JSONSchema {
  /// The file that editors read, next to the configuration that names it.
  public static let fileName: String = "tallystick.schema.json"

  /// The schema of `tallystick.yaml`; the same platforms give the same bytes.
  public static func text(providers: [any Provider] = ProviderCatalogue.builtIn.all) -> String {
    var schema = object(of: .configuration(of: providers))
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "tallystick.yaml"
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Texts, numbers and their containers can always be encoded.
    let bytes = (try? encoder.encode(Node.object(schema))) ?? Data()
    return String(decoding: bytes, as: UTF8.self) + "\n"
  }

  /// A piece of JSON.
  private enum Node: Encodable, ExpressibleByStringLiteral {
    case text(String)
    case number(Int)
    case flag(Bool)
    case list([Node])
    case object([String: Node])

    init(stringLiteral text: String) { self = .text(text) }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .number(let number): try container.encode(number)
      case .flag(let flag): try container.encode(flag)
      case .list(let nodes): try container.encode(nodes)
      case .object(let nodes): try container.encode(nodes)
      }
    }
  }

  private static func object(of group: SettingGroup) -> [String: Node] {
    var properties: [String: Node] = [:]
    for setting in group.settings {
      var property = node(of: setting.kind)
      let standard = setting.standard.map { " Default: \($0)." } ?? ""
      property["description"] = .text(setting.summary + standard)
      // A key without a value asks for nothing, which YAML calls null.
      properties[setting.name] = .object(
        setting.isRequired ? property : orNothing(property)
      )
    }
    var schema: [String: Node] = [
      "type": "object", "properties": .object(properties),
      "additionalProperties": .flag(group.isOpen),
    ]
    let required = group.settings.filter(\.isRequired).map { Node.text($0.name) }
    if !required.isEmpty { schema["required"] = .list(required) }
    return schema
  }

  private static func orNothing(_ schema: [String: Node]) -> [String: Node] {
    var (outer, inner) = (schema, schema)
    inner["description"] = nil
    outer = ["anyOf": .list([.object(inner), .object(["type": "null"])])]
    outer["description"] = schema["description"]
    return outer
  }

  private static func node(of kind: SettingKind) -> [String: Node] {
    switch kind {
    case .text, .path: ["type": .list(["string", "number", "boolean"])]
    case .textOther(let words):
      ["type": "string", "not": .object(["enum": .list(words.map(Node.text))])]
    case .form(let form):
      [
        "type": form.takesNumbers ? .list(["string", "number"]) : "string",
        "pattern": .text(form.pattern), "examples": .list([.text(form.example)]),
      ]
    case .wholeNumber(let range):
      [
        "type": "integer", "minimum": .number(range.lowerBound),
        "maximum": .number(range.upperBound),
      ]
    case .flag: ["enum": .list([.flag(true), .flag(false), "yes", "no"])]
    case .choice(let words): ["enum": .list(words.map(Node.text))]
    case .secret:
      [
        "oneOf": .list(
          ["env", "file"].map { key in
            .object([
              "type": "object", "properties": .object([key: .object(["type": "string"])]),
              "required": .list([.text(key)]), "additionalProperties": .flag(false),
            ])
          }
        )
      ]
    case .list(let element): ["type": "array", "items": .object(node(of: element))]
    case .map(let value):
      ["type": "object", "additionalProperties": .object(node(of: value))]
    case .group(let group): object(of: group)
    case .any(let kinds): ["anyOf": .list(kinds.map { .object(node(of: $0)) })]
    }
  }
}
