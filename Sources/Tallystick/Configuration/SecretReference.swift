/// Where a secret is; the configuration never holds one itself.
public enum SecretReference: Hashable, Sendable {
  /// A variable of the environment, or of `env_file`.
  case environment(String)
  /// A file that holds nothing else.
  case file(String)
}

extension SecretReference {
  /// Reads `{ env: NAME }` or `{ file: PATH }`.
  init(_ value: YAMLValue, in folder: WorkingFolder) throws(ConfigurationError) {
    let rule = "write { env: NAME } or { file: PATH }, never the secret itself"
    guard value.isMapping else {
      // What stands here may be the secret, so the message does not repeat it.
      throw value.error(rule)
    }
    // So may a key be, or what stands behind it.
    let entries = try value.entries()
    guard entries.count == 1, let (key, content) = entries.first,
      let text = try? content.text()
    else { throw value.error(rule) }
    switch key {
    case "env":
      guard text.wholeMatch(of: #/[A-Za-z_][A-Za-z0-9_]*/#) != nil else {
        throw value.error("`env` takes a variable's name, in letters, digits and `_`; \(rule)")
      }
      self = .environment(text)
    case "file": self = .file(folder.path(text))
    default: throw value.error(rule)
    }
  }
}
