import Foundation
import TestSupport
import Testing

@testable import Tallystick

/// The table of settings: the schema, the reference and the reader of the file follow it.
struct ConfigurationSchemaTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// A generated file, which is written anew where the environment asks for it.
  private static func compare(_ wanted: String, with path: String) throws {
    if ProcessInfo.processInfo.environment["TALLYSTICK_WRITE_REFERENCE"] != nil {
      try wanted.write(to: root.appending(path: path), atomically: true, encoding: .utf8)
    }
    #expect(try text(of: path) == wanted, "\(path) is not what the table says")
  }

  @Test func `the reference page is what the table says`() throws {
    try Self.compare(ConfigurationReference.markdown(), with: "docs/reference/configuration.md")
  }

  @Test func `the schema for editors is what the table says`() throws {
    try Self.compare(JSONSchema.text(), with: "docs/reference/\(JSONSchema.fileName)")
    let schema = try JSONSerialization.jsonObject(with: Data(JSONSchema.text().utf8))
    let properties = try #require((schema as? [String: Any])?["properties"] as? [String: Any])
    #expect(Set(properties.keys) == Set(SettingGroup.configuration.keys))
  }

  @Test func `the guide names every setting`() throws {
    let guide = try Self.text(of: "docs/configuration.md")
    let groups: [SettingGroup] = [
      .configuration, .source, .fetch, .app, .rate, .plan, .charge, .invoice, .budget, .rule,
      .report, .limits, .theme, .hooks, .webhook, .email, .heartbeat,
    ]
    for group in groups {
      for key in group.keys { #expect(guide.contains(key), "\(group.name): \(key)") }
    }
  }

  @Test func `every example of the guide follows the schema`() throws {
    let examples = try Guide("docs/configuration.md").texts("yaml")
    #expect(examples.count > 5)
    for example in examples {
      let value = try #require(try YAMLValue.parse(example, file: "t.yaml"))
      #expect(SettingKind.group(.configuration).mistake(in: value) == nil, "\(example)")
    }
  }

  @Test(
    arguments: [
      ("currency: dollars", "currency"), ("stale_after: soon", "stale_after"),
      ("sources: [{ provider: puter }]", "sources"),
      ("sources: [{ provider: puter, token: abc }]", "sources"),
      ("rates: [{ unit: EUR, price: 1.08, since: 2026-01-01 }]", "rates"),
      ("budgets: [{ name: all, limit: 5 USD, warn_at: [most] }]", "budgets"),
      ("limits: { script_secnds: 3 }", "limits"), ("fail_on: always", "fail_on"),
      ("reports: [{ name: x }]", "reports"), ("notify: [{ email: a@b.c, format: json }]", "notify"),
    ]
  )
  func `what the schema refuses, the reader refuses too`(text: String, key: String) throws {
    let value = try #require(try YAMLValue.parse(text, file: "t.yaml"))
    #expect(SettingKind.group(.configuration).mistake(in: value) == key)
    #expect(throws: ConfigurationError.self) { try Configuration.read(text, file: "t.yaml") }
  }
}

/// Checks values as an editor does that has the schema.
extension SettingKind {
  /// The first key below which something is not as the kind says; an empty text where the value itself is not.
  func mistake(in value: YAMLValue) -> String? {
    let text = try? value.text()
    switch self {
    case .text, .path: return text == nil ? "" : nil
    case .textOther(let words): return text.map { !words.contains($0) } == true ? nil : ""
    case .form(let form):
      guard let text, let pattern = try? Regex(form.pattern) else { return "" }
      return text.firstMatch(of: pattern) == nil ? "" : nil
    case .wholeNumber(let range):
      return text.flatMap { Int($0) }.map { range.contains($0) ? nil : "" } ?? ""
    case .flag: return ["true", "false", "yes", "no"].contains(text) ? nil : ""
    case .choice(let words): return text.map { words.contains($0) } == true ? nil : ""
    case .secret:
      let keys = (try? value.entries().map(\.key)) ?? []
      return keys == ["env"] || keys == ["file"] ? nil : ""
    case .list(let element):
      guard let values = try? value.list() else { return "" }
      return values.contains { element.mistake(in: $0) != nil } ? "" : nil
    case .map(let element):
      guard let entries = try? value.entries() else { return "" }
      return entries.first { element.mistake(in: $0.value) != nil }?.key
    case .any(let kinds):
      return kinds.contains { $0.mistake(in: value) == nil } ? nil : ""
    case .group(let group):
      guard let entries = try? value.entries() else { return "" }
      for setting in group.settings where setting.isRequired {
        if !entries.contains(where: { $0.key == setting.name }) { return setting.name }
      }
      return entries.first { key, value in
        guard let setting = group.settings.first(where: { $0.name == key }) else {
          return !group.isOpen
        }
        return setting.kind.mistake(in: value) != nil && !value.isEmpty
      }?.key
    }
  }
}
