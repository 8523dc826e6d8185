import Yams

/// A value in a YAML file that knows its place and its way from the top, for messages.
struct YAMLValue {
  let node: Node
  let file: String
  /// The keys that lead here: `sources[2].token`.
  let path: String

  /// Reads a file's text.
  static func parse(_ text: String, file: String) throws(ConfigurationError) -> YAMLValue? {
    do {
      return try compose(yaml: text).map { YAMLValue(node: $0, file: file, path: "") }
    } catch let error as YamlError {
      throw ConfigurationError(file: file, error)
    } catch {
      throw ConfigurationError(file: file, "\(error)")
    }
  }

  /// The line in the file.
  var line: Int? { node.mark?.line }

  /// Whether the value has keys.
  var isMapping: Bool { if case .mapping = node { true } else { false } }

  /// A mistake at this place.
  func error(_ message: String) -> ConfigurationError {
    ConfigurationError(
      file: file,
      line: line,
      path.isEmpty ? message : "`\(path)`: \(message)"
    )
  }

  /// Whether nothing was written after the key.
  var isEmpty: Bool {
    if case .scalar(let scalar) = node {
      scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
    } else {
      false
    }
  }

  /// The value as text; numbers and dates are texts as they were written.
  func text(expecting what: String = "a text") throws(ConfigurationError) -> String {
    guard case .scalar(let scalar) = node, !isEmpty else {
      throw error("expected \(what), got \(kind)")
    }
    return scalar.string
  }

  /// The elements of a list.
  func list() throws(ConfigurationError) -> [YAMLValue] {
    if isEmpty { return [] }
    guard case .sequence(let sequence) = node else {
      throw error("expected a list (lines that begin with `- `), got \(kind)")
    }
    return sequence.enumerated().map { index, node in
      YAMLValue(node: node, file: file, path: "\(path)[\(index + 1)]")
    }
  }

  /// The entries of a mapping, in the order of the file.
  func entries() throws(ConfigurationError) -> [(key: String, value: YAMLValue)] {
    if isEmpty { return [] }
    guard case .mapping(let mapping) = node else {
      throw error("expected keys with values (`key: value`), got \(kind)")
    }
    var entries: [(key: String, value: YAMLValue)] = []
    var names: Set<String> = []
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key else {
        throw error("a key is a plain text")
      }
      let name = scalar.string
      let field = YAMLValue(node: value, file: file, path: path.isEmpty ? name : "\(path).\(name)")
      // To YAML a number and a text of the same digits are two keys; here both are one name.
      guard names.insert(name).inserted else {
        throw ConfigurationError(
          file: file,
          line: key.mark?.line,
          "written more than once: `\(field.path)`"
        )
      }
      entries.append((name, field))
    }
    return entries
  }

  /// The entries of a mapping by key, of which only the settings of a group are allowed.
  func fields(_ group: SettingGroup) throws(ConfigurationError) -> [String: YAMLValue] {
    try fields(group.keys)
  }

  /// The entries of a mapping by key, of which only some are allowed.
  func fields(_ allowed: [String]) throws(ConfigurationError) -> [String: YAMLValue] {
    var fields: [String: YAMLValue] = [:]
    for (key, value) in try entries() {
      guard allowed.contains(key) else {
        throw ConfigurationError(
          file: file,
          line: keyLine(key) ?? line,
          "unknown key `\(value.path)`\(Self.suggestion(for: key, among: allowed))"
        )
      }
      fields[key] = value
    }
    return fields
  }

  /// The line of a key, which can differ from that of its value.
  private func keyLine(_ name: String) -> Int? {
    guard case .mapping(let mapping) = node else { return nil }
    for (key, _) in mapping where key.string == name { return key.mark?.line }
    return nil
  }

  static func suggestion(for key: String, among allowed: [String]) -> String {
    if let match = closestName(to: key, in: allowed) { return "; did you mean `\(match)`?" }
    return "; the keys here are \(allowed.sorted().joined(separator: ", "))"
  }

  private var kind: String {
    switch node {
    case .scalar where isEmpty: "nothing"
    case .scalar(let scalar): "\"\(scalar.string.prefix(60))\""
    case .mapping: "keys with values"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }
}

extension ConfigurationError {
  fileprivate init(file: String, _ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, let yaml), .parser(_, let problem, let mark, let yaml),
      .composer(_, let problem, let mark, let yaml):
      self.init(
        file: file,
        line: mark.line,
        "this is not YAML: \(Self.explained(problem, line: mark.line, of: yaml))"
      )
    case .duplicatedKeysInMapping(let duplicates, let context):
      let keys = duplicates.map { "`\($0)`" }.sorted().joined(separator: ", ")
      self.init(file: file, line: context.mark.line, "written more than once: \(keys)")
    default:
      self.init(file: file, "this is not YAML: \(error)")
    }
  }

  /// The parser's words, with what they most often mean.
  private static func explained(_ problem: String, line: Int, of yaml: String) -> String {
    let lines = yaml.split(separator: "\n", maxSplits: line, omittingEmptySubsequences: false)
    let hasTab =
      lines.indices.contains(line - 1)
      && lines[line - 1].prefix { $0 == " " || $0 == "\t" }.contains("\t")
    return hasTab ? "\(problem); the line is indented with a tab, use spaces" : problem
  }
}
