// What settings look like.

extension YAMLValue {
  /// Whether the value asks for nothing: empty, an empty list, or `none`.
  var saysNothing: Bool {
    if isEmpty { return true }
    if let list = try? list() { return list.isEmpty }
    if let entries = try? entries() { return entries.isEmpty }
    return (try? text()) == "none"
  }

  /// Texts by key, for tags and parameters.
  func texts() throws(ConfigurationError) -> [String: String] {
    var texts: [String: String] = [:]
    for (key, value) in try entries() { texts[key] = try value.text() }
    return texts
  }

  /// A duration such as `26h`.
  func duration() throws(ConfigurationError) -> Duration {
    let text = try self.text(expecting: "a duration such as 30s or 26h")
    guard let duration = SettingText.duration(text) else {
      throw error("expected a duration such as 30s, 5m or 26h, got \"\(text)\"")
    }
    return duration
  }

  /// A size such as `16 MiB`.
  func bytes() throws(ConfigurationError) -> Int {
    let text = try self.text(expecting: "a size such as 16 MiB")
    guard let bytes = SettingText.bytes(text) else {
      throw error("expected a size such as 16 MiB, got \"\(text)\"")
    }
    return bytes
  }

  /// A size that may not be less than another.
  func bytes(atLeast least: Int, _ shown: String) throws(ConfigurationError) -> Int {
    let bytes = try bytes()
    guard bytes >= least else {
      throw error("expected at least \(shown), got \(bytes) bytes; a size may have a unit: 16 MiB")
    }
    return bytes
  }

  /// A path, which is not empty.
  func path(_ what: String) throws(ConfigurationError) -> String {
    let path = try text(expecting: what)
    guard !path.isEmpty else { throw error("expected \(what), got an empty text") }
    return path
  }

  /// Yes or no.
  func flag() throws(ConfigurationError) -> Bool {
    switch try text(expecting: "true or false") {
    case "true", "yes": true
    case "false", "no": false
    case let other: throw error("expected true or false, got \"\(other)\"")
    }
  }

  /// The mistake of calling something like a row that reports make themselves.
  func reserved(_ name: String) -> ConfigurationError {
    error("\"\(name)\" is a name that reports give to what has none; choose another")
  }
}
